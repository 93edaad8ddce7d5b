import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { PointsBin, PointsSpread } from "../core/risk/distribution.js";
import { drawPlot } from "./drawPlot.js";

/** How points are spread among payers, defaulters and the clients of today: shares of each, on the same bins. */
export function pointsSpreadChart(
  spread: PointsSpread,
  options: {
    readonly width: number;
    readonly label: string;
    readonly formats: Formats;
    readonly cutOff: number | null;
  },
): Node {
  const { width, label, formats, cutOff } = options;
  const { size, payers, defaulters, today } = spread;
  const groups = [
    { name: "paid", bins: payers, fill: "var(--series-wash)", stroke: "var(--series)" },
    { name: "defaulted", bins: defaulters, fill: "var(--bad-wash)", stroke: "var(--bad)" },
  ].filter(({ bins }) => bins.length > 0);
  const peak = (bins: readonly PointsBin[]): PointsBin =>
    bins.reduce((most, bin) => (bin.share > most.share ? bin : most));
  const from = (bin: PointsBin): number => bin.from;
  const to = (bin: PointsBin): number => bin.from + size;
  // Names over peaks that lie close together keep off each other: the left one ends there, the right one begins.
  const all = [payers, defaulters, today].flat();
  const span = Math.max(...all.map(to)) - Math.min(...all.map(from));
  const peaks = groups.map(({ bins }) => from(peak(bins)));
  const areClose = ((Math.max(...peaks) - Math.min(...peaks)) / span) * (width - 56) < 46;
  const side = (bins: readonly PointsBin[], index: number): "start" | "middle" | "end" => {
    const other = peaks[1 - index];
    if (other === undefined || !areClose) return "middle";
    const own = from(peak(bins));
    return own < other || (own === other && index === 1) ? "end" : "start";
  };
  return drawPlot(label, {
    width,
    height: 240,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 38,
    y: { domain: [0, 1.2 * Math.max(...all.map(({ share }) => share))] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        tickFormat: (v: number) => formats.tick("ratio", v),
      }),
      Plot.axisX({
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        ticks: width < 420 ? 5 : 8,
        tickFormat: (v: number) => String(v),
      }),
      Plot.text([`share of each group per ${size} points`], {
        frameAnchor: "top-left",
        dy: -20,
        dx: -42,
        fill: "var(--ink-3)",
      }),
      Plot.text(["points"], { frameAnchor: "bottom", dy: 32, fill: "var(--ink-3)" }),
      ...groups.map(({ bins, fill, stroke }) =>
        Plot.rectY(bins, {
          x1: from,
          x2: to,
          y: "share",
          fill,
          fillOpacity: 0.6,
          stroke,
          strokeWidth: 1,
          insetLeft: 0.5,
          insetRight: 0.5,
        }),
      ),
      Plot.line(today, {
        x: (bin: PointsBin) => bin.from + size / 2,
        y: "share",
        stroke: "var(--ink)",
        strokeWidth: 1.5,
        strokeDasharray: "4 2",
        curve: "step",
      }),
      ...(cutOff === null
        ? []
        : [
            Plot.ruleX([cutOff], { stroke: "var(--accent)", strokeWidth: 1.5 }),
            Plot.text([cutOff], {
              x: (d: number) => d,
              frameAnchor: "top",
              text: () => `cut-off ${cutOff}`,
              dy: -8,
              fill: "var(--accent)",
              fontWeight: 600,
              stroke: "var(--paper)",
              strokeWidth: 3,
            }),
          ]),
      ...groups.map(({ bins, name, stroke }, index) =>
        Plot.text([peak(bins)], {
          textAnchor: side(bins, index),
          dx: { start: 3, middle: 0, end: -3 }[side(bins, index)],
          x: (bin: PointsBin) => bin.from + size / 2,
          y: "share",
          text: () => name,
          dy: -8,
          fill: stroke,
          fontWeight: 600,
          stroke: "var(--paper)",
          strokeWidth: 3,
        }),
      ),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
