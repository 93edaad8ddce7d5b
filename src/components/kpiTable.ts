import type { Formats } from "../core/format/formats.js";
import type { KpiSeries } from "../core/kpiSeries.js";
import { changeText } from "./bigNumber.js";
import { dataTable } from "./dataTable.js";
import { sparkline } from "./sparkline.js";

/** Every KPI in one table, with what it means. */
export function kpiTable(series: readonly KpiSeries[], options: { readonly formats: Formats }): HTMLElement {
  const { formats } = options;
  return dataTable<KpiSeries>(
    series,
    [
      { id: "kpi", label: "KPI", isHead: true, value: ({ kpi }) => kpi.label },
      {
        id: "value",
        label: "Value",
        isNumber: true,
        value: ({ value }) => value,
        show: ({ kpi, value }) => formats.value(kpi.unit, value),
      },
      {
        id: "month",
        label: "on month",
        isNumber: true,
        value: ({ onMonth }) => onMonth?.size ?? null,
        show: (entry) => (entry.onMonth ? changeText(formats, entry, entry.onMonth) : "–"),
      },
      {
        id: "year",
        label: "on year",
        isNumber: true,
        value: ({ onYear }) => onYear?.size ?? null,
        show: (entry) => (entry.onYear ? changeText(formats, entry, entry.onYear) : "–"),
      },
      {
        id: "target",
        label: "Target",
        isNumber: true,
        value: ({ target }) => target,
        show: ({ kpi, target }) => (target === null ? "–" : formats.value(kpi.unit, target)),
      },
      {
        id: "recent",
        label: "13 months",
        value: ({ onYear }) => onYear?.size ?? null,
        show: ({ kpi, recent }) =>
          sparkline(recent, {
            width: 96,
            height: 22,
            label: `${kpi.label}, the last ${recent.length} months`,
          }),
      },
      { id: "about", label: "How it is counted", isText: true, value: ({ kpi }) => kpi.about },
    ],
    { caption: "Every KPI with its changes and what it means" },
  );
}
