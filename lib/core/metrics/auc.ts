import { byClass } from "./byClass.js";

/**
 * Chance that a random defaulter outranks a random payer.
 *
 * @param scores n numbers, any scale; higher is riskier
 * @param labels n values, 1 = defaulted, 0 = paid
 * @returns area in [0, 1]; a tie counts one half
 * @throws RangeError if lengths differ, a score is NaN or a class is empty
 * @see Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747
 */
export function auc(scores: Float64Array, labels: Uint8Array): number {
  const { positives, negatives } = byClass(scores, labels);
  let below = 0;
  let upTo = 0;
  let halves = 0;
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below++;
    if (upTo < below) upTo = below;
    while (upTo < negatives.length && negatives[upTo] === score) upTo++;
    halves += below + upTo;
  }
  return halves / (2 * positives.length * negatives.length);
}
