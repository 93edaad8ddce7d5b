import { DecisionTreeRegression } from "ml-cart";
import type { NumericColumn } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";

/** What a row must be for a segment, of one feature. */
export interface Bound {
  readonly feature: string;
  /** At least; null for no limit. */
  readonly from: number | null;
  /** Less than; null for no limit. */
  readonly below: number | null;
  /** Whether rows without a value belong to it, or only they. */
  readonly missing: "out" | "in" | "only";
}

/** A question on the way to a leaf. */
interface Question {
  readonly column: number;
  /** Less than this goes left; a missing value goes right. Infinity: any value goes left. */
  readonly threshold: number;
}

interface Step extends Question {
  readonly isLeft: boolean;
}

/**
 * Grows a small regression tree with ml-cart and gives its leaves as bounds.
 *
 * ml-cart looks for a split wherever the values of y differ, be it between rows of the same x, and so may split rows
 * that nothing tells apart. Therefore ties are shaken a little before, and what it found is moved to the nearest place
 * between two values of x after; what it says of its leaves is not used. A missing value lies above all others.
 *
 * @param columns numbers of the rows to grow on
 * @param values what to explain, one per row
 * @returns the leaves; together they take every row once. One without bounds if nothing can be split
 */
export function growLeaves(
  columns: readonly NumericColumn[],
  values: Float64Array,
  { depth, leastRows, seed }: { readonly depth: number; readonly leastRows: number; readonly seed: number },
): Bound[][] {
  const random = new Random(seed);
  const known = columns.map(({ values: column }) =>
    [...new Set(column.filter((value) => !Number.isNaN(value)))].sort((a, b) => a - b),
  );
  const shaken = columns.map((column, at) => shake(column.values, known[at]!, random));
  const rows = Array.from(values, (_, row) => shaken.map((column) => column[row]!));
  const tree = new DecisionTreeRegression({ maxDepth: depth, minNumSamples: leastRows });
  tree.train(rows, Array.from(values));

  const leaves: Step[][] = [];
  const visit = (node: typeof tree.root, path: readonly Step[]): void => {
    if (!node.left || !node.right || node.splitColumn === undefined || node.splitValue === undefined) {
      leaves.push([...path]);
      return;
    }
    const column = node.splitColumn;
    const threshold = between(known[column]!, node.splitValue);
    visit(node.left, [...path, { column, threshold, isLeft: true }]);
    visit(node.right, [...path, { column, threshold, isLeft: false }]);
  };
  visit(tree.root, []);
  return leaves.filter(canHold).map((path) => boundsOf(path, columns));
}

/** Values with ties apart by less than a hundredth of the least distance; missing ones as far above the highest as the range. */
function shake(values: Float64Array, known: readonly number[], random: Random): Float64Array {
  let gap = Infinity;
  for (let i = 1; i < known.length; i++) gap = Math.min(gap, known[i]! - known[i - 1]!);
  if (gap === Infinity) gap = 1;
  const [low, high] = [known[0] ?? 0, known.at(-1) ?? 0];
  const missing = high + Math.max(1, high - low);
  return values.map((value) => (Number.isNaN(value) ? missing : value) + random.uniform() * gap * 0.01);
}

/** A plain number above the last value at or below the split, and at most the next one; Infinity behind the last. */
function between(known: readonly number[], split: number): number {
  const next = known.findIndex((value) => value > split);
  if (next < 0) return Infinity;
  const high = known[next]!;
  if (next === 0) return high;
  const low = known[next - 1]!;
  const middle = (low + high) / 2;
  const size = 10 ** Math.floor(Math.log10(Math.abs(middle) || 1));
  // The roundest number that lies between them.
  for (const unit of [size, size / 2, size / 10, size / 100]) {
    const rounded = Number((Math.round(middle / unit) * unit).toPrecision(12));
    if (rounded > low && rounded <= high && Math.abs(rounded - middle) <= (high - low) / 2) return rounded;
  }
  return Number.isInteger(high) ? high : middle;
}

/** False where a split between equals, put right, has left nothing on one side. */
function canHold(path: readonly Step[]): boolean {
  return path.every(
    ({ column, threshold, isLeft }) =>
      isLeft ||
      !path.some((other) => other.column === column && other.isLeft && other.threshold <= threshold),
  );
}

/** The steps to a leaf, taken together by feature. */
function boundsOf(path: readonly Step[], columns: readonly NumericColumn[]): Bound[] {
  return [...new Set(path.map(({ column }) => column))].map((at) => {
    const steps = path.filter(({ column }) => column === at);
    const below = Math.min(...steps.map(({ threshold, isLeft }) => (isLeft ? threshold : Infinity)));
    const from = Math.max(...steps.map(({ threshold, isLeft }) => (isLeft ? -Infinity : threshold)));
    const feature = columns[at]!.name;
    if (from === Infinity) return { feature, from: null, below: null, missing: "only" };
    return {
      feature,
      from: from === -Infinity ? null : from,
      below: below === Infinity ? null : below,
      missing: steps.some(({ isLeft }) => isLeft) ? "out" : "in",
    };
  });
}

/** Whether a value is within a bound. */
export function isWithin({ from, below, missing }: Bound, value: number): boolean {
  if (Number.isNaN(value)) return missing !== "out";
  return missing !== "only" && (from === null || value >= from) && (below === null || value < below);
}
