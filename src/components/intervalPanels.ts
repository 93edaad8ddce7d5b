import type { Estimate } from "../core/metrics/estimate.js";
import { element, shape } from "./dom.js";

export type DotTone = "series" | "compare" | "bad" | "warn";

const dotColors: Readonly<Record<DotTone, string>> = {
  series: "var(--series)",
  compare: "var(--compare)",
  bad: "var(--bad)",
  warn: "var(--warn-mark)",
};

/** One figure of every row, on a scale of its own. */
export interface IntervalPanel<Row> {
  readonly title: string;
  /** Ends of the scale. */
  readonly domain: readonly [number, number];
  readonly ticks: readonly number[];
  readonly tick: (value: number) => string;
  /** Lines that mean something, with their names. */
  readonly references: readonly { readonly at: number; readonly label: string; readonly isLimit?: boolean }[];
  readonly figure: (row: Row) => Estimate | null;
  /** The figure in words, beside its dot. */
  readonly text: (row: Row) => string;
  /** By default the measured thing. */
  readonly tone?: (row: Row) => DotTone;
  /** Where the row should lie, such as what was predicted: a grey tick. */
  readonly expected?: (row: Row) => number | null;
}

export interface IntervalPanelsOptions<Row> {
  readonly width: number;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
  readonly rowLabel: (row: Row) => string;
  /** More under the row's name, in small. */
  readonly rowNote?: (row: Row) => string;
  /** Width of the names, in pixels. */
  readonly labelWidth?: number;
  /** Width of the figures in words, in pixels. */
  readonly textWidth?: number;
}

/** Pixels that a scale needs for its dots to be told apart. */
const leastWidth = 96;
/** Pixels of a letter, about. */
const letterWidth = 5.6;
const head = 40;
const foot = 20;

interface Box {
  readonly left: number;
  readonly width: number;
  readonly rowHeight: number;
  readonly isStacked: boolean;
}

/** Scale, reference lines and every row's dot of one panel. */
function drawPanel<Row>(rows: readonly Row[], panel: IntervalPanel<Row>, box: Box): SVGGElement {
  const { left, width, rowHeight, isStacked } = box;
  const [low, high] = panel.domain;
  const x = (value: number): number =>
    left + ((Math.min(Math.max(value, low), high) - low) / (high - low || 1)) * width;
  const bottom = head + rows.length * rowHeight;
  const middle = (index: number): number => head + (index + (isStacked ? 0.72 : 0.5)) * rowHeight;
  const marks = panel.references.map(({ at, isLimit }) =>
    shape("path", {
      d: `M${x(at).toFixed(1)},${head - 4}V${bottom}`,
      stroke: isLimit ? "var(--warn-mark)" : "var(--rule-2)",
      "stroke-dasharray": isLimit ? "3 3" : null,
    }),
  );
  const names = panel.references.map(({ at, label, isLimit }, index) => {
    const place = (x(at) - left) / width;
    // The name of the line beside it, which would be written over this one.
    const near = panel.references.find(
      (other, place) =>
        place !== index &&
        Math.abs(x(other.at) - x(at)) < ((label.length + other.label.length) / 2) * letterWidth + 4,
    );
    const isStart = near ? near.at < at : place < 0.25;
    const isEnd = near ? near.at > at : place > 0.75;
    return shape(
      "text",
      {
        x: x(at) + (isStart ? -2 : isEnd ? 2 : 0),
        y: head - 9,
        "text-anchor": isStart ? "start" : isEnd ? "end" : "middle",
        fill: isLimit ? "var(--warn)" : "var(--ink-3)",
      },
      label,
    );
  });
  const ticks = panel.ticks.map((value) =>
    shape(
      "text",
      { x: x(value), y: bottom + 14, "text-anchor": "middle", fill: "var(--ink-3)" },
      panel.tick(value),
    ),
  );
  const dots = rows.map((row, index) => {
    const figure = panel.figure(row);
    const y = middle(index);
    const color = dotColors[panel.tone?.(row) ?? "series"];
    const expected = panel.expected?.(row) ?? null;
    return shape(
      "g",
      {},
      figure?.low != null &&
        figure.high !== null &&
        shape("path", {
          d: `M${x(figure.low).toFixed(1)},${y}H${x(figure.high).toFixed(1)}`,
          stroke: color,
          "stroke-width": 2,
          "stroke-opacity": 0.55,
        }),
      expected !== null &&
        shape("path", {
          d: `M${x(expected).toFixed(1)},${y - 7}v14`,
          stroke: "var(--compare)",
          "stroke-width": 2.5,
        }),
      figure && shape("circle", { cx: x(figure.value), cy: y, r: 4, fill: color }),
      shape(
        "text",
        { x: left + width + 12, y: y + 4, fill: figure ? "var(--ink-2)" : "var(--ink-3)" },
        panel.text(row),
      ),
    );
  });
  return shape(
    "g",
    {},
    shape("text", { x: left, y: 12, fill: "var(--ink)", "font-weight": 600 }, panel.title),
    shape("path", { d: `M${left},${bottom}H${left + width}`, stroke: "var(--rule-2)" }),
    marks,
    names,
    ticks,
    dots,
  );
}

/** Names of the rows and the lines between them. */
function rowNames<Row>(
  rows: readonly Row[],
  options: IntervalPanelsOptions<Row>,
  { width, rowHeight, isStacked }: Omit<Box, "left">,
): SVGElement[] {
  return rows.flatMap((row, index): SVGElement[] => {
    const top = head + index * rowHeight;
    const note = options.rowNote?.(row) ?? "";
    const isTwoLines = note !== "" && !isStacked;
    const y = top + (isStacked ? 14 : rowHeight / 2 + (isTwoLines ? -2 : 4));
    const name = shape("text", { x: 0, y, fill: "var(--ink)", class: "halo" }, options.rowLabel(row));
    if (isStacked && note !== "") {
      name.append(shape("tspan", { fill: "var(--ink-3)", dx: 6 }, note));
    }
    return [
      shape("path", { d: `M0,${top}H${width}`, stroke: "var(--rule)" }),
      name,
      ...(isTwoLines ? [shape("text", { x: 0, y: y + 14, fill: "var(--ink-3)" }, note)] : []),
    ];
  });
}

/**
 * Rows with one or more figures each, drawn as a dot and its 95 % interval on a scale with named lines: what the eye
 * compares are places, not bars. Panels stand side by side where there is room, and below each other on a phone.
 */
export function intervalPanels<Row>(
  rows: readonly Row[],
  panels: readonly IntervalPanel<Row>[],
  options: IntervalPanelsOptions<Row>,
): HTMLElement {
  const { width, label, labelWidth = 150, textWidth = 124 } = options;
  const isStacked = width < 560;
  const gap = 28;
  const across = isStacked
    ? 1
    : Math.max(
        1,
        Math.min(panels.length, Math.floor((width - labelWidth + gap) / (leastWidth + textWidth + gap))),
      );
  const lines = Math.ceil(panels.length / across);
  const perLine = Math.ceil(panels.length / lines);
  const hasNotes = options.rowNote !== undefined;
  const rowHeight = isStacked ? 40 : hasNotes ? 36 : 28;
  const drawn = Array.from({ length: lines }, (_, line) => {
    const own = panels.slice(line * perLine, (line + 1) * perLine);
    const start = isStacked ? 0 : labelWidth;
    const each = (width - start - gap * (perLine - 1)) / perLine;
    const height = head + rows.length * rowHeight + foot;
    return shape(
      "svg",
      { width, height, viewBox: `0 0 ${width} ${height}`, "font-size": 11, "aria-hidden": true },
      own.map((panel, index) =>
        drawPanel(rows, panel, {
          left: start + index * (each + gap),
          width: each - textWidth,
          rowHeight,
          isStacked,
        }),
      ),
      // Over the lines of the scales, which they stand on where it is narrow.
      rowNames(rows, options, { width, rowHeight, isStacked }),
    );
  });
  return element("div", { role: "img", "aria-label": label, class: "interval-panels" }, drawn);
}
