import * as Plot from "npm:@observablehq/plot";
import type { TestPoint } from "../../core/churn/rows.js";
import type { Formats } from "../../core/format/formats.js";
import type { GainRow } from "../../core/validation/report.js";
import { drawPlot } from "../drawPlot.js";

export interface ReachCurveOptions {
  readonly width: number;
  readonly height?: number;
  readonly formats: Formats;
  readonly label: string;
  /** Share of the clients that the campaign contacts, and of the leavers that it reached in the test. */
  readonly depth: number;
  readonly reached: number;
  /** The validation's deciles. */
  readonly gain: readonly GainRow[];
}

/** Share of those who left in the test that a campaign of each depth would have reached, by the two ways of ranking. */
export function reachCurve(
  points: readonly TestPoint[],
  options: ReachCurveOptions,
): SVGSVGElement | HTMLElement {
  const { width, height = 320, formats, label, depth, reached, gain } = options;
  const curve = (ranking: TestPoint["ranking"]): { depth: number; share: number }[] => {
    const own = points.filter((point) => point.ranking === ranking).sort((a, b) => a.depth - b.depth);
    const all = own[own.length - 1]?.leavers ?? 1;
    return own.map((point) => ({ depth: point.depth, share: point.leavers / Math.max(1, all) }));
  };
  const [byProbability, byValue] = [curve("probability"), curve("value")];
  const ticks = width < 420 ? [0.001, 0.01, 0.1, 1] : [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1];
  const x = Math.max(0.001, Math.min(1, depth));
  const at = (rows: readonly { depth: number; share: number }[], wanted: number) =>
    rows.filter((row) => row.depth >= wanted).slice(0, 1);
  const name = (
    rows: readonly { depth: number; share: number }[],
    text: string,
    fill: string,
    dy: number,
    dx: number,
    anchor: "start" | "end",
  ): Plot.Markish =>
    Plot.text(rows, {
      x: "depth",
      y: "share",
      text: () => text,
      dx,
      dy,
      textAnchor: anchor,
      fill,
      stroke: "var(--paper)",
      strokeWidth: 4,
    });
  const random = [0.001, 0.003, 0.01, 0.03, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1].map((share) => ({
    depth: share,
    share,
  }));
  const isRight = x > 0.05;
  return drawPlot(label, {
    width,
    height,
    marginLeft: 44,
    marginRight: 20,
    marginTop: 28,
    marginBottom: 40,
    x: { type: "log", domain: [0.001, 1], axis: null },
    y: { domain: [0, 1] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: (v: number) => formats.percent(v, 0),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text(["leavers reached"], {
        frameAnchor: "top-left",
        dx: -42,
        dy: -24,
        fill: "var(--ink-2)",
        textAnchor: "start",
      }),
      Plot.text(ticks, {
        x: (v: number) => v,
        frameAnchor: "bottom",
        dy: 14,
        text: (v: number) => formats.percent(v, v < 0.01 ? 1 : 0),
        fill: "var(--ink-3)",
        textAnchor: "middle",
      }),
      Plot.text(["share of the clients contacted; log scale"], {
        frameAnchor: "bottom-right",
        dy: 34,
        fill: "var(--ink-3)",
        textAnchor: "end",
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.line(random, {
        x: "depth",
        y: "share",
        stroke: "var(--compare)",
        strokeWidth: 1.5,
        strokeDasharray: "5 3",
      }),
      Plot.line(byProbability, { x: "depth", y: "share", stroke: "var(--compare)", strokeWidth: 1.75 }),
      Plot.line(byValue, { x: "depth", y: "share", stroke: "var(--series)", strokeWidth: 2 }),
      Plot.dot(gain, {
        x: ({ decile }: GainRow) => decile / 10,
        y: "gain",
        r: 2.5,
        fill: "var(--paper)",
        stroke: "var(--compare)",
        title: ({ decile, gain: share }: GainRow) =>
          `${decile * 10} % contacted by probability: ${formats.percent(share)} of the leavers reached`,
      }),
      name(at(byProbability, 0.03), "ranked by probability", "var(--ink-3)", -10, -6, "end"),
      name(at(byValue, 0.06), "ranked by value", "var(--ink)", 16, 0, "middle" as "start"),
      name(at(random, 0.7), "at random", "var(--ink-3)", 0, 8, "end"),
      Plot.ruleX([x], { stroke: "var(--accent)", strokeWidth: 1.5 }),
      Plot.dot([reached], {
        x: () => x,
        y: (v: number) => v,
        r: 4.5,
        fill: "var(--accent)",
        stroke: "var(--paper)",
      }),
      Plot.text([reached], {
        x: () => x,
        y: (v: number) => v,
        text: () => `${formats.percent(reached, reached < 0.1 ? 1 : 0)} reached`,
        dx: isRight ? -8 : 8,
        dy: -12,
        textAnchor: isRight ? "end" : "start",
        fill: "var(--accent)",
        fontWeight: 600,
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
    ],
  });
}
