import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { Period } from "../core/kpi/period.js";
import type { KpiUnit } from "../core/kpis.js";
import { addMonths } from "../core/months.js";
import { drawPlot } from "./drawPlot.js";

export interface DayPoint {
  readonly date: Date;
  readonly value: number;
}

/** A bar for each day of some months that has a figure; weekends are lighter. */
export function dayBars(
  points: readonly DayPoint[],
  options: {
    readonly width: number;
    readonly height?: number;
    readonly period: Period;
    readonly unit: KpiUnit;
    readonly formats: Formats;
    readonly label: string;
  },
): SVGSVGElement | HTMLElement {
  const { width, height = 200, period, unit, formats, label } = options;
  const isWeekend = ({ date }: DayPoint): boolean => date.getUTCDay() % 6 === 0;
  return drawPlot(label, {
    width,
    height,
    marginLeft: 60,
    marginRight: 4,
    marginTop: 12,
    marginBottom: 24,
    x: { type: "utc", domain: [period.start, addMonths(period.end, 1)] },
    y: { nice: true, zero: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => formats.tick(unit, v),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.axisX({
        // A label such as “15 Jun” needs 50 px; asked for n, d3 gives up to twice as many.
        ticks: Math.max(2, Math.floor(width / 120)),
        tickSize: 0,
        tickFormat: (date: Date) => formats.dayShort(date),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.rectY(points, {
        x: "date",
        interval: "day",
        y: "value",
        inset: points.length > 40 ? 0.5 : 1,
        fill: (point: DayPoint) => (isWeekend(point) ? "var(--compare)" : "var(--accent)"),
        title: (point: DayPoint) => `${formats.weekday(point.date)}\n${formats.value(unit, point.value)}`,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
