import { forestValues, type ForestFeature } from "../core/models/forestValues.js";
import type { IsolationForest, IsolationTree } from "../core/models/isolationForest.js";
import type { CategoryColumn, FeatureColumn, FeatureTable } from "../core/models/table.js";
import { Random } from "../core/random.js";
import { lowerMedian } from "./median.js";

export interface IsolationForestOptions {
  /** Whole number, 0 or more; the same seed and rows give the same forest. */
  readonly seed: number;
  /** Number of trees; 100 if not given. */
  readonly trees?: number;
  /** Rows that each tree is grown on, without replacement; 256 if not given, and all rows if there are fewer. */
  readonly sampleSize?: number;
}

/**
 * Grows an isolation forest: each tree splits a small sample at random, on a feature that still varies and at a point
 * between its extremes, until every row is alone, all are alike or ceil(log2(sample size)) splits lie above.
 *
 * A missing number is read as the column's median, an infinite one as the farthest finite number, a text as its surprise
 * (see `ForestFeature`). A column that is constant or missing everywhere is never split on; if all are, every row
 * scores 0.5.
 *
 * @param table at least one row and one column
 * @param options seed and size
 * @returns a forest over all columns of the table, in their order
 * @throws RangeError if there are no rows or no columns, or an option is not a whole number of at least 1
 * @see Liu, Ting & Zhou 2008, doi:10.1109/ICDM.2008.17, algorithms 1 and 2
 */
export function fitIsolationForest(table: FeatureTable, options: IsolationForestOptions): IsolationForest {
  const { seed, trees = 100, sampleSize = 256 } = options;
  if (table.rows < 1 || table.columns.length < 1) throw new RangeError("A forest needs a row and a column.");
  for (const [name, value] of Object.entries({ trees, sampleSize })) {
    if (!Number.isInteger(value) || value < 1)
      throw new RangeError(`${name} is ${value}: 1 or more was expected.`);
  }
  const size = Math.min(sampleSize, table.rows);
  const heightLimit = Math.ceil(Math.log2(size));
  const features = table.columns.map(forestFeature);
  const columns = forestValues(features, table);
  return {
    schema: 1,
    type: "isolationForest",
    sampleSize: size,
    heightLimit,
    seed,
    features,
    trees: Array.from({ length: trees }, (_, index) => {
      // A stream for each tree, so that their order does not matter.
      const random = new Random(seed, index);
      return growTree(columns, random.sample(table.rows, size), heightLimit, random);
    }),
  };
}

function forestFeature(column: FeatureColumn): ForestFeature {
  if (column.kind === "category") return categoryFeature(column);
  const median = lowerMedian(column.values);
  // A column that is missing everywhere is never split on, and any number does.
  return { name: column.name, kind: "numeric", typical: Number.isNaN(median) ? 0 : nearestFinite(median) };
}

/** JSON has no infinity, and no point lies between infinity and a number. */
const nearestFinite = (value: number): number =>
  Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value));

function categoryFeature({ name, codes, categories }: CategoryColumn): ForestFeature {
  const counts = new Float64Array(categories.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  // A text that only the table's list knows is as one seen once.
  const bits = (count: number): number => Math.log2(codes.length / Math.max(1, count));
  return {
    name,
    kind: "category",
    categories: [...categories],
    bits: Array.from(counts, bits),
    missingBits: bits(missing),
    unseenBits: bits(1),
  };
}

interface GrowingTree {
  readonly feature: number[];
  readonly threshold: number[];
  readonly left: number[];
  readonly size: number[];
  /** Where the rows of a node begin. */
  readonly start: number[];
}

/** Grows a tree level by level, so that two siblings are neighbours. Reorders `rows`. */
function growTree(
  columns: readonly Float64Array[],
  rows: Int32Array,
  heightLimit: number,
  random: Random,
): IsolationTree {
  const tree: GrowingTree = { feature: [], threshold: [], left: [], size: [], start: [] };
  const candidates = Int32Array.from(columns, (_, index) => index);
  addLeaf(tree, 0, rows.length);
  let node = 0;
  for (let depth = 0; depth < heightLimit; depth++) {
    for (const levelEnd = tree.feature.length; node < levelEnd; node++) {
      const start = tree.start[node]!;
      const within = rows.subarray(start, start + tree.size[node]!);
      const split = drawSplit(columns, within, candidates, random);
      if (split === null) continue;
      const below = partition(columns[split.feature]!, within, split.threshold);
      tree.feature[node] = split.feature;
      tree.threshold[node] = split.threshold;
      tree.left[node] = tree.feature.length;
      addLeaf(tree, start, below);
      addLeaf(tree, start + below, within.length - below);
    }
  }
  const { feature, threshold, left, size } = tree;
  return { feature, threshold, left, size };
}

function addLeaf(tree: GrowingTree, start: number, size: number): void {
  tree.feature.push(-1);
  tree.threshold.push(0);
  tree.left.push(0);
  tree.size.push(size);
  tree.start.push(start);
}

/**
 * Draws a feature that varies among the rows, each as likely, and a point above its least value and up to its greatest.
 *
 * @param candidates indices of the features; their order changes
 * @returns null if no feature varies
 */
function drawSplit(
  columns: readonly Float64Array[],
  rows: Int32Array,
  candidates: Int32Array,
  random: Random,
): { feature: number; threshold: number } | null {
  if (rows.length < 2) return null;
  for (let left = candidates.length; left > 0; left--) {
    const at = random.integer(left);
    const feature = candidates[at]!;
    candidates[at] = candidates[left - 1]!;
    candidates[left - 1] = feature;
    const [low, high] = range(columns[feature]!, rows);
    if (low < high) {
      const share = random.uniform();
      // Neither overflows at the ends of the numbers, nor lets rounding leave a side empty.
      const threshold = low * (1 - share) + high * share;
      return { feature, threshold: threshold > low && threshold <= high ? threshold : high };
    }
  }
  return null;
}

/** Least and greatest value of the rows, as finite numbers. */
function range(values: Float64Array, rows: Int32Array): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < rows.length; index++) {
    const value = values[rows[index]!]!;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [nearestFinite(low), nearestFinite(high)];
}

/**
 * Moves the rows below the threshold to the front.
 *
 * @returns how many they are
 */
function partition(values: Float64Array, rows: Int32Array, threshold: number): number {
  let below = 0;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index]!;
    if (values[row]! < threshold) {
      rows[index] = rows[below]!;
      rows[below] = row;
      below++;
    }
  }
  return below;
}
