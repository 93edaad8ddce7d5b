import * as Plot from "npm:@observablehq/plot";
import { cutOffFor, scoreBins, type ScoreRow, type ScoreTable } from "../core/outliers/threshold.js";
import type { Formats } from "../core/format/formats.js";
import { drawPlot } from "./drawPlot.js";
import { element, shape } from "./dom.js";
import { type ValueNode, withValue } from "./valueNode.js";

export interface ScoreThresholdOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly label: string;
  /** Alerts a day in the beginning. */
  readonly budget: number;
}

/** Its value is the alerts a day; setting it moves the line without telling. */
export type ScoreThreshold = ValueNode<number>;

const height = 300;
const margin = { left: 60, right: 12, top: 40, bottom: 36 };
const binWidth = 0.01;
const marked = [200, 50, 20, 5, 1];

/** How many movements have which score, on a log scale, and the line from which on they are alerts. */
export function scoreThreshold(
  rows: readonly ScoreRow[],
  table: ScoreTable,
  options: ScoreThresholdOptions,
): ScoreThreshold {
  const { width, formats, label, budget } = options;
  const bins = scoreBins(rows, binWidth);
  const [first, last] = [bins[0]!, bins[bins.length - 1]!];
  const most = bins.reduce((max, { movements }) => Math.max(max, movements), 1);
  const domain = [first.from, last.to] as const;
  const powers = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000].filter((count) => count <= most * 2);
  const plot = drawPlot(label, {
    width,
    height,
    marginLeft: margin.left,
    marginRight: margin.right,
    marginTop: margin.top,
    marginBottom: margin.bottom,
    x: { domain: [...domain], axis: null },
    y: { type: "log", domain: [0.7, most * 1.6], axis: null },
    marks: [
      Plot.gridY(powers, { stroke: "var(--rule)", strokeOpacity: 1 }),
      Plot.text(powers, {
        y: (count: number) => count,
        frameAnchor: "left",
        textAnchor: "end",
        dx: -8,
        text: (count: number) => formats.count(count),
        fill: "var(--ink-3)",
      }),
      Plot.axisX({ ticks: 6, tickSize: 0, label: null, fill: "var(--ink-3)" }),
      Plot.text([`movements per ${binWidth} of score`], {
        frameAnchor: "top-left",
        dx: -56,
        dy: -36,
        fill: "var(--ink-3)",
      }),
      Plot.text(["anomaly score"], { frameAnchor: "bottom-right", dy: 32, fill: "var(--ink-3)" }),
      Plot.rect(bins, {
        x1: "from",
        x2: "to",
        y1: 0.7,
        y2: "movements",
        insetLeft: 0.5,
        insetRight: 0.5,
        fill: "var(--compare)",
        title: (bin: (typeof bins)[number]) =>
          `${bin.from.toFixed(2)} to ${bin.to.toFixed(2)}\n${formats.count(bin.movements)} movements`,
      }),
      Plot.ruleY([0.7], { stroke: "var(--rule-2)" }),
    ],
  });
  const x = plot.scale("x")!;
  const px = (score: number): number => x.apply(score) as number;
  const bars = [...plot.querySelectorAll("rect")];
  const area = shape("rect", {
    y: margin.top - 8,
    height: height - margin.top - margin.bottom + 8,
    class: "brush-region",
  });
  const line = shape("line", {
    y1: margin.top - 8,
    y2: height - margin.bottom,
    stroke: "var(--accent)",
    "stroke-width": 2,
  });
  const words = shape("text", { y: margin.top - 14, fill: "var(--accent)", "font-weight": 600 });
  plot.prepend(area);
  plot.append(line, words);
  const marks: { at: number; number: SVGElement }[] = [];
  const ticks = marked.flatMap((each) => {
    const { score } = cutOffFor(table, each);
    if (score === null) return [];
    const number = shape(
      "text",
      { x: px(score), y: margin.top + 16, "text-anchor": "middle", fill: "var(--ink-3)" },
      String(each),
    );
    marks.push({ at: px(score), number });
    return [
      number,
      shape("line", {
        x1: px(score),
        x2: px(score),
        y1: margin.top - 4,
        y2: margin.top + 4,
        stroke: "var(--ink-3)",
      }),
    ];
  });
  plot.append(...ticks);

  function draw(value: number): void {
    const cut = cutOffFor(table, value);
    const at = px(cut.score ?? domain[1]);
    const right = width - margin.right;
    area.setAttribute("x", at.toFixed(1));
    area.setAttribute("width", Math.max(0, right - at).toFixed(1));
    line.setAttribute("x1", at.toFixed(1));
    line.setAttribute("x2", at.toFixed(1));
    const isEnd = at > margin.left + 0.6 * (width - margin.left - margin.right);
    words.setAttribute("x", (at + (isEnd ? 2 : -2)).toFixed(1));
    words.setAttribute("text-anchor", isEnd ? "end" : "start");
    // A number under the line would not be read.
    for (const mark of marks)
      mark.number.setAttribute("visibility", Math.abs(mark.at - at) < 12 ? "hidden" : "visible");
    words.textContent = `${formats.count(value)} alerts a day`;
    bars.forEach((bar, index) =>
      bar.setAttribute(
        "fill",
        bins[index] && bins[index].from + binWidth / 2 >= (cut.score ?? 2)
          ? "var(--accent)"
          : "var(--compare)",
      ),
    );
  }
  draw(budget);
  return withValue(element("div", { class: "threshold" }, plot), budget, draw);
}
