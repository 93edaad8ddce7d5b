import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { CalibrationPoint } from "../core/validation/report.js";
import { drawPlot } from "./drawPlot.js";

/** What a log axis is cut at; a share of 0 sits there. */
const floorOf = (points: readonly CalibrationPoint[]): number =>
  Math.min(0.001, ...points.map(({ predicted }) => predicted)) / 1.5;

/** Observed default rate against the predicted one by groups of clients, with 95 % intervals, on log scales. */
export function pdCalibrationChart(
  points: readonly CalibrationPoint[],
  options: { readonly width: number; readonly label: string; readonly formats: Formats },
): Node {
  const { width, label, formats } = options;
  const floor = floorOf(points);
  const top = Math.min(
    1,
    Math.max(
      ...points.map(({ predicted, observed }) => Math.max(predicted, observed.high ?? observed.value)),
    ) * 1.3,
  );
  const ticks = [0.001, 0.01, 0.1, 0.5].filter((tick) => tick >= floor && tick <= top);
  const at = (value: number | null): number => Math.max(floor, value ?? floor);
  const words = ({ predicted, observed, rows, positives }: CalibrationPoint): string =>
    `${formats.count(rows)} rows: predicted ${formats.percent(predicted, 2)}, observed ${formats.percent(observed.value, 2)} (${formats.percent(observed.low ?? 0, 2)} to ${formats.percent(observed.high ?? 0, 2)}), ${formats.count(positives)} defaults`;
  return drawPlot(label, {
    width,
    height: Math.min(300, Math.max(220, width * 0.62)),
    marginLeft: 44,
    marginRight: 16,
    marginTop: 24,
    marginBottom: 38,
    x: { type: "log", domain: [floor, top], axis: null },
    y: { type: "log", domain: [floor, top], axis: null },
    marks: [
      Plot.gridY(ticks, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.gridX(ticks, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.text(ticks, {
        x: () => floor,
        y: (d: number) => d,
        text: (d: number) => formats.tick("ratio", d),
        textAnchor: "end",
        dx: -8,
        fill: "var(--ink-3)",
      }),
      Plot.text(ticks, {
        y: () => floor,
        x: (d: number) => d,
        text: (d: number) => formats.tick("ratio", d),
        dy: 14,
        fill: "var(--ink-3)",
      }),
      Plot.text(["observed"], { frameAnchor: "top-left", dy: -20, dx: -42, fill: "var(--ink-3)" }),
      Plot.text(["predicted PD"], { frameAnchor: "bottom", dy: 32, fill: "var(--ink-3)" }),
      Plot.line(
        [
          [floor, floor],
          [top, top],
        ],
        { stroke: "var(--compare)", strokeDasharray: "2 3" },
      ),
      Plot.text([[top, top]], {
        text: () => "as predicted",
        dx: -30,
        dy: 24,
        textAnchor: "end",
        fill: "var(--ink-3)",
      }),
      Plot.ruleX(points, {
        x: "predicted",
        y1: ({ observed }: CalibrationPoint) => at(observed.low),
        y2: ({ observed }: CalibrationPoint) => at(observed.high),
        stroke: "var(--compare)",
        strokeWidth: 2,
      }),
      Plot.dot(points, {
        x: "predicted",
        y: ({ observed }: CalibrationPoint) => at(observed.value),
        r: 4,
        fill: "var(--series)",
        stroke: "var(--paper)",
        title: words,
      }),
    ],
  });
}
