import { checkProbabilities } from "./checkProbabilities.js";

/**
 * Mean squared difference between probability and outcome.
 *
 * @param probabilities n values in [0, 1]
 * @param labels n values, 1 = it happened, 0 = it did not
 * @returns value in [0, 1]; 0 is perfect
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 * @see Brier 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2
 */
export function brier(probabilities: Float64Array, labels: Uint8Array): number {
  checkProbabilities(probabilities, labels);
  let sum = 0;
  for (let i = 0; i < labels.length; i++) sum += (probabilities[i]! - labels[i]!) ** 2;
  return sum / labels.length;
}
