import * as Plot from "npm:@observablehq/plot";
import { flowFinding, type FlowWindow } from "../core/findings/flow.js";
import type { Formats } from "../core/format/formats.js";
import { addDays } from "../core/months.js";
import { drawPlot } from "./drawPlot.js";

/** Net flow by day, the last day in ink and beside it what that day of the month usually brings. */
export function flowChart(
  flow: FlowWindow,
  options: { readonly width: number; readonly height?: number; readonly formats: Formats },
): SVGSVGElement | HTMLElement {
  const { width, height = 260, formats } = options;
  const { days, usual } = flow;
  const last = days[days.length - 1];
  const amount = (value: number): string => formats.signed("amount", value);
  const isNarrow = width < 420;
  const isLong = flow.end.getTime() - flow.start.getTime() > 60 * 86_400_000;
  const marks: Plot.Markish[] = [
    Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1 }),
    Plot.axisY({
      ticks: 5,
      tickSize: 0,
      tickFormat: (value: number) => (value > 0 ? "+" : "") + formats.tick("amount", value),
      label: null,
      fill: "var(--ink-3)",
    }),
    Plot.axisX({
      ticks: isNarrow ? 3 : 6,
      tickSize: 0,
      tickFormat: (date: Date) => (isLong ? formats.monthShort(date) : formats.dayShort(date)),
      label: null,
      fill: "var(--ink-3)",
    }),
    Plot.rectY(days, {
      x: "date",
      interval: "day",
      y: "net_flow",
      inset: isLong ? 0 : 1,
      fill: (day) => (day === last ? "var(--ink)" : "var(--compare)"),
      title: (day: (typeof days)[number]) => `${formats.weekday(day.date)}\n${amount(day.net_flow)}`,
    }),
    Plot.ruleY([0], { stroke: "var(--ink)" }),
  ];
  if (last) {
    const end = addDays(last.date, 1);
    if (usual !== null) {
      marks.push(
        Plot.ruleY([usual], {
          x1: addDays(last.date, isLong ? -6 : -1),
          x2: addDays(end, isLong ? 6 : 1),
          stroke: "var(--warn-mark)",
          strokeWidth: 2,
        }),
      );
    }
    const label = (text: string, line: number, fill: string): Plot.Markish =>
      Plot.text([text], { frameAnchor: "top-right", dy: line * 14 - 32, fontWeight: 600, fill });
    marks.push(label(`${formats.dayOfMonth(last.date)} ${amount(last.net_flow)}`, 0, "var(--ink)"));
    const day = last.date.getUTCDate();
    if (usual !== null) marks.push(label(`usual ${day}${ordinal(day)} ${amount(usual)}`, 1, "var(--warn)"));
  }
  return drawPlot(flowFinding(flow, formats), {
    width,
    height,
    marginLeft: 64,
    marginRight: 8,
    marginTop: 36,
    marginBottom: 24,
    x: { type: "utc", domain: [flow.start, addDays(flow.end, 1)] },
    y: { nice: true },
    marks,
  });
}

function ordinal(day: number): string {
  if (day % 100 >= 11 && day % 100 <= 13) return "th";
  return ["th", "st", "nd", "rd"][day % 10] ?? "th";
}
