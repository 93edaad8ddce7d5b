import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { ScoreBin } from "../core/validation/report.js";
import { drawPlot } from "./drawPlot.js";

/** A bound of a score as short as it can be told from its neighbours: `0.18 %`, `1.4 %`, `12 %`. */
const boundWords = (formats: Formats, share: number): string =>
  formats.percent(share, share < 0.01 ? 2 : share < 0.1 ? 1 : 0);

/** Where scores lie, in tenths of the training rows: bars in training, a tick in the test, dots today. */
export function scoreBins(
  bins: readonly ScoreBin[],
  options: {
    readonly width: number;
    readonly formats: Formats;
    readonly label: string;
    readonly score: string;
  },
): SVGSVGElement | HTMLElement {
  const { width, formats, label, score } = options;
  const isNarrow = width < 420;
  const rangeOf = (index: number): string => {
    const from = bins[index]!.from;
    const to = bins[index + 1]?.from ?? null;
    if (from === null) return to === null ? "all" : `below ${boundWords(formats, to)}`;
    return to === null
      ? `${boundWords(formats, from)} or more`
      : `${boundWords(formats, from)} to ${boundWords(formats, to)}`;
  };
  const points = bins.map((bin, index) => ({ ...bin, index, range: rangeOf(index) }));
  type Point = (typeof points)[number];
  const share = (value: number | null): string => (value === null ? "nobody" : formats.percent(value));
  const title = (point: Point): string =>
    `${point.range}\ntraining ${share(point.train)}\ntest ${share(point.test)}\ntoday ${share(point.today)}`;
  const highest = Math.max(...bins.flatMap(({ train, test, today }) => [train, test ?? 0, today ?? 0]));
  const tick = (key: "test"): Plot.Markish =>
    Plot.tickY(
      points.filter((point) => point[key] !== null),
      { x: "index", y: key, stroke: "var(--compare)", strokeWidth: 2.5, inset: 2 },
    );
  return drawPlot(label, {
    width,
    height: 240,
    marginLeft: 48,
    marginRight: 8,
    marginTop: 24,
    marginBottom: 40,
    x: { type: "band", domain: points.map(({ index }) => index), padding: 0.12, axis: null },
    y: { domain: [0, highest * 1.1] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (value: number) => formats.tick("ratio", value),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text(["% of rows"], {
        frameAnchor: "top-left",
        dx: -44,
        dy: -18,
        textAnchor: "start",
        fill: "var(--ink-3)",
      }),
      // Bounds stand between the bars.
      Plot.text(
        points.filter(
          ({ from, index }) =>
            from !== null &&
            index % (isNarrow ? 3 : width < 600 ? 2 : 1) === 1 % (isNarrow ? 3 : width < 600 ? 2 : 1),
        ),
        {
          x: "index",
          frameAnchor: "bottom-left",
          dx: (-0.56 * (width - 56)) / bins.length,
          dy: 14,
          text: ({ from }: Point) => boundWords(formats, from!),
          fill: "var(--ink-3)",
        },
      ),
      Plot.text([score], { frameAnchor: "bottom-right", dy: 32, fill: "var(--ink-3)" }),
      Plot.barY(points, {
        x: "index",
        y: "train",
        fill: "var(--series-wash)",
        stroke: "var(--compare)",
        strokeWidth: 1,
        title,
      }),
      tick("test"),
      Plot.dot(
        points.filter(({ today }) => today !== null),
        {
          x: "index",
          y: "today",
          r: 4.5,
          fill: "var(--series)",
          stroke: "var(--paper)",
          strokeWidth: 1.5,
          title,
        },
      ),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
