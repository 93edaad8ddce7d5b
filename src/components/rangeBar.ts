import { reasonValue, rangeBar as geometry, usualWords } from "../core/outliers/ranges.js";
import type { AlertReasonRow } from "../core/outliers/alerts.js";
import type { Formats } from "../core/format/formats.js";
import { shape } from "./dom.js";

/** The usual range in grey, and from its edge to the actual value in the colour of what is outside it. */
export function rangeBar(
  reason: AlertReasonRow,
  options: { readonly width: number; readonly height: number; readonly formats: Formats },
): SVGElement | null {
  const { width, height, formats } = options;
  const bar = geometry(reason);
  if (bar === null || reason.actual === null) return null;
  const x = (share: number): number =>
    Math.round(Math.max(0, Math.min(1, share)) * (width - 2) * 10) / 10 + 1;
  const [low, high, actual] = [x(bar.low), x(bar.high), x(bar.actual)];
  const edge = bar.side > 0 ? high : low;
  const middle = height / 2;
  const label = `${reasonValue(reason, reason.actual, formats)}, usual ${usualWords(reason, formats) ?? "not known"}`;
  const rect = (from: number, to: number, thick: number, fill: string): SVGElement =>
    shape("rect", {
      x: Math.min(from, to),
      y: middle - thick / 2,
      width: Math.max(1.5, Math.abs(to - from)),
      height: thick,
      fill,
    });
  return shape(
    "svg",
    {
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: "img",
      "aria-label": label,
      class: "range-bar",
    },
    rect(0, width, 1, "var(--rule-2)"),
    rect(low, high, height * 0.5, "var(--compare)"),
    bar.side !== 0 && rect(edge, actual, height * 0.5, "var(--warn-mark)"),
    rect(actual - 1, actual + 1, height, bar.side === 0 ? "var(--ink)" : "var(--warn)"),
  );
}
