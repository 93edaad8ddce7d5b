import { orderWords } from "../core/findings/outliers.js";
import { sumDays } from "../core/outliers/alerts.js";
import type { AlertBank } from "./alertDesk.js";
import { element } from "./dom.js";
import { sparkline } from "./sparkline.js";
import { term } from "./term.js";

interface Figure {
  readonly label: string;
  readonly about: string;
  readonly digits: string;
  readonly after?: string;
  readonly note: string;
  readonly points?: readonly { readonly month: Date; readonly value: number }[];
}

/** Alerts against movements, and what people made of them, as the build knows it. */
export function alertVerdicts(
  { formats, days, assumptions }: AlertBank,
  order: { readonly reranked_count: number; readonly moved_count: number },
): HTMLElement {
  const sum = sumDays(days);
  const judged = sum.confirmed + sum.dismissed;
  const perDay = sum.alerts / Math.max(1, days.length);
  const ordered = [...days].sort((a, b) => a.date.getTime() - b.date.getTime());
  const figures: Figure[] = [
    {
      label: "Alerts a day",
      about:
        "Movements at or above the cut-off, a day. The cut-off is set once for all days, so that quiet days have few and busy days many.",
      digits: formats.number(perDay, 1),
      note: `budget ${formats.count(assumptions.alerts_per_day)}, ${formats.count(days.length)} days`,
      points: ordered.map(({ date, alerts }) => ({ month: date, value: alerts })),
    },
    {
      label: "Alerts per 10,000 movements",
      about:
        "Of the movements that the detector looks at: those that somebody ordered, not the bank’s own runs.",
      digits: formats.number((10_000 * sum.alerts) / Math.max(1, sum.movements), 1),
      note: `${formats.count(sum.alerts)} of ${formats.count(sum.movements)}`,
      points: ordered.map(({ date, alerts, movements }) => ({
        month: date,
        value: (10_000 * alerts) / Math.max(1, movements),
      })),
    },
    {
      label: "Judged",
      about: "Alerts with a verdict in the triage files of the build, unsure included.",
      digits: formats.count(judged + sum.unsure),
      note: `${formats.count(sum.confirmed)} confirmed, ${formats.count(sum.dismissed)} dismissed, ${formats.count(sum.unsure)} unsure`,
    },
    {
      label: "Confirmed share",
      about:
        "Confirmed over confirmed and dismissed. Verdicts are on what people chose to look at, mostly the oddest, so the share of all alerts may be lower.",
      digits: judged === 0 ? "–" : formats.percent(sum.confirmed / judged, 0).replace(/\D+$/, ""),
      ...(judged === 0 ? {} : { after: "%" }),
      note: judged === 0 ? "no verdict in the build yet" : `of ${formats.count(judged)} verdicts`,
    },
  ];
  return element(
    "div",
    {},
    element(
      "ul",
      { class: "numbers is-plain" },
      figures.map(({ label, about, digits, after, note, points }) =>
        element(
          "li",
          { class: "number" },
          element("div", { class: "number-label" }, term(label, about)),
          element(
            "div",
            { class: "number-value" },
            digits,
            after !== undefined && element("small", {}, `\u202F${after}`),
          ),
          element("div", { class: "number-change" }, note),
          points && sparkline(points, { target: null, label: `${label}, by day` }),
        ),
      ),
    ),
    element("p", { class: "lead" }, orderWords(days, order.reranked_count > 0 ? order.moved_count : null)),
  );
}
