import { predictIsolationForest, type IsolationForest } from "../../lib/core/models/isolationForest.js";
import { takeRows } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import { fitIsolationForest } from "../../lib/fit/isolationForest.js";
import { alertDays, type AnomalyVectors } from "./anomalyVectors.js";

const trees = 100;
/**
 * Rows that a tree is grown on. Most rows are ordinary throughout and the same, so that a tree of so many has some 300
 * nodes; with fewer rows, what one movement in thousands shows would be in no tree.
 */
const sampleSize = 16_384;
/** Rows drawn for all trees together. */
const drawnRows = 200_000;
/** With fewer rows before the judged days the forest would not know what is ordinary. */
const enoughRows = 5000;
/** With fewer rows in all there is no telling what is ordinary. */
export const leastMovements = 1000;
/** Distinguishes the draw of rows from the forest's own streams. */
const drawStream = 0x616e6f;

export interface TrainedAnomaly {
  readonly model: IsolationForest;
  /** One for each distinct row, in (0, 1]. */
  readonly scores: Float64Array;
  /** Whether the past is long enough to leave out the judged days from the fit. */
  readonly isLong: boolean;
  /** The rows that the forest was fitted on; indices into the distinct ones, some of them often. */
  readonly drawn: Int32Array;
  readonly notes: readonly string[];
}

/**
 * Fits the detector: an isolation forest on movements before the last 90 days, so that those are judged by what was
 * known before them. Truth and triage have no part in it.
 *
 * @param vectors as `readAnomalyVectors` gives them
 * @param options the same seed and vectors give the same forest
 */
export function trainAnomaly(
  { table, counts, earlierCounts }: AnomalyVectors,
  options: { readonly seed: number },
): TrainedAnomaly {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const notes: string[] = [];
  const isLong = sum(earlierCounts) >= enoughRows;
  if (!isLong) {
    notes.push(
      `There are ${count(sum(earlierCounts))} rows before the last ${alertDays} days, fewer than ${count(enoughRows)}: the forest was fitted on all ${count(sum(counts))}, those that it judges included.`,
    );
  }
  const weights = isLong ? earlierCounts : counts;
  const random = new Random(options.seed, drawStream);
  const drawn = drawRows(weights, random.sample(sum(weights), drawnRows));
  const model = fitIsolationForest(takeRows(table, drawn), { seed: options.seed, trees, sampleSize });
  notes.push(
    `Fitted on ${count(drawn.length)} of ${count(sum(weights))} rows: ${model.trees.length} trees of ${count(model.sampleSize)} each.`,
  );
  return { model, isLong, drawn, scores: predictIsolationForest(model, table), notes };
}

const count = (rows: number): string => rows.toLocaleString("en");

/** The vector of each numbered row, where a vector stands for as many rows as it has weight. */
function drawRows(weights: Float64Array, ascending: Int32Array): Int32Array {
  let vector = 0;
  let end = weights[0] ?? 0;
  return ascending.map((row) => {
    while (row >= end) end += weights[++vector]!;
    return vector;
  });
}
