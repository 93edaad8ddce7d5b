import type { Formats } from "../core/format/formats.js";
import { bandFloor, bands } from "../core/risk/bands.js";
import { cutoffAt, nearlyBest, type CutoffCurve, type CutoffPoint } from "../core/risk/cutoff.js";
import { pointsOfLogOdds, type ScorecardScale } from "../core/models/scorecard.js";
import { cutoffPanel, type Panel } from "./cutoffPanel.js";
import { element, shape } from "./dom.js";
import { type ValueNode, withProperties } from "./valueNode.js";

export interface CutoffCurvesOptions {
  readonly formats: Formats;
  readonly scale: ScorecardScale;
  /** Chosen in the beginning. */
  readonly value: number;
  /** "a year" where profit is that of a year. */
  readonly per: string;
  /** The PD of a number of points, in words. */
  readonly pdWords: (points: number) => string;
}

export type CutoffCurves = ValueNode<number>;

const left = 56;
const rightOf = (width: number): number => (width < 560 ? 44 : 84);

/** Which curves are drawn, from top to bottom. */
function panelsOf(curve: CutoffCurve, formats: Formats, per: string): Panel[] {
  const points = Array.from({ length: curve.to - curve.from + 1 }, (_, i) => cutoffAt(curve, curve.from + i));
  const percent = (value: number): string => formats.percent(value, 1);
  const of = (
    label: string,
    height: number,
    valueOf: (point: CutoffPoint) => number | null,
    words: Panel["words"],
    tick: Panel["tick"],
  ): Panel => ({
    label,
    height,
    values: points.map(valueOf),
    words,
    tick,
  });
  return [
    of(
      `Profit${per && ` ${per}`}`,
      190,
      ({ profit }) => profit,
      (v) => formats.value("amount", v),
      (v) => formats.tick("amount", v),
    ),
    of(
      "Approved",
      72,
      ({ approvalRate }) => approvalRate,
      percent,
      (v) => formats.tick("ratio", v),
    ),
    of(
      "Bad rate of the accepted",
      72,
      ({ badRate }) => badRate,
      percent,
      (v) => formats.tick("ratio", v),
    ),
  ];
}

/**
 * Profit, approval and bad rate over the cut-off, which is dragged on the drawing or stepped with the arrow keys on its
 * handle. The node's `value` is the cut-off in points; moving it only moves the marks.
 */
export function cutoffCurves(curve: CutoffCurve, options: CutoffCurvesOptions): CutoffCurves {
  const { formats, scale, per, pdWords } = options;
  const panels = panelsOf(curve, formats, per);
  const range = element("input", {
    type: "range",
    min: curve.from,
    max: curve.to,
    step: 1,
    value: options.value,
    "aria-label": "Cut-off in points",
    class: "cutoff-handle",
  });
  const caption = element("output", { class: "cutoff-caption" });
  const canvas = element("div", { class: "cutoff-canvas" });
  const root = element("div", { class: "cutoff" }, canvas, range, caption);
  let move = (): void => undefined;

  function draw(width: number): void {
    const inner = Math.max(120, width - left - rightOf(width));
    const x = (points: number): number =>
      left + ((points - curve.from) / (curve.to - curve.from || 1)) * inner;
    const near = nearlyBest(curve, 0.02);
    const drawn: ReturnType<typeof cutoffPanel>[] = [];
    let top = 22;
    for (const panel of panels) {
      drawn.push(
        cutoffPanel(panel, {
          top,
          left,
          inner,
          x,
          from: curve.from,
          best: curve.best,
          near: drawn.length === 0 ? near : null,
          isNarrow: width < 560,
        }),
      );
      top += panel.height + 34;
    }
    const bottom = top - 34;
    const edges = bands.map((band) => {
      const pd = bandFloor[band];
      return pd === 0
        ? curve.to
        : Math.min(curve.to, Math.max(curve.from, pointsOfLogOdds(scale, Math.log((1 - pd) / pd))));
    });
    const ramp = bands.flatMap((band, i) => {
      const [high, low] = [edges[i]!, edges[i + 1] ?? curve.from];
      if (high <= low) return [];
      const size = x(high) - x(low);
      return [
        shape("rect", {
          x: x(low) + 0.5,
          y: bottom + 32,
          width: Math.max(0, size - 1),
          height: 8,
          fill: `var(--band-${band.toLowerCase()})`,
        }),
        size > 14 &&
          shape(
            "text",
            { x: x(low) + size / 2, y: bottom + 54, "text-anchor": "middle", fill: "var(--ink-3)" },
            band,
          ),
      ];
    });
    const step =
      [10, 20, 25, 50, 100].find((each) => (each / (curve.to - curve.from || 1)) * inner > 44) ?? 200;
    const ticks = Array.from(
      { length: Math.floor(curve.to / step) - Math.ceil(curve.from / step) + 1 },
      (_, i) => (Math.ceil(curve.from / step) + i) * step,
    );
    const line = shape("path", { stroke: "var(--accent)", "stroke-width": 1.5 });
    const svg = shape(
      "svg",
      {
        width,
        height: bottom + 60,
        role: "img",
        "aria-label": `Profit, approval rate and bad rate by cut-off in points; the most profit is at ${curve.best}`,
      },
      drawn.map(({ node }) => node),
      ticks.map((tick) =>
        shape(
          "text",
          { x: x(tick), y: bottom + 18, "text-anchor": "middle", fill: "var(--ink-3)" },
          String(tick),
        ),
      ),
      shape("text", { x: 0, y: bottom + 18, fill: "var(--ink-3)" }, "points"),
      shape("text", { x: 0, y: bottom + 54, fill: "var(--ink-3)" }, "band"),
      ramp,
      shape("path", {
        d: `M${x(curve.best)},8V${bottom}`,
        stroke: "var(--ink-2)",
        "stroke-dasharray": "2 3",
      }),
      line,
      drawn.map(({ mark }) => mark),
    );
    move = () => {
      const value = range.valueAsNumber;
      const at = x(value);
      line.setAttribute("d", `M${at.toFixed(1)},8V${bottom + 24}`);
      for (const panel of drawn) panel.move(value);
      const words = `Cut-off ${value} points, PD ${pdWords(value)}`;
      caption.textContent = words;
      caption.style.left = `${Math.min(Math.max(at, 90), width - 90)}px`;
      range.setAttribute("aria-valuetext", words);
    };
    canvas.replaceChildren(svg);
    range.style.cssText = `left:${left - 8}px;width:${inner + 16}px;top:${bottom + 24}px`;
    caption.style.top = `${bottom + 58}px`;
    root.style.height = `${bottom + 84}px`;
    const drag = (event: PointerEvent): void => {
      const share = (event.clientX - svg.getBoundingClientRect().left - left) / inner;
      const value = Math.round(curve.from + Math.min(1, Math.max(0, share)) * (curve.to - curve.from));
      if (value === range.valueAsNumber) return;
      range.valueAsNumber = value;
      range.dispatchEvent(new Event("input", { bubbles: true }));
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "touch") return;
      svg.setPointerCapture(event.pointerId);
      range.focus({ preventScroll: true });
      drag(event);
    });
    svg.addEventListener("pointermove", (event) => {
      if (svg.hasPointerCapture(event.pointerId)) drag(event);
    });
    move();
  }

  range.addEventListener("input", () => move());
  let last = 0;
  new ResizeObserver(([entry]) => {
    const width = Math.floor(entry?.contentRect.width ?? 0);
    if (width < 1 || width === last) return;
    last = width;
    draw(width);
  }).observe(root);
  return withProperties(root, {
    get value() {
      return range.valueAsNumber;
    },
    set value(value: number) {
      range.valueAsNumber = value;
      move();
    },
  });
}
