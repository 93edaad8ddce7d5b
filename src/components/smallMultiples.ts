import type { Formats } from "../core/format/formats.js";
import type { KpiPoint, KpiSeries } from "../core/kpiSeries.js";
import { targetWord } from "../core/kpis.js";
import { changeText } from "./bigNumber.js";
import { clearPlace } from "./clearPlace.js";
import { element, shape } from "./dom.js";
import { term } from "./term.js";

const height = 104;
const plotTop = 8;
const plotBottom = 82;

function path(
  points: readonly KpiPoint[],
  x: (date: Date) => number,
  y: (value: number) => number,
): string | null {
  if (points.length < 2) return null;
  return `M${points.map(({ month, value }) => `${x(month).toFixed(1)},${y(value).toFixed(1)}`).join("L")}`;
}

/** Two labels at the end of two lines, pushed apart where they would touch. */
function apart(upper: number, lower: number, least: number): [number, number] {
  const gap = lower - upper;
  if (Math.abs(gap) >= least) return [upper, lower];
  const push = (least - Math.abs(gap)) / 2;
  return gap >= 0 ? [upper - push, lower + push] : [upper + push, lower - push];
}

function drawing(series: KpiSeries, formats: Formats, width: number): SVGSVGElement {
  const { kpi, recent, yearBefore, target, value } = series;
  const right = 64;
  const values = [...recent, ...yearBefore].map((point) => point.value);
  if (target !== null) values.push(target);
  // Only a flow has a zero that means something; the others are drawn to show their shape.
  if (kpi.id === "net_flow") values.push(0);
  const low = Math.min(...values);
  const high = Math.max(...values);
  const first = recent[0]!.month.getTime();
  const span = recent[recent.length - 1]!.month.getTime() - first || 1;
  const x = (date: Date): number => 2 + ((date.getTime() - first) / span) * (width - right - 4);
  const y = (v: number): number =>
    plotBottom - 4 - ((v - low) / (high - low || 1)) * (plotBottom - plotTop - 8);
  const last = recent[recent.length - 1]!;
  const lastBefore = yearBefore[yearBefore.length - 1];
  const [labelY, beforeY] = apart(y(last.value), lastBefore ? y(lastBefore.value) : 1e4, 12);
  const middle = recent[Math.floor((recent.length - 1) / 2)]!;
  const now = path(recent, x, y);
  const before = path(yearBefore, x, y);
  const tick = (point: KpiPoint, anchor: string): SVGTextElement =>
    shape(
      "text",
      { x: x(point.month), y: height - 6, "text-anchor": anchor, fill: "var(--ink-3)" },
      formats.monthShort(point.month),
    );
  // Over or under the target's line, at its start or its end: where the two lines run least.
  const targetLabel = (words: string, at: number): SVGTextElement => {
    const wide = 5.8 * words.length;
    const end = width - right - 4;
    const baselines = [at - 4, at + 12].filter((base) => base >= 10 && base <= plotBottom - 2);
    const ends = baselines.flatMap((base) => [
      { base, isEnd: false, left: 0, right: wide, top: base - 10, bottom: base + 3 },
      { base, isEnd: true, left: end - wide, right: end, top: base - 10, bottom: base + 3 },
    ]);
    const lines = [recent, yearBefore].map((points) =>
      points.map(({ month, value: v }) => ({ x: x(month), y: y(v) })),
    );
    const { base, isEnd } = ends[clearPlace(ends, lines)]!;
    return shape(
      "text",
      {
        x: isEnd ? end : 0,
        y: base,
        "text-anchor": isEnd ? "end" : "start",
        fill: "var(--ink-2)",
        class: "halo",
      },
      words,
    );
  };
  return shape(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-size": 11,
      "aria-label": `${kpi.label} by month, ${formats.value(kpi.unit, value)} in ${formats.month(last.month)}${lastBefore ? `, ${formats.value(kpi.unit, lastBefore.value)} a year before` : ""}`,
    },
    kpi.id === "net_flow" && shape("path", { d: `M0,${y(0)}H${width - right}`, stroke: "var(--ink)" }),
    target !== null &&
      shape("path", {
        d: `M0,${y(target)}H${width - right}`,
        stroke: "var(--ink-2)",
        "stroke-dasharray": "2 2",
      }),
    shape("path", { d: `M0,${plotBottom}H${width - right}`, stroke: "var(--rule-2)" }),
    before && shape("path", { d: before, fill: "none", stroke: "var(--compare)", "stroke-width": 1.25 }),
    now && shape("path", { d: now, fill: "none", stroke: "var(--series)", "stroke-width": 1.75 }),
    shape("circle", { cx: x(last.month), cy: y(last.value), r: 3, fill: "var(--series)" }),
    shape(
      "text",
      { x: width - right + 6, y: labelY + 4, fill: "var(--ink)", "font-weight": 600 },
      formats.value(kpi.unit, last.value),
    ),
    lastBefore &&
      shape(
        "text",
        { x: width - right + 6, y: beforeY + 4, fill: "var(--ink-3)" },
        formats.value(kpi.unit, lastBefore.value),
      ),
    target !== null && targetLabel(`${targetWord(kpi)} ${formats.value(kpi.unit, target)}`, y(target)),
    tick(recent[0]!, "start"),
    recent.length > 4 && width > 200 && tick(middle, "middle"),
    recent.length > 1 && tick(last, "end"),
  );
}

/** One KPI over thirteen months, with the same months a year before in grey. */
function multiple(series: KpiSeries, formats: Formats, width: number): HTMLElement {
  return element(
    "div",
    { class: "multiple" },
    element(
      "div",
      { class: "multiple-head" },
      element("span", {}, element("b", {}, term(series.kpi.label, series.kpi.about))),
      series.onYear
        ? changeText(formats, series, series.onYear)
        : element("span", { class: "note" }, "no year before"),
    ),
    drawing(series, formats, width),
  );
}

/** Every KPI over thirteen months, each on its own scale. */
export function smallMultiples(
  series: readonly KpiSeries[],
  options: { readonly width: number; readonly formats: Formats },
): HTMLElement {
  const { width, formats } = options;
  const columns = width >= 960 ? 4 : width >= 720 ? 3 : 2;
  const gap = width > 600 ? 32 : 16;
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  return element(
    "div",
    {
      class: "multiples",
      style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr)); column-gap: ${gap}px`,
    },
    series.map((entry) => multiple(entry, formats, each)),
  );
}
