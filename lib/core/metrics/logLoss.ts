import { checkProbabilities } from "./checkProbabilities.js";

/** Probabilities are kept this far from 0 and 1, so that one certain mistake is dear but not infinite. */
const least = Number.EPSILON;

/**
 * Mean negative log-likelihood of the outcomes.
 *
 * @param probabilities n values in [0, 1]
 * @param labels n values, 1 = it happened, 0 = it did not
 * @returns nats per row, at least 0; a certain mistake counts 36
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 */
export function logLoss(probabilities: Float64Array, labels: Uint8Array): number {
  checkProbabilities(probabilities, labels);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) {
    const chance = Math.min(1 - least, Math.max(least, probabilities[i]!));
    sum -= labels[i] === 1 ? Math.log(chance) : Math.log1p(-chance);
  }
  return sum / labels.length;
}
