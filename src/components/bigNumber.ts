import { writeChange, type Change } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import type { KpiSeries } from "../core/kpiSeries.js";
import { targetWord } from "../core/kpis.js";
import { addMonths } from "../core/months.js";
import { element } from "./dom.js";
import { sparkline } from "./sparkline.js";
import { term } from "./term.js";

/** A change with its sign, coloured only where it means good or bad. */
export function changeText(formats: Formats, series: Pick<KpiSeries, "kpi">, change: Change): HTMLElement {
  const tone = change.isGood === null ? null : change.isGood ? "good" : "bad";
  return element("b", { class: tone }, writeChange(formats, series.kpi.unit, change));
}

function changeLine(
  formats: Formats,
  series: KpiSeries,
  change: Change | null,
  against: string,
): HTMLElement {
  return change === null
    ? element("div", { class: "number-change" }, `no ${against} to compare with`)
    : element("div", { class: "number-change" }, changeText(formats, series, change), ` on ${against}`);
}

/** One KPI: value with unit, change against the month and the year before, thirteen months with the last one marked. */
function bigNumber(series: KpiSeries, options: { readonly formats: Formats }): HTMLElement {
  const { formats } = options;
  const { kpi, value, target } = series;
  const parts = formats.parts(kpi.unit, value);
  const before = formats.monthName(addMonths(series.month, -1));
  return element(
    "li",
    { class: "number" },
    element("div", { class: "number-label" }, term(kpi.label, kpi.about)),
    element(
      "div",
      { class: "number-value" },
      parts.before && element("small", {}, `${parts.before}\u202F`),
      parts.digits,
      parts.after && element("small", {}, `\u202F${parts.after}`),
    ),
    changeLine(formats, series, series.onMonth, before),
    changeLine(formats, series, series.onYear, formats.month(addMonths(series.month, -12))),
    sparkline(series.recent, {
      target,
      ...(target === null ? {} : { targetLabel: `${targetWord(kpi)}\n${formats.value(kpi.unit, target)}` }),
      label: `${kpi.label}, the last ${series.recent.length} months, ${formats.value(kpi.unit, value)} at the end`,
    }),
  );
}

/** A row of big numbers. */
export function bigNumbers(
  series: readonly KpiSeries[],
  options: { readonly formats: Formats },
): HTMLElement {
  return element(
    "ul",
    { class: "numbers" },
    series.map((entry) => bigNumber(entry, options)),
  );
}
