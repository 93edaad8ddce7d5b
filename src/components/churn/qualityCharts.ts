import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../../core/format/formats.js";
import type { CalibrationPoint, GainRow } from "../../core/validation/report.js";
import { drawPlot } from "../drawPlot.js";

interface Drawn {
  readonly width: number;
  readonly height?: number;
  readonly formats: Formats;
  readonly label: string;
}

/** Lift of each tenth of the clients, the likeliest to leave first, with chance drawn and what was gained so far in words. */
export function liftBars(gain: readonly GainRow[], options: Drawn): SVGSVGElement | HTMLElement {
  const { width, height = 280, formats, label } = options;
  return drawPlot(label, {
    width,
    height,
    marginLeft: 36,
    marginRight: 8,
    marginTop: 28,
    marginBottom: 56,
    x: { domain: gain.map(({ decile }) => decile), padding: 0.2 },
    y: { zero: true, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => `${v}×`,
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text(["lift"], {
        frameAnchor: "top-left",
        dx: -34,
        dy: -24,
        textAnchor: "start",
        fill: "var(--ink-2)",
      }),
      Plot.axisX({ tickSize: 0, label: null, fill: "var(--ink-3)" }),
      Plot.barY(gain, { x: "decile", y: "lift", fill: "var(--series)", rx: 1 }),
      Plot.ruleY([1], { stroke: "var(--ink-2)", strokeDasharray: "2 2" }),
      Plot.text(gain, {
        x: "decile",
        y: "lift",
        text: ({ lift }: GainRow) => lift.toFixed(1),
        dy: -8,
        fill: "var(--ink-2)",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
      Plot.text(gain, {
        x: "decile",
        frameAnchor: "bottom",
        dy: 30,
        text: ({ gain: share }: GainRow) => formats.percent(share, 0).replace(/\s/g, ""),
        fill: "var(--ink-2)",
        fontSize: width < 380 ? 9 : 11,
      }),
      Plot.text(["tenth of the clients; below: leavers reached so far"], {
        frameAnchor: "bottom-right",
        dy: 50,
        textAnchor: "end",
        fill: "var(--ink-3)",
      }),
      Plot.text([1], {
        y: (v: number) => v,
        frameAnchor: "right",
        dy: -8,
        textAnchor: "end",
        text: () => "chance",
        fill: "var(--ink-2)",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}

/** Share that left by what was predicted, both on log scales, with intervals by drawing clients. */
export function calibrationDots(
  points: readonly CalibrationPoint[],
  options: Drawn,
): SVGSVGElement | HTMLElement {
  const { width, height = 280, formats, label } = options;
  // A log scale has no zero: groups in which nobody left, or whose interval begins there, end at the frame.
  const positive = points
    .flatMap(({ predicted, observed }) => [predicted, observed.value, observed.high ?? 0])
    .filter((v) => v > 0);
  const least = Math.max(1e-4, Math.min(...positive) / 1.5);
  const most = Math.min(1, Math.max(...positive) * 1.4);
  const inside = (value: number): number => Math.min(most, Math.max(least, value));
  const ticks = [0.0001, 0.001, 0.01, 0.1, 1].filter((tick) => tick >= least && tick <= most);
  const shown = (v: number): string => formats.percent(v, v < 0.001 ? 2 : v < 0.01 ? 1 : 0);
  return drawPlot(label, {
    width,
    height,
    marginLeft: 52,
    marginRight: 16,
    marginTop: 28,
    marginBottom: 40,
    x: { type: "log", domain: [least, most], axis: null },
    y: { type: "log", domain: [least, most], axis: null },
    marks: [
      Plot.ruleY(ticks, { stroke: "var(--rule)" }),
      Plot.ruleX(ticks, { stroke: "var(--rule)" }),
      Plot.text(ticks, {
        x: (v: number) => v,
        frameAnchor: "bottom",
        dy: 14,
        text: shown,
        fill: "var(--ink-3)",
      }),
      Plot.text(ticks, {
        y: (v: number) => v,
        frameAnchor: "left",
        dx: -8,
        textAnchor: "end",
        text: shown,
        fill: "var(--ink-3)",
      }),
      Plot.text(["share that left"], {
        frameAnchor: "top-left",
        dx: -50,
        dy: -24,
        textAnchor: "start",
        fill: "var(--ink-2)",
      }),
      Plot.text(["predicted probability"], {
        frameAnchor: "bottom-right",
        dy: 34,
        textAnchor: "end",
        fill: "var(--ink-3)",
      }),
      Plot.line([least, most], {
        x: (v: number) => v,
        y: (v: number) => v,
        stroke: "var(--ink-2)",
        strokeDasharray: "2 2",
      }),
      Plot.text([least * 2.2], {
        x: (v: number) => v,
        y: (v: number) => v,
        text: () => "as predicted",
        dx: 10,
        dy: 6,
        textAnchor: "start",
        fill: "var(--ink-2)",
      }),
      Plot.ruleX(points, {
        x: "predicted",
        y1: ({ observed }: CalibrationPoint) => inside(observed.low ?? observed.value),
        y2: ({ observed }: CalibrationPoint) => inside(observed.high ?? observed.value),
        stroke: "var(--series)",
        strokeWidth: 1.5,
      }),
      Plot.dot(points, {
        x: ({ predicted }: CalibrationPoint) => inside(predicted),
        y: ({ observed }: CalibrationPoint) => inside(observed.value),
        r: 4,
        fill: ({ positives }: CalibrationPoint) => (positives > 0 ? "var(--series)" : "var(--paper)"),
        stroke: "var(--series)",
        title: ({ rows, positives, predicted, observed }: CalibrationPoint) =>
          `${formats.count(rows)} client months, ${formats.count(positives)} left: ${formats.percent(observed.value, 2)}\npredicted ${formats.percent(predicted, 2)}`,
      }),
    ],
  });
}
