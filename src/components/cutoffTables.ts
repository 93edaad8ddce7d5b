import type { Formats } from "../core/format/formats.js";
import type { CutoffPoint } from "../core/risk/cutoff.js";
import { element } from "./dom.js";
import { term } from "./term.js";

/** Who is accepted and declined at a cut-off, and what became of them. */
export function confusionMatrix(point: CutoffPoint, formats: Formats): HTMLElement {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = point;
  const [paid, defaulted] = [trueNegatives + falsePositives, truePositives + falseNegatives];
  const cell = (count: number, of: number, isRight: boolean, words: string): HTMLElement => {
    const share = of > 0 ? count / of : 0;
    const fill = element("span", { class: "confusion-bar", "aria-hidden": "true" });
    fill.style.width = `${(share * 100).toFixed(1)}%`;
    return element(
      "td",
      { class: isRight ? "is-right" : "is-wrong", title: words },
      element("b", {}, formats.count(count)),
      element("span", { class: "confusion-share" }, `${formats.percent(share)} of column`),
      fill,
    );
  };
  const head = (text: string, count: number): HTMLElement =>
    element("th", { scope: "col" }, text, element("span", {}, formats.count(count)));
  const side = (text: string, count: number): HTMLElement =>
    element("th", { scope: "row" }, text, element("span", {}, formats.count(count)));
  return element(
    "table",
    { class: "confusion" },
    element("caption", { class: "visually-hidden" }, `Confusion matrix at ${point.cutOff} points`),
    element("thead", {}, element("tr", {}, element("td"), head("paid", paid), head("defaulted", defaulted))),
    element(
      "tbody",
      {},
      element(
        "tr",
        {},
        side("accepted", trueNegatives + falseNegatives),
        cell(trueNegatives, paid, true, "Accepted and paid: the margin is earned"),
        cell(falseNegatives, defaulted, false, "Accepted and defaulted: LGD × EAD is lost"),
      ),
      element(
        "tr",
        {},
        side("declined", truePositives + falsePositives),
        cell(falsePositives, paid, false, "Declined and would have paid: a margin forgone"),
        cell(truePositives, defaulted, true, "Declined and would have defaulted: a loss avoided"),
      ),
    ),
  );
}

interface Measure {
  readonly label: string;
  readonly about: string;
  readonly kind: "count" | "amount" | "ratio";
  readonly of: (point: CutoffPoint) => number | null;
}

/** The measures of the table, in its order. */
const measures: readonly Measure[] = [
  {
    label: "Defaulters accepted",
    about: "False negatives: who defaulted though accepted.",
    kind: "count",
    of: (p) => p.falseNegatives,
  },
  {
    label: "Payers declined",
    about: "False positives: who paid though declined.",
    kind: "count",
    of: (p) => p.falsePositives,
  },
  { label: "Approval rate", about: "Accepted of all.", kind: "ratio", of: (p) => p.approvalRate },
  {
    label: "Bad rate of accepted",
    about: "Defaulters among the accepted.",
    kind: "ratio",
    of: (p) => p.badRate,
  },
  {
    label: "Profit",
    about: "Margin on the accepted who paid, less LGD × EAD of the accepted who defaulted.",
    kind: "amount",
    of: (p) => p.profit,
  },
  {
    label: "Recall of defaults",
    about: "Defaulters declined, of all defaulters.",
    kind: "ratio",
    of: (p) => p.recall,
  },
  {
    label: "Precision of declines",
    about: "Defaulters among the declined.",
    kind: "ratio",
    of: (p) => p.precision,
  },
];

/** The measures at a cut-off as rows to take away. */
export const measureRows = (chosen: CutoffPoint, best: CutoffPoint): object[] =>
  measures.map(({ label, of }) => ({
    measure: label,
    cut_off: chosen.cutOff,
    value: of(chosen),
    best_cut_off: best.cutOff,
    best_value: of(best),
  }));

/** What a cut-off gives beside what the best one gives. */
export function measuresTable(chosen: CutoffPoint, best: CutoffPoint, formats: Formats): HTMLElement {
  const write = (kind: Measure["kind"], value: number | null): string =>
    value === null ? "–" : formats.value(kind === "ratio" ? "ratio" : kind, value);
  const difference = ({ kind, of }: Measure): string => {
    const [a, b] = [of(chosen), of(best)];
    if (a === null || b === null) return "–";
    if (a === b) return "0";
    const text = kind === "ratio" ? formats.percent(a - b).replace("%", "pt") : formats.value(kind, a - b);
    return a > b && /[1-9]/.test(text) ? `+${text}` : text;
  };
  const number = (text: string): HTMLElement => element("td", { class: "is-number" }, text);
  return element(
    "div",
    { class: "table-wrap is-compact", tabindex: 0, role: "region", "aria-label": "Measures at the cut-off" },
    element(
      "table",
      { class: "cutoff-measures" },
      element("caption", { class: "visually-hidden" }, "Measures at the chosen and at the best cut-off"),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          element("th", { scope: "col" }, "Measure"),
          [`At ${chosen.cutOff}`, `Best, ${best.cutOff}`, "Difference"].map((text, index) =>
            element("th", { scope: "col", class: index === 0 ? "is-number is-chosen" : "is-number" }, text),
          ),
        ),
      ),
      element(
        "tbody",
        {},
        measures.map((measure) =>
          element(
            "tr",
            {},
            element("th", { scope: "row" }, term(measure.label, measure.about)),
            element("td", { class: "is-number" }, element("b", {}, write(measure.kind, measure.of(chosen)))),
            number(write(measure.kind, measure.of(best))),
            number(difference(measure)),
          ),
        ),
      ),
    ),
  );
}
