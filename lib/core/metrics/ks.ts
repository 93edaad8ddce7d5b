import { byClass } from "./byClass.js";

/**
 * Kolmogorov-Smirnov distance: the largest gap between the score distributions of the two classes.
 *
 * @param scores n numbers, any scale
 * @param labels n values, 1 = defaulted, 0 = paid
 * @returns value in [0, 1]
 * @throws RangeError if lengths differ, a score is NaN or a class is empty
 */
export function ks(scores: Float64Array, labels: Uint8Array): number {
  const { positives, negatives } = byClass(scores, labels);
  let p = 0;
  let n = 0;
  let gap = 0;
  while (p < positives.length && n < negatives.length) {
    const score = Math.min(positives[p]!, negatives[n]!);
    while (p < positives.length && positives[p] === score) p++;
    while (n < negatives.length && negatives[n] === score) n++;
    gap = Math.max(gap, Math.abs(p / positives.length - n / negatives.length));
  }
  return gap;
}
