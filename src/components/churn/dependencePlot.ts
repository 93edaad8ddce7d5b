import * as Plot from "npm:@observablehq/plot";
import { effectBins, type Effect } from "../../core/churn/effects.js";
import { drawPlot } from "../drawPlot.js";
import { oddsTicks, oddsWords } from "./beeswarm.js";

export interface DependenceOptions {
  readonly width: number;
  readonly height?: number;
  readonly label: string;
  /** Name of the axis. */
  readonly title: string;
  /** A value of the feature in words. */
  readonly write: (value: number) => string;
}

/** Whether a few clients lie so far out that a plain axis would press the others together. */
export function isSkewed(effects: readonly Effect[]): boolean {
  const values = effects.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b);
  const [least, most] = [values[0] ?? 0, values[values.length - 1] ?? 0];
  const upper = values[Math.floor(0.75 * values.length)] ?? 0;
  return least >= 0 && most > 8 * Math.max(upper, 1e-9);
}

/** What a feature adds to the odds of leaving, by its value; the line is the mean of neighbours. */
export function dependencePlot(
  effects: readonly Effect[],
  options: DependenceOptions,
): SVGSVGElement | HTMLElement {
  const { width, height = 360, label, title, write } = options;
  const known = effects.filter(({ value }) => value !== null);
  const unknown = effects.filter(({ value }) => value === null);
  const bins = effectBins(effects, 12);
  const sizes = effects.map(({ effect }) => effect);
  const [low, high] = [Math.min(-0.05, ...sizes), Math.max(0.05, ...sizes)];
  const ticks = oddsTicks(low, high, 7);
  const meanUnknown = unknown.reduce((sum, { effect }) => sum + effect, 0) / Math.max(1, unknown.length);
  return drawPlot(label, {
    width,
    height,
    marginLeft: unknown.length > 0 ? 140 : 48,
    marginRight: 24,
    marginTop: 28,
    marginBottom: 44,
    x: isSkewed(effects) ? { type: "sqrt" } : { nice: true },
    y: { domain: [low, high], axis: null },
    marks: [
      Plot.ruleY(
        ticks.map((factor) => Math.log(factor)),
        { stroke: "var(--rule)" },
      ),
      Plot.text(ticks, {
        y: (factor: number) => Math.log(factor),
        frameAnchor: "left",
        dx: unknown.length > 0 ? -104 : -10,
        textAnchor: "end",
        text: (factor: number) => (factor === 1 ? "none" : oddsWords(factor)),
        fill: "var(--ink-3)",
      }),
      Plot.text(["effect on the odds"], {
        frameAnchor: "top-left",
        dx: unknown.length > 0 ? -138 : -46,
        dy: -24,
        textAnchor: "start",
        fill: "var(--ink-2)",
      }),
      Plot.axisX({
        ticks: width < 420 ? 2 : 4,
        tickSize: 0,
        tickFormat: (v: number) => write(v),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text([title], { frameAnchor: "bottom-right", dy: 38, textAnchor: "end", fill: "var(--ink-3)" }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.dot(known, {
        x: "value",
        y: "effect",
        r: 2.5,
        stroke: "var(--series)",
        strokeOpacity: 0.75,
        fill: "none",
      }),
      Plot.line(bins, {
        x: "value",
        y: "effect",
        stroke: "var(--accent)",
        strokeWidth: 2,
        curve: "monotone-x",
      }),
      ...(unknown.length > 0
        ? [
            Plot.text([meanUnknown], {
              y: (v: number) => v,
              frameAnchor: "left",
              dx: -64,
              textAnchor: "middle",
              text: () => "✕",
              fill: "var(--ink)",
              fontWeight: 700,
            }),
            Plot.text([`not known (${unknown.length})`], {
              frameAnchor: "bottom-left",
              dx: -64,
              dy: 16,
              textAnchor: "middle",
              fill: "var(--ink-3)",
            }),
          ]
        : []),
    ],
  });
}
