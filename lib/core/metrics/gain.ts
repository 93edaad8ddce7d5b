import { byClass } from "./byClass.js";

/**
 * Cumulative gain: the share of positives found among the riskiest rows.
 *
 * @param scores n numbers, any scale; higher is riskier
 * @param labels n values, 1 = it happened, 0 = it did not
 * @param share of the rows looked at, in [0, 1]
 * @returns value in [0, 1]; where the cut falls within equal scores, what a random order of them finds on average
 * @throws RangeError if lengths differ, a score is NaN, a class is empty or the share lies outside [0, 1]
 */
export function gain(scores: Float64Array, labels: Uint8Array, share: number): number {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`A share of ${share} lies outside [0, 1].`);
  const { positives, negatives } = byClass(scores, labels);
  let left = share * scores.length;
  let p = positives.length;
  let n = negatives.length;
  let found = 0;
  while (left > 0 && p > 0) {
    const score = n > 0 ? Math.max(positives[p - 1]!, negatives[n - 1]!) : positives[p - 1]!;
    let hits = 0;
    let rows = 0;
    while (p > 0 && positives[p - 1] === score) [p, hits, rows] = [p - 1, hits + 1, rows + 1];
    while (n > 0 && negatives[n - 1] === score) [n, rows] = [n - 1, rows + 1];
    found += hits * Math.min(1, left / rows);
    left -= rows;
  }
  return found / positives.length;
}
