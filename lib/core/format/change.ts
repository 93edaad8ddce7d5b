import type { KpiUnit } from "../kpis.js";
import type { Formats } from "./formats.js";

/** How far a value moved: relative for amounts and counts, in percentage points for shares. */
export interface Change {
  /** In its own unit: a ratio of the value before, or a difference of two shares. */
  readonly size: number;
  readonly kind: "relative" | "points" | "absolute";
  /** Whether the bank wants that move; null where neither direction is wanted or nothing moved. */
  readonly isGood: boolean | null;
}

/**
 * The change between two values of a measure.
 *
 * @param unit decides what kind of change it is; a value that may change its sign has no relative change
 * @param now the later value
 * @param before the earlier value
 * @param wanted the direction the bank wants
 * @param isFlow a difference of two large sums, whose relative change means nothing
 * @returns null when one of the values is missing
 */
export function changeBetween(
  unit: KpiUnit,
  now: number | null | undefined,
  before: number | null | undefined,
  wanted: "up" | "down" | null,
  isFlow = false,
): Change | null {
  if (now == null || before == null) return null;
  const kind = unit === "ratio" ? "points" : before > 0 && now >= 0 && !isFlow ? "relative" : "absolute";
  const size = kind === "relative" ? now / before - 1 : now - before;
  // What is written as zero is no move.
  const written = kind === "absolute" ? size : Math.round(size * 1000);
  const isGood = wanted === null || written === 0 ? null : size > 0 === (wanted === "up");
  return { size, kind, isGood };
}

/**
 * A change in words a column can hold, such as `+0.9 %`, `−0.20 pt` or `+€ 0.4 M`.
 *
 * @param formats the bank's way of writing
 * @param unit of the value that changed
 * @param change what to write
 */
export function writeChange(formats: Formats, unit: KpiUnit, change: Change): string {
  const sign = change.size > 0 ? "+" : "";
  if (change.kind === "points") return `${sign}${formats.percent(change.size, 2).replace("%", "pt")}`;
  if (change.kind === "absolute") return formats.signed(unit, change.size);
  const text = formats.percent(change.size);
  return /[1-9]/.test(text) ? `${sign}${text}` : text;
}
