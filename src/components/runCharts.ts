import type { Formats } from "../core/format/formats.js";
import type { Estimate } from "../core/metrics/estimate.js";
import { writeEstimate, writeFigure } from "../core/modelPage/figures.js";
import type { ModelRun } from "../core/modelPage/runs.js";
import { runMetrics } from "../core/modelPage/runs.js";
import { element, shape } from "./dom.js";
import { term } from "./term.js";

const height = 112;
const top = 10;
const bottom = 86;

interface Point {
  readonly index: number;
  readonly run: ModelRun;
  readonly figure: Estimate;
}

function drawing(
  points: readonly Point[],
  runs: readonly ModelRun[],
  formats: Formats,
  label: string,
  width: number,
): SVGSVGElement {
  const right = 44;
  const ends = points.flatMap(({ figure }) => [figure.low ?? figure.value, figure.high ?? figure.value]);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const x = (index: number): number => 6 + (index / Math.max(1, runs.length - 1)) * (width - right - 12);
  const y = (value: number): number => bottom - 6 - ((value - low) / (high - low || 1)) * (bottom - top - 12);
  const last = points[points.length - 1]!;
  const changes = runs.flatMap(({ isNewVersion }, index) => (isNewVersion && index > 0 ? [index] : []));
  const line = points
    .map(({ index, figure }) => `${x(index).toFixed(1)},${y(figure.value).toFixed(1)}`)
    .join("L");
  const day = (index: number, anchor: string): SVGElement =>
    shape(
      "text",
      { x: x(index), y: height - 8, "text-anchor": anchor, fill: "var(--ink-3)" },
      formats.dayShort(runs[index]!.row.as_of),
    );
  return shape(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "font-size": 11,
      "aria-label": `${label} over ${runs.length} runs, ${writeEstimate(formats, last.figure, "number")} in the last`,
    },
    changes.map((index) =>
      shape("path", {
        d: `M${x(index)},${top}V${bottom}`,
        stroke: "var(--rule-2)",
        "stroke-dasharray": "2 3",
      }),
    ),
    shape("path", { d: `M0,${bottom}H${width - right}`, stroke: "var(--rule-2)" }),
    points.map(
      ({ index, figure }) =>
        figure.low !== null &&
        figure.high !== null &&
        shape("path", {
          d: `M${x(index).toFixed(1)},${y(figure.low).toFixed(1)}V${y(figure.high).toFixed(1)}`,
          stroke: "var(--series)",
          "stroke-opacity": 0.35,
          "stroke-width": 2,
        }),
    ),
    points.length > 1 &&
      shape("path", { d: `M${line}`, fill: "none", stroke: "var(--series)", "stroke-width": 1.75 }),
    shape("circle", { cx: x(last.index), cy: y(last.figure.value), r: 3, fill: "var(--series)" }),
    shape(
      "text",
      { x: width - right + 6, y: y(last.figure.value) + 4, fill: "var(--ink)", "font-weight": 600 },
      writeFigure(formats, last.figure.value, "number", last.figure.value < 0.2 ? 3 : 2),
    ),
    day(0, "start"),
    runs.length > 1 && day(runs.length - 1, "end"),
  );
}

/** Each headline figure of a model over the runs, on its own scale, with its interval; a dashed line where the model changed. */
export function runCharts(
  runs: readonly ModelRun[],
  { width, formats }: { readonly width: number; readonly formats: Formats },
): HTMLElement {
  const columns = width >= 960 ? 3 : width >= 560 ? 2 : 1;
  const gap = width > 600 ? 32 : 16;
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  const charts = runMetrics.flatMap((metric) => {
    const points = runs.flatMap((run, index): Point[] => {
      const figure = run.metrics.get(metric.id);
      return figure ? [{ index, run, figure }] : [];
    });
    if (points.length === 0) return [];
    return [
      element(
        "div",
        { class: "multiple" },
        element("div", { class: "multiple-head" }, element("b", {}, term(metric.label, metric.about))),
        drawing(points, runs, formats, metric.label, each),
      ),
    ];
  });
  return element(
    "div",
    {
      class: "multiples",
      style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr)); column-gap: ${gap}px`,
    },
    charts,
  );
}
