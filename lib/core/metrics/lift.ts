import { gain } from "./gain.js";

/**
 * How many times more positives there are among the riskiest rows than among all.
 *
 * @param scores n numbers, any scale; higher is riskier
 * @param labels n values, 1 = it happened, 0 = it did not
 * @param share of the rows looked at, in (0, 1]
 * @returns ratio, at least 0; 1 is chance
 * @throws RangeError if lengths differ, a score is NaN, a class is empty or the share lies outside (0, 1]
 */
export function lift(scores: Float64Array, labels: Uint8Array, share = 0.1): number {
  if (!(share > 0)) throw new RangeError("Lift needs a share above 0.");
  return gain(scores, labels, share) / share;
}
