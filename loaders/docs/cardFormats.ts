import type { Estimate } from "../../lib/core/metrics/estimate.js";

/** A vertical bar would end the cell. */
const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

/** A Markdown table; nothing but a sentence where there are no rows. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  none = "Nothing to show.",
): string {
  if (rows.length === 0) return none;
  // Figures stand to the right, below each other; words to the left.
  const isFigure = (column: number): boolean =>
    column > 0 && rows.every((row) => /^([\d−–<*`]|$)/.test(row[column]!));
  const rule = head.map((_, column) => (isFigure(column) ? "---:" : "---"));
  return [head, rule, ...rows].map((row) => `| ${row.map(cell).join(" | ")} |`).join("\n");
}

/** A Markdown list. */
export const bullets = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join("\n");

const group = (text: string): string => text.replace(/\B(?=(\d{3})+$)/g, ",");

/** A whole number with separators. */
export const count = (value: number): string => group(String(Math.round(value)));

/** A number of any size with three significant digits. */
export function number(value: number): string {
  if (value === 0) return "0";
  const rounded = Number(value.toPrecision(3));
  if (Math.abs(rounded) >= 1e6 || Math.abs(rounded) < 1e-4) return rounded.toExponential().replace("e+", "e");
  const text = Math.abs(rounded) >= 100 ? String(rounded) : value.toPrecision(3);
  return text.replace(/^(-?)(\d+)/, (_, sign: string, digits: string) => (sign ? "−" : "") + group(digits));
}

/** A setting, written as it was set. */
export const setting = (value: number): string =>
  Number.isInteger(value) ? count(value) : String(Number(value.toPrecision(6)));

/** A share in percent, with two digits that mean something. */
export function percent(share: number): string {
  const value = share * 100;
  const digits = value === 0 ? 0 : Math.min(3, Math.max(0, 1 - Math.floor(Math.log10(Math.abs(value)))));
  return `${value.toFixed(digits).replace("-", "−")} %`;
}

/** Decimals that an interval leaves any meaning to: two digits of its half width. */
function decimalsOf({ low, high }: Estimate): number {
  if (low === null || high === null || high <= low) return 3;
  return Math.min(5, Math.max(0, 1 - Math.floor(Math.log10((high - low) / 2))));
}

/**
 * A figure with its interval, as `0.820 (0.807 to 0.834)`, with no more digits than the interval leaves a meaning to.
 *
 * @param scale 100 for percentages
 * @param unit stands after the figure, such as " %"
 */
export function withInterval(estimate: Estimate | null | undefined, scale = 1, unit = ""): string {
  if (estimate == null) return "–";
  const { value, low, high } = estimate;
  const scaled: Estimate = {
    value: value * scale,
    low: low === null ? null : low * scale,
    high: high === null ? null : high * scale,
  };
  const decimals = decimalsOf(scaled);
  const write = (part: number): string =>
    part
      .toFixed(decimals)
      .replace(/^-(?=.*[1-9])/, "−")
      .replace(/^-/, "");
  const known = scaled.low !== null && scaled.high !== null;
  return write(scaled.value) + unit + (known ? ` (${write(scaled.low)} to ${write(scaled.high)})` : "");
}

/** A share with its interval in percent. */
export const shareWithInterval = (estimate: Estimate | null | undefined): string =>
  withInterval(estimate, 100, " %");
