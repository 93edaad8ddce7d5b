import { twoSidedNormalTail } from "../core/metrics/tails.js";
import { rowBinner, type Scorecard } from "../core/models/scorecard.js";
import type { FeatureTable } from "../core/models/table.js";
import { cholesky, solve } from "./cholesky.js";

/**
 * How many rows count as one, since several are of the same client: positives of a client are one event seen again.
 *
 * @param labels n values of 0 and 1
 * @param clusters for each row a number from 0 on
 * @returns mean size of the cluster that a positive row lies in, its positives counted; 1 where no two share one
 */
export function designEffect(labels: Uint8Array, clusters: Int32Array): number {
  const positives = new Map<number, number>();
  labels.forEach((label, row) => {
    if (label === 1) positives.set(clusters[row]!, (positives.get(clusters[row]!) ?? 0) + 1);
  });
  let [sum, squares] = [0, 0];
  for (const count of positives.values()) {
    sum += count;
    squares += count * count;
  }
  return sum === 0 ? 1 : squares / sum;
}

/**
 * A scorecard with the standard errors and p-values that hold when rows of a cluster are not independent.
 *
 * The sandwich: the information's inverse, the scores summed by cluster between two of them. The ridge counts as
 * information, as in the fit.
 *
 * @param model fitted to these rows, not yet calibrated
 * @param table n rows
 * @param labels n values, 1 = bad
 * @param clusters for each row a number from 0 on
 * @see Cameron & Miller 2015, A practitioner's guide to cluster-robust inference
 */
export function withClusterErrors(
  model: Scorecard,
  table: FeatureTable,
  labels: Uint8Array,
  clusters: Int32Array,
): Scorecard {
  const { features } = model;
  const width = features.length + 1;
  if (width === 1) return model;
  const bins = rowBinner(model)(table);
  const information = new Float64Array(width * width);
  const scores = new Map<number, Float64Array>();
  const x = new Float64Array(width).fill(1);
  const sums = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let row = 0; row < table.rows; row++) {
    let logOdds = model.intercept;
    for (let j = 1; j < width; j++) {
      x[j] = bins[j - 1]![row]!.woe;
      logOdds += features[j - 1]!.coefficient * x[j]!;
      sums[j]! += x[j]!;
      squares[j]! += x[j]! * x[j]!;
    }
    const good = 1 / (1 + Math.exp(-logOdds));
    const weight = good * (1 - good);
    const error = 1 - labels[row]! - good;
    const cluster = clusters[row]!;
    let score = scores.get(cluster);
    if (!score) scores.set(cluster, (score = new Float64Array(width)));
    for (let i = 0; i < width; i++) {
      score[i]! += error * x[i]!;
      for (let j = 0; j <= i; j++) information[i * width + j]! += weight * x[i]! * x[j]!;
    }
  }
  for (let j = 1; j < width; j++) {
    const variance = squares[j]! / table.rows - (sums[j]! / table.rows) ** 2;
    information[j * width + j]! += model.fit.ridge * variance;
  }
  const { factor, dependent } = cholesky(information, width, 1e-12);
  if (dependent.length > 0) return model;
  const spread = new Float64Array(width);
  for (const score of scores.values()) solve(factor, score).forEach((part, j) => (spread[j]! += part * part));
  const correction = scores.size / Math.max(1, scores.size - 1);
  return {
    ...model,
    features: features.map((feature, j) => {
      const standardError = Math.sqrt(correction * spread[j + 1]!);
      const pValue = twoSidedNormalTail(feature.coefficient / standardError);
      return { ...feature, standardError, pValue };
    }),
  };
}
