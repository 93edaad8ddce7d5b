import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import { pointsOfLogOdds, type ScorecardScale } from "../core/models/scorecard.js";
import { addMonths } from "../core/months.js";
import { bandFloor, bands } from "../core/risk/bands.js";
import { drawPlot } from "./drawPlot.js";

/** A client's points over thirteen months, with the bands they fall in. */
export function pointsHistory(
  history: readonly (number | null)[],
  options: {
    readonly width: number;
    readonly label: string;
    readonly formats: Formats;
    readonly scale: ScorecardScale;
    readonly last: Date;
  },
): Node {
  const { width, label, formats, scale, last } = options;
  const points = history.flatMap((value, index) =>
    value === null ? [] : [{ month: addMonths(last, index - history.length + 1), value }],
  );
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values) - 15, Math.max(...values) + 15];
  const top = (index: number): number => {
    const pd = bandFloor[bands[index]!];
    return pd === 0 ? Infinity : pointsOfLogOdds(scale, Math.log((1 - pd) / pd));
  };
  const shown = bands.flatMap((band, index) => {
    const [y1, y2] = [
      Math.max(low, index + 1 < bands.length ? top(index + 1) : -Infinity),
      Math.min(high, top(index)),
    ];
    return y2 > y1 ? [{ band, y1, y2 }] : [];
  });
  return drawPlot(label, {
    width,
    height: 190,
    marginLeft: 44,
    marginRight: 44,
    marginTop: 12,
    marginBottom: 26,
    x: { type: "utc", domain: [addMonths(last, -12), last] },
    y: { domain: [low, high] },
    marks: [
      Plot.ruleY(shown.slice(1), { y: "y2", stroke: "var(--rule-2)", strokeDasharray: "2 3" }),
      Plot.text(shown, {
        frameAnchor: "right",
        y: ({ y1, y2 }: (typeof shown)[number]) => (y1 + y2) / 2,
        text: ({ band }: (typeof shown)[number]) => `band ${band}`,
        dx: 40,
        textAnchor: "end",
        fill: "var(--ink-3)",
      }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        tickFormat: (v: number) => String(v),
      }),
      Plot.axisX({
        ticks: 4,
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        tickFormat: (date: Date) => formats.monthShort(date),
      }),
      Plot.line(points, { x: "month", y: "value", stroke: "var(--series)", strokeWidth: 1.75 }),
      Plot.dot(points, {
        x: "month",
        y: "value",
        r: 3,
        fill: "var(--series)",
        title: ({ month, value }: (typeof points)[number]) => `${formats.month(month)}: ${value} points`,
      }),
    ],
  });
}
