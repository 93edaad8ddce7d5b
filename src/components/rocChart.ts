import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { KsPoint, RocPoint } from "../core/validation/report.js";
import { drawPlot } from "./drawPlot.js";

export interface RocOptions {
  readonly width: number;
  readonly label: string;
  readonly formats: Formats;
  /** Where payers and defaulters are furthest apart. */
  readonly widest: KsPoint;
  /** The simulator's cut-off, in the same sample. */
  readonly chosen: { readonly point: RocPoint; readonly words: string } | null;
}

/** Share of defaulters declined over the share of payers declined, at every cut-off, with the widest gap and the chosen cut-off. */
export function rocChart(points: readonly RocPoint[], options: RocOptions): Node {
  const { width, label, formats, widest, chosen } = options;
  const ends = [0, 0.5, 1];
  const percent = (value: number): string => formats.tick("ratio", value);
  // KS counts who is at most as risky; the curve counts who is declined.
  const gap = { x: 1 - widest.negatives, y1: 1 - widest.negatives, y2: 1 - widest.positives };
  return drawPlot(label, {
    width,
    height: Math.min(300, Math.max(220, width * 0.62)),
    marginLeft: 40,
    marginRight: 12,
    marginTop: 24,
    marginBottom: 38,
    x: { domain: [0, 1] },
    y: { domain: [0, 1] },
    marks: [
      Plot.gridY(ends, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.axisY(ends, { tickFormat: percent, tickSize: 0, label: null, fill: "var(--ink-3)" }),
      Plot.axisX(ends, { tickFormat: percent, tickSize: 0, label: null, fill: "var(--ink-3)" }),
      Plot.text(["defaulters declined"], { frameAnchor: "top-left", dy: -20, dx: -38, fill: "var(--ink-3)" }),
      Plot.text(["payers declined"], { frameAnchor: "bottom", dy: 32, fill: "var(--ink-3)" }),
      Plot.line(
        [
          [0, 0],
          [1, 1],
        ],
        { stroke: "var(--compare)", strokeDasharray: "2 3" },
      ),
      Plot.text([[0.72, 0.72]], {
        text: () => "by chance",
        dx: 8,
        dy: 10,
        textAnchor: "start",
        fill: "var(--ink-3)",
      }),
      Plot.line(points, {
        x: "falsePositiveRate",
        y: "truePositiveRate",
        stroke: "var(--series)",
        strokeWidth: 1.75,
      }),
      Plot.ruleX([gap], { x: "x", y1: "y1", y2: "y2", stroke: "var(--compare)", strokeWidth: 1.5 }),
      Plot.text([gap], {
        x: "x",
        y: ({ y1, y2 }: typeof gap) => (y1 + y2) / 2,
        text: ({ y1, y2 }: typeof gap) => `KS ${formats.number(y2 - y1, 2)}`,
        dx: 6,
        textAnchor: "start",
        fill: "var(--ink-2)",
        stroke: "var(--paper)",
        strokeWidth: 3,
      }),
      ...(chosen
        ? [
            Plot.dot([chosen.point], {
              x: "falsePositiveRate",
              y: "truePositiveRate",
              r: 4,
              fill: "var(--accent)",
              stroke: "var(--paper)",
            }),
            Plot.text([chosen.point], {
              x: "falsePositiveRate",
              y: "truePositiveRate",
              text: () => chosen.words,
              dx: 9,
              dy: 10,
              textAnchor: "start",
              fill: "var(--accent)",
              stroke: "var(--paper)",
              strokeWidth: 3,
              fontWeight: 600,
            }),
          ]
        : []),
    ],
  });
}
