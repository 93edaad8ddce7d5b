import type { Formats } from "../core/format/formats.js";
import { axisTicks } from "../core/kpi/ticks.js";
import { hasMonth, type Period } from "../core/kpi/period.js";
import type { KpiPoint } from "../core/kpiSeries.js";
import type { KpiUnit } from "../core/kpis.js";
import { shape } from "./dom.js";

/** What the months show; values by month, those of the comparison under the month they are compared with. */
export interface MonthData {
  readonly points: readonly KpiPoint[];
  readonly before: readonly KpiPoint[];
  /** The months that the period is compared with, if they are among those drawn. */
  readonly compared: Period | null;
  readonly unit: KpiUnit;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
  /** What a grey tick is, in the words over a month. */
  readonly beforeLabel: string;
}

/** Space around the bars, in pixels: the values on the left, the months below. */
export const plotInset = { left: 60, right: 4, top: 10, bottom: 28 } as const;

const at = (points: readonly KpiPoint[]): ReadonlyMap<number, number> =>
  new Map(points.map(({ month, value }) => [month.getTime(), value]));

/** Months as bars from zero, those of the period in the accent colour, what they are compared with as grey ticks. */
export function drawMonths(
  months: readonly Date[],
  data: MonthData,
  options: {
    readonly width: number;
    readonly height: number;
    readonly formats: Formats;
    readonly period: Period;
  },
): SVGSVGElement {
  const { width, height, formats, period } = options;
  const { points, before, compared, unit, label } = data;
  const ticks = axisTicks(
    [...points, ...before].map(({ value }) => value),
    4,
  );
  const [low, high] = [ticks[0]!, ticks[ticks.length - 1]!];
  const bottom = height - plotInset.bottom;
  const each = (width - plotInset.left - plotInset.right) / months.length;
  const x = (index: number): number => plotInset.left + index * each;
  const y = (value: number): number =>
    bottom - ((value - low) / (high - low || 1)) * (bottom - plotInset.top);
  const gap = each > 8 ? 1 : 0.5;
  const [values, earlier] = [at(points), at(before)];
  const indexOf = (month: Date): number => months.findIndex((one) => one.getTime() === month.getTime());
  const [start, end] = [indexOf(period.start), indexOf(period.end)];
  const every = Math.ceil(months.length / Math.max(2, Math.floor((width - plotInset.left) / 72)));
  const band = (from: number, to: number, color: string): SVGElement =>
    shape("rect", {
      x: x(from),
      y: bottom + 2,
      width: Math.max(2, (to - from + 1) * each),
      height: 3,
      fill: color,
    });
  const handle = (index: number): SVGElement =>
    shape(
      "g",
      { stroke: "var(--accent)" },
      shape("path", { d: `M${x(index)},${plotInset.top - 4}V${bottom}`, "stroke-width": 1.5 }),
      shape("rect", {
        x: x(index) - 3,
        y: (plotInset.top + bottom) / 2 - 9,
        width: 6,
        height: 18,
        rx: 2,
        fill: "var(--paper)",
        "stroke-width": 1.5,
      }),
    );
  const from = compared ? Math.max(0, indexOf(compared.start)) : -1;
  const to = compared ? indexOf(compared.end) : -1;
  return shape(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label, "font-size": 11 },
    shape("rect", {
      x: x(start),
      y: plotInset.top - 4,
      width: (end - start + 1) * each,
      height: bottom - plotInset.top + 4,
      fill: "var(--accent-wash)",
    }),
    ticks.map((value) =>
      shape(
        "g",
        {},
        shape("path", {
          d: `M${plotInset.left},${y(value)}H${width - plotInset.right}`,
          stroke: value === 0 ? "var(--ink)" : "var(--rule)",
        }),
        shape(
          "text",
          { x: plotInset.left - 6, y: y(value) + 4, "text-anchor": "end", fill: "var(--ink-3)" },
          formats.tick(unit, value),
        ),
      ),
    ),
    months.map((month, index) => {
      const value = values.get(month.getTime());
      if (value === undefined) return null;
      return shape("rect", {
        class: "month-bar",
        x: x(index) + gap,
        y: Math.min(y(0), y(value)),
        width: Math.max(1, each - 2 * gap),
        height: Math.max(0.5, Math.abs(y(value) - y(0))),
        fill: hasMonth(period, month) ? "var(--accent)" : "var(--series)",
      });
    }),
    // A rim of paper keeps the grey tick visible over a bar.
    [
      ["var(--paper)", 5],
      ["var(--compare)", 2.5],
    ].map(([stroke, thick]) =>
      shape("path", {
        class: "month-before",
        d: months
          .map((month, index) => {
            const value = earlier.get(month.getTime());
            return value === undefined ? "" : `M${x(index)},${y(value)}h${each}`;
          })
          .join(""),
        stroke: stroke!,
        "stroke-width": thick!,
      }),
    ),
    to >= 0 && band(from, to, "var(--compare)"),
    band(start, end, "var(--accent)"),
    handle(start),
    handle(end + 1),
    months.map((month, index) =>
      index % every === 0
        ? shape("text", { x: x(index) + 1, y: height - 8, fill: "var(--ink-3)" }, formats.monthShort(month))
        : null,
    ),
  );
}
