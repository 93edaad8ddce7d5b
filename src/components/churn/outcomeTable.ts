import type { CampaignOutcome } from "../../core/churn/campaign.js";
import { exactMoney, wholeMoney } from "../../core/churn/money.js";
import type { Formats } from "../../core/format/formats.js";
import { element } from "../dom.js";
import { term } from "../term.js";

/** One way to spend the money. */
export interface OutcomeColumn {
  readonly name: string;
  readonly outcome: CampaignOutcome;
  /** Net benefit the test months would have given; null without a test. */
  readonly testNet: number | null;
}

/** Campaigns beside each other; drawn anew for each move of a slider. */
export function outcomeTable(columns: readonly OutcomeColumn[], formats: Formats): HTMLElement {
  // Of a campaign that brings next to nothing, cents are what there is to tell.
  const most = Math.max(...columns.map(({ outcome }) => outcome.net));
  const money = (value: number): string => (most > 0 && most < 10 ? exactMoney : wholeMoney)(formats, value);
  const lines: readonly [string, string, (column: OutcomeColumn) => string][] = [
    ["Clients contacted", "", ({ outcome }) => formats.count(outcome.contacts)],
    ["Cost of the contacts", "", ({ outcome }) => money(outcome.cost)],
    [
      "Leavers among them",
      "Sum of the probabilities of leaving of those contacted.",
      ({ outcome }) =>
        outcome.leavers < 9.95 ? String(Number(outcome.leavers.toFixed(1))) : formats.count(outcome.leavers),
    ],
    [
      "Income kept",
      "Success rate × probability of leaving × yearly income × years, over those contacted.",
      ({ outcome }) => money(outcome.kept),
    ],
    ["Net benefit", "Income kept less the cost of the contacts.", ({ outcome }) => money(outcome.net)],
    [
      "… of as many at random",
      "The same for clients drawn at random.",
      ({ outcome }) => money(outcome.random),
    ],
    [
      "… as the test turned out",
      "Who left in the months of the test, with their income, in place of the probabilities; for as many clients as today.",
      ({ testNet }) => (testNet === null ? "–" : money(testNet)),
    ],
  ];
  return element(
    "table",
    { class: "outcomes" },
    element("caption", { class: "visually-hidden" }, "What the campaign comes to"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Measure"),
        columns.map(({ name }) => element("th", { scope: "col", class: "is-number" }, name)),
      ),
    ),
    element(
      "tbody",
      {},
      lines.map(([name, about, write]) =>
        element(
          "tr",
          { class: name === "Net benefit" ? "is-total" : null },
          element("th", { scope: "row" }, about === "" ? name : term(name, about)),
          columns.map((column) => element("td", { class: "is-number" }, write(column))),
        ),
      ),
    ),
  );
}
