import { IsolationForest as PackageForest } from "isolation-forest";
import { forestValues } from "../../lib/core/models/forestValues.js";
import { predictIsolationForest, type IsolationForest } from "../../lib/core/models/isolationForest.js";
import { takeRows, type FeatureTable } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import type { CrossCheck } from "../../lib/core/validation/evidence.js";

export interface ForestCheckOptions {
  /** Rows to score and rank; 2,000 if not given. */
  readonly rows?: number;
  /** Least rank correlation. */
  readonly tolerance?: number;
  /** Trees of the package. */
  readonly trees?: number;
}

/** The package asks Math.random and can be given nothing else: for the time of one call it is ours, and seeded. */
function withSeededRandom<Result>(random: Random, act: () => Result): Result {
  const { random: before } = Math;
  Math.random = () => random.uniform();
  try {
    return act();
  } finally {
    Math.random = before;
  }
}

/** Ranks from 0 on; equal values share the mean of theirs. */
function ranks(values: Float64Array): Float64Array {
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a]! - values[b]!);
  const found = new Float64Array(values.length);
  for (let start = 0; start < order.length;) {
    let end = start + 1;
    while (end < order.length && values[order[end]!] === values[order[start]!]) end++;
    for (let at = start; at < end; at++) found[order[at]!] = (start + end - 1) / 2;
    start = end;
  }
  return found;
}

/** Spearman's rank correlation; NaN if one side is all alike. */
function rankCorrelation(a: Float64Array, b: Float64Array): number {
  const [x, y] = [ranks(a), ranks(b)];
  const mean = (a.length - 1) / 2;
  const product = (one: Float64Array, other: Float64Array): number =>
    one.reduce((sum, value, i) => sum + (value - mean) * (other[i]! - mean), 0);
  return product(x, y) / Math.sqrt(product(x, x) * product(y, y));
}

type Point = Record<string, number>;

/** Rows as the package takes them: numbers only, and none infinite, by the name of the column. */
function pointsOf(model: IsolationForest, table: FeatureTable): Point[] {
  const columns = forestValues(model.features, table);
  const limit = Number.MAX_VALUE / 4;
  return Array.from({ length: table.rows }, (_, row) =>
    Object.fromEntries(
      columns.map((values, j) => [`x${j}`, Math.max(-limit, Math.min(limit, values[row]!))]),
    ),
  );
}

/**
 * Holds the forest's scores against those of the package `isolation-forest`. Left alone that grows each of its trees on
 * all rows; here each gets a subsample of its own, the one that our tree of the same number was grown on.
 *
 * @param model forest as fitted
 * @param table the rows it was fitted on
 */
export function crossCheckForest(
  model: IsolationForest,
  table: FeatureTable,
  { rows = 2_000, tolerance = 0.8, trees = model.trees.length }: ForestCheckOptions = {},
): CrossCheck {
  const name = "isolation forest against the package isolation-forest";
  const size = Math.min(model.sampleSize, table.rows);
  const judged = takeRows(
    table,
    new Random(model.seed, trees).sample(table.rows, Math.min(rows, table.rows)),
  );
  const points = pointsOf(model, judged);
  const lengths = new Float64Array(points.length);
  for (let index = 0; index < trees; index++) {
    const random = new Random(model.seed, index);
    const sample = pointsOf(model, takeRows(table, random.sample(table.rows, size)));
    const [tree] = withSeededRandom(random, () => new PackageForest(1, size).fit(sample));
    if (tree === undefined) continue;
    points.forEach((point, row) => (lengths[row]! += tree.pathLength(point, tree.getRootNode(), 0)));
  }
  const theirs = lengths.map((length) => -length);
  const measured = rankCorrelation(predictIsolationForest(model, judged), theirs);
  const about =
    `Spearman's rank correlation of the scores of ${points.length.toLocaleString("en-GB")} rows; the package's ${trees} trees were grown on the ` +
    `subsamples of ours.`;
  return Number.isNaN(measured)
    ? {
        name,
        measured: null,
        tolerance,
        passed: true,
        about: `${about} All rows score alike: nothing to rank.`,
      }
    : { name, measured, tolerance, passed: measured >= tolerance, about };
}
