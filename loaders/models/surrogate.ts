import type { Feature } from "../../lib/core/features/feature.js";
import { auc } from "../../lib/core/metrics/auc.js";
import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { takeRows, type FeatureTable, type NumericColumn } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import { growLeaves, isWithin, type Bound } from "./surrogateTree.js";
import { segmentWords } from "./surrogateWords.js";

/** ml-cart tries every split of every feature on every row: more would take minutes. */
const most = { rows: 2000, features: 8 };

const growth = { depth: 3, leastRows: 20 };

/** Rows that the surrogate does not tell apart, and what the model says of them. */
export interface Segment {
  readonly bounds: readonly Bound[];
  /** Rows of the table in it. */
  readonly clients: number;
  /** The model's mean probability of them. */
  readonly probability: number;
  /** Share of those with the outcome; null without labels. */
  readonly observed: number | null;
  readonly sentence: string;
}

/** A tree small enough to be read, that says roughly what the model says. */
export interface Surrogate {
  /** The likeliest first; together every row once. */
  readonly segments: readonly Segment[];
  readonly fidelity: {
    /** Share of the variance of the model's probabilities that the segments explain, on rows they were not grown on. */
    readonly rSquared: number | null;
    /** AUC of the segments' probabilities on the labels; null without labels of both kinds. */
    readonly auc: number | null;
    readonly rows: number;
    readonly grownOn: number;
  };
}

/**
 * Explains a model by a small tree of ml-cart: at most eight segments as sentences, and how true they are to the model.
 * Their figures are measured on all rows, not taken from ml-cart.
 *
 * @param model as published
 * @param table rows to explain it on
 * @param features of the model, with their words
 * @param labels 0 or 1 for each row, or null where nobody knows
 * @throws RangeError if the model's features are not in the table, or the table is empty
 */
export function fitSurrogate(
  model: BoostedTrees,
  table: FeatureTable,
  features: readonly Feature[],
  { labels, seed }: { readonly labels: Uint8Array | null; readonly seed: number },
): Surrogate {
  if (table.rows === 0) throw new RangeError("There are no rows to explain the model on.");
  const probabilities = predictBoostedTrees(model, table);
  const columns = chosenColumns(model, table);
  const grown = distinctRows(columns, table.rows, seed);
  const sample = takeRows({ rows: table.rows, columns }, grown).columns as readonly NumericColumn[];
  const sampled = Float64Array.from(grown, (row) => probabilities[row]!);
  const leaves =
    columns.length === 0 || sampled.every((value) => value === sampled[0])
      ? [[]]
      : growLeaves(sample, sampled, { ...growth, seed });

  const columnOf = new Map(columns.map((column) => [column.name, column]));
  const leafOf = Int32Array.from(probabilities, (_, row) =>
    leaves.findIndex((bounds) =>
      bounds.every((bound) => isWithin(bound, columnOf.get(bound.feature)!.values[row]!)),
    ),
  );
  const isGrown = new Uint8Array(table.rows);
  for (const row of grown) isGrown[row] = 1;
  const said = meanByLeaf(leaves.length, leafOf, probabilities, (row) => isGrown[row] === 1);
  const scores = Float64Array.from(leafOf, (leaf) => said[leaf]!.mean);

  const all = meanByLeaf(leaves.length, leafOf, probabilities, () => true);
  const came = labels && meanByLeaf(leaves.length, leafOf, Float64Array.from(labels), () => true);
  const featureOf = new Map(features.map((feature) => [feature.name, feature]));
  const segments = leaves
    .map((bounds, leaf) => {
      const { count: clients, mean: probability } = all[leaf]!;
      const sentence = segmentWords(
        { bounds, clients, probability },
        (name) => featureOf.get(name)!,
        (name) => columnOf.get(name)!.values.some(Number.isNaN),
        "likely to leave",
      );
      return { bounds, clients, probability, observed: came?.[leaf]?.mean ?? null, sentence };
    })
    // Where ml-cart split between equals, one side is empty once the split is put right.
    .filter(({ clients }) => clients > 0)
    .sort((a, b) => b.probability - a.probability);
  const hasBoth = labels?.includes(0) === true && labels.includes(1);
  return {
    segments,
    fidelity: {
      rSquared: rSquared(probabilities, scores, (row) => isGrown[row] === 0),
      auc: hasBoth ? auc(scores, labels) : null,
      rows: table.rows,
      grownOn: grown.length,
    },
  };
}

/** The numbers that the model's trees gain most by. */
function chosenColumns(model: BoostedTrees, table: FeatureTable): NumericColumn[] {
  const gains = new Float64Array(model.features.length);
  for (const node of model.trees.flat()) if (node.kind !== "leaf") gains[node.feature]! += node.gain;
  return model.features
    .map(({ name }, at) => ({ column: table.columns.find((each) => each.name === name), gain: gains[at]! }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain)
    .flatMap(({ column }) => (column?.kind === "numeric" ? [column] : []))
    .slice(0, most.features);
}

/** Rows drawn at random of which no two are the same; ascending. */
function distinctRows(columns: readonly NumericColumn[], rows: number, seed: number): Int32Array {
  const seen = new Set<string>();
  // Twice as many as wanted, for those that turn out the same.
  const drawn = new Random(seed, 1).sample(rows, 2 * most.rows);
  new Random(seed, 2).shuffle(drawn);
  const kept = drawn.filter((row) => {
    const key = columns.map((column) => column.values[row]!).join("|");
    if (seen.size >= most.rows || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  return kept.sort();
}

function meanByLeaf(
  leaves: number,
  leafOf: Int32Array,
  values: Float64Array,
  isIn: (row: number) => boolean,
): { count: number; mean: number }[] {
  const sums = new Float64Array(leaves);
  const counts = new Int32Array(leaves);
  leafOf.forEach((leaf, row) => {
    if (!isIn(row)) return;
    sums[leaf]! += values[row]!;
    counts[leaf]! += 1;
  });
  const total = sums.reduce((sum, value) => sum + value, 0) / counts.reduce((sum, count) => sum + count, 0);
  // A leaf without such rows says what all of them say.
  return Array.from(counts, (count, leaf) => ({ count, mean: count > 0 ? sums[leaf]! / count : total }));
}

/** Null where there are no such rows, or they do not differ. */
function rSquared(values: Float64Array, said: Float64Array, isIn: (row: number) => boolean): number | null {
  const rows = Int32Array.from(values.keys()).filter(isIn);
  const mean = rows.reduce((sum, row) => sum + values[row]!, 0) / rows.length;
  let [missed, all] = [0, 0];
  for (const row of rows) {
    missed += (values[row]! - said[row]!) ** 2;
    all += (values[row]! - mean) ** 2;
  }
  return all > 0 ? 1 - missed / all : null;
}
