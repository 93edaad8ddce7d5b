import { cohortName } from "../core/findings/kpi.js";
import type { Formats } from "../core/format/formats.js";
import { shareSteps, stepOf, type Cohort, type CohortRow } from "../core/kpi/cohorts.js";
import { element } from "./dom.js";

/** Steps of the ramp there are colours for. */
const colours = 8;

/** Spreads so many steps over the whole ramp, so that few cohorts still differ. */
const colourOf = (step: number, count: number): number =>
  count < 2 ? colours : 1 + Math.round((step * (colours - 1)) / (count - 1));

/**
 * Cohorts down, months since joining across, the share of clients still active as number and as colour. The steps
 * leave out the middle greys, on which neither dark nor light letters can be read.
 */
export function cohortMap(
  cohorts: readonly Cohort[],
  options: { readonly grain: CohortRow["grain"]; readonly formats: Formats },
): HTMLElement {
  const { grain, formats } = options;
  const months = Math.max(...cohorts.map(({ shares }) => shares.length));
  const steps = shareSteps(
    cohorts.flatMap(({ shares }) => shares),
    colours,
  );
  const heat = (index: number): string => `heat is-${colourOf(index, steps.length)}`;
  const cells = ({ start, clients, shares }: Cohort): HTMLElement[] =>
    Array.from({ length: months }, (_, index) => {
      const share = shares[index];
      if (share === undefined) return element("td", {});
      return element(
        "td",
        {
          class: heat(stepOf(steps, share)),
          title: `${cohortName(start, grain, formats)}, ${index + 1} months after joining: ${formats.percent(share)} of ${formats.count(clients)} clients`,
        },
        (share * 100).toFixed(0),
      );
    });
  const caption = "Share of clients still active by cohort and months since joining, per cent";
  const table = element(
    "table",
    { class: "cohorts" },
    element("caption", { class: "visually-hidden" }, caption),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col" }, "Joined"),
        element("th", { scope: "col", class: "is-number" }, "Clients"),
        Array.from({ length: months }, (_, index) =>
          element(
            "th",
            { scope: "col", class: "is-number", "aria-label": `${index + 1} months after` },
            String(index + 1),
          ),
        ),
      ),
    ),
    element(
      "tbody",
      {},
      cohorts.map((cohort) =>
        element(
          "tr",
          {},
          element("th", { scope: "row" }, cohortName(cohort.start, grain, formats)),
          element("td", { class: "is-number" }, formats.count(cohort.clients)),
          cells(cohort),
        ),
      ),
    ),
  );
  const width = steps.length > 1 ? steps[1]! - steps[0]! : 1 - (steps[0] ?? 0);
  const legend = element(
    "p",
    { class: "heat-legend" },
    element("span", {}, "Still active, %"),
    steps.map((low, index) =>
      element(
        "span",
        { class: heat(index) },
        width > 0.011
          ? `${(low * 100).toFixed(0)}–${Math.min(100, (low + width) * 100).toFixed(0)}`
          : (low * 100).toFixed(0),
      ),
    ),
  );
  return element(
    "div",
    {},
    element("div", { class: "table-wrap", tabindex: 0, role: "region", "aria-label": caption }, table),
    legend,
  );
}
