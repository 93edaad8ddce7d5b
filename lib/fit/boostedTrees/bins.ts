import { type TreeFeature } from "../../core/models/boostedTreesDocument.js";
import { type CategoryColumn, type FeatureColumn } from "../../core/models/table.js";
import { sortedNumbers } from "../sortNumbers.js";

/** A feature as small whole numbers, which keep the order of its values. */
export interface BinnedFeature {
  readonly kind: "numeric" | "category";
  /** Bins that hold values; the bin of this index, one more, holds the missing ones. */
  readonly bins: number;
  /** The bin of each row. */
  readonly codes: Uint8Array;
  /** Numeric: bins − 1 thresholds; bin b holds what is below cuts[b] and not below cuts[b − 1]. Ascending. */
  readonly cuts: Float64Array;
  /** Monotone constraint: 1, −1, or 0 for none. */
  readonly direction: number;
}

/**
 * A number above `low` and at most `high`, half-way if there is one in between, so that `value < number` tells them
 * apart.
 */
function between(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  return middle > low && middle <= high ? middle : high;
}

/** Where each distinct value begins. */
function beginnings(sorted: Float64Array): Int32Array {
  const starts = new Int32Array(sorted.length);
  let count = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i]! > sorted[i - 1]!) starts[count++] = i;
  return starts.subarray(0, count);
}

/**
 * Thresholds between neighbouring values at evenly spaced ranks, so that each bin holds about as many rows. Every
 * distinct value has a bin of its own if there are few enough. Only the order of the values decides which of them share
 * a bin. The ranks are counted between the rows of the least value and those of the greatest, as XGBoost counts them.
 *
 * @param values without NaN, within the finite numbers, in any order
 * @param most bins, 1 or more
 * @returns at most `most` − 1 ascending thresholds
 */
export function quantileCuts(values: Float64Array, most: number): Float64Array {
  const sorted = sortedNumbers(values);
  const starts = beginnings(sorted);
  const cutBefore = (start: number): number => between(sorted[start - 1]!, sorted[start]!);
  if (starts.length <= most) return Float64Array.from(starts.subarray(1), cutBefore);
  const [first, last] = [starts[1]!, starts[starts.length - 1]!];
  const cuts: number[] = [];
  let next = 1;
  for (let k = 1; k < most; k++) {
    const rank = first + (k * (last - first)) / most;
    if (starts[next]! > rank) continue;
    while (starts[next + 1]! <= rank) next++;
    cuts.push(cutBefore(starts[next]!));
    next++;
  }
  return Float64Array.from(cuts);
}

/** The bin of a number: how many cuts, of 256 with infinities at the end, are not above it. Without branches. */
function binOf(cuts: Float64Array, value: number): number {
  let bin = 0;
  for (let step = 128; step > 0; step >>= 1) bin += step * Number(cuts[bin + step - 1]! <= value);
  return bin;
}

/**
 * The categories that get a bin of their own, by falling frequency and then by name, so that their order does not
 * depend on how the table happened to code them.
 *
 * @param column the training rows
 * @param minRows a category of fewer rows gets none
 * @returns at most 255 names
 */
function frequentCategories(column: CategoryColumn, minRows: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const code of column.codes) {
    const category = column.categories[code];
    if (category !== undefined) counts.set(category, (counts.get(category) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= minRows)
    .sort(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))
    .slice(0, 255)
    .map(([category]) => category);
}

/**
 * What the trees will know of a column.
 *
 * @param column the training rows
 * @param minCategoryRows a category of fewer rows is left out
 * @returns the feature as the model documents it
 */
export function treeFeature(column: FeatureColumn, minCategoryRows: number): TreeFeature {
  if (column.kind === "numeric") return { name: column.name, kind: "numeric" };
  return { name: column.name, kind: "category", categories: frequentCategories(column, minCategoryRows) };
}

/** The values that are not NaN. */
function withoutMissing(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (let row = 0; row < values.length; row++)
    if (!Number.isNaN(values[row]!)) present[count++] = values[row]!;
  return present.subarray(0, count);
}

/**
 * Puts a feature into bins.
 *
 * @param feature as the model documents it
 * @param values the training rows as `treeInputs` gives them, NaN for missing
 * @param most bins of a numeric feature, at most 255
 * @param direction monotone constraint, or 0
 * @returns codes in [0, bins]; a feature without any value has no bins but that of the missing
 */
export function binnedFeature(
  feature: TreeFeature,
  values: Float64Array,
  most: number,
  direction: number,
): BinnedFeature {
  if (feature.kind === "category") {
    const bins = feature.categories.length;
    const codes = Uint8Array.from(values, (code) => (Number.isNaN(code) ? bins : code));
    return { kind: "category", bins, codes, cuts: new Float64Array(), direction };
  }
  const present = withoutMissing(values);
  const cuts = quantileCuts(present, most);
  const bins = present.length === 0 ? 0 : cuts.length + 1;
  const padded = new Float64Array(256).fill(Infinity);
  padded.set(cuts);
  const codes = new Uint8Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    codes[row] = Number.isNaN(value) ? bins : binOf(padded, value);
  }
  return { kind: "numeric", bins, codes, cuts, direction };
}
