import type { Measure } from "../core/activity.js";
import { writeChange } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import type { Part } from "../core/kpi/parts.js";
import type { Period } from "../core/kpi/period.js";
import { axisTicks } from "../core/kpi/ticks.js";
import type { KpiPoint } from "../core/kpiSeries.js";
import { addMonths } from "../core/months.js";
import { element, shape } from "./dom.js";

/** One product, segment or channel with its months. */
export interface PartSeries {
  readonly part: Part;
  readonly label: string;
  readonly points: readonly KpiPoint[];
  /** What each month is compared with, under that month. */
  readonly before: readonly KpiPoint[];
}

export interface MultiplesOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly measure: Measure;
  /** All months drawn. */
  readonly known: Period;
  /** The chosen ones. */
  readonly period: Period;
  /** Draws all on one scale, so that heights can be compared. */
  readonly isShared: boolean;
}

const height = 128;
const inset = { left: 52, right: 8, top: 10, bottom: 20 };

/** A line that is broken where a month has no figure. */
function line(points: readonly KpiPoint[], x: (month: Date) => number, y: (value: number) => number): string {
  let last: Date | null = null;
  return points
    .map(({ month, value }) => {
      const isNext = last !== null && addMonths(last, 1).getTime() === month.getTime();
      last = month;
      return `${isNext ? "L" : "M"}${x(month).toFixed(1)},${y(value).toFixed(1)}${isNext ? "" : "h0"}`;
    })
    .join("");
}

function drawing(
  series: PartSeries,
  ticks: readonly number[],
  width: number,
  options: MultiplesOptions,
): SVGSVGElement {
  const { formats, measure, known, period } = options;
  const [low, high] = [ticks[0]!, ticks[ticks.length - 1]!];
  const bottom = height - inset.bottom;
  const span = addMonths(known.end, 1).getTime() - known.start.getTime();
  const edge = (date: Date): number =>
    inset.left + ((date.getTime() - known.start.getTime()) / span) * (width - inset.left - inset.right);
  const x = (month: Date): number => (edge(month) + edge(addMonths(month, 1))) / 2;
  const y = (value: number): number => bottom - ((value - low) / (high - low)) * (bottom - inset.top);
  const { part, points, before, label } = series;
  const last = points[points.length - 1];
  const month = (date: Date, anchor: string): SVGTextElement =>
    shape(
      "text",
      {
        x: anchor === "start" ? edge(date) : edge(addMonths(date, 1)),
        y: height - 5,
        "text-anchor": anchor,
        fill: "var(--ink-3)",
      },
      formats.monthShort(date),
    );
  return shape(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-size": 11,
      "aria-label": `${measure.label} of ${label} by month${part.value === null ? "" : `, ${formats.value(measure.unit, part.value)} in the chosen period`}`,
    },
    shape("rect", {
      x: edge(period.start),
      y: inset.top - 4,
      width: edge(addMonths(period.end, 1)) - edge(period.start),
      height: bottom - inset.top + 4,
      fill: "var(--accent-wash)",
    }),
    ticks
      .map((value) => [
        shape("path", {
          d: `M${inset.left},${y(value)}H${width - inset.right}`,
          stroke: value === 0 ? "var(--ink)" : "var(--rule)",
        }),
        shape(
          "text",
          { x: inset.left - 5, y: y(value) + 4, "text-anchor": "end", fill: "var(--ink-3)" },
          formats.tick(measure.unit, value),
        ),
      ])
      .flat(),
    shape("path", { d: line(before, x, y), fill: "none", stroke: "var(--compare)", "stroke-width": 1.25 }),
    shape("path", {
      d: line(points, x, y),
      fill: "none",
      stroke: "var(--series)",
      "stroke-width": 1.75,
      "stroke-linecap": "round",
    }),
    points
      .filter((point) => point.month >= period.start && point.month <= period.end)
      .map((point) =>
        shape("circle", { cx: x(point.month), cy: y(point.value), r: 2.5, fill: "var(--accent)" }),
      ),
    !last && shape("text", { x: inset.left + 8, y: 40, fill: "var(--ink-3)" }, "fewer than five clients"),
    month(known.start, "start"),
    known.start < known.end && month(known.end, "end"),
  );
}

/** A measure by month for each product, segment or channel, with the period marked in every one. */
export function partMultiples(series: readonly PartSeries[], options: MultiplesOptions): HTMLElement {
  const { width, formats, measure, isShared } = options;
  const columns = Math.min(
    width >= 1100 ? 4 : width >= 720 ? 3 : width >= 460 ? 2 : 1,
    Math.max(2, series.length),
  );
  const gap = width > 600 ? 32 : 16;
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  const valuesOf = ({ points, before }: PartSeries): number[] =>
    [...points, ...before].map(({ value }) => value);
  const shared = axisTicks(series.flatMap(valuesOf), 2);
  return element(
    "div",
    {
      class: "multiples",
      style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr)); column-gap: ${gap}px`,
    },
    series.map((entry) =>
      element(
        "div",
        { class: "multiple" },
        element(
          "div",
          { class: "multiple-head" },
          element("b", {}, entry.label),
          element(
            "span",
            {},
            entry.part.value === null ? "–" : formats.value(measure.unit, entry.part.value),
            entry.part.change &&
              element("b", {}, ` ${writeChange(formats, measure.unit, entry.part.change)}`),
          ),
        ),
        drawing(entry, isShared ? shared : axisTicks(valuesOf(entry), 2), each, options),
      ),
    ),
  );
}
