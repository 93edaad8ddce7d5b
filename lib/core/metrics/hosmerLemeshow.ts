import { calibrationGroups } from "./calibrationGroups.js";
import { chiSquareTail } from "./tails.js";

/** How far observed counts lie from expected ones over the groups of a calibration curve. */
export interface HosmerLemeshow {
  readonly statistic: number;
  readonly degrees: number;
  /** Small: the probabilities do not fit. */
  readonly pValue: number;
}

/**
 * Hosmer-Lemeshow test of calibration.
 *
 * @param probabilities n values in [0, 1]
 * @param labels n values, 1 = it happened, 0 = it did not
 * @param groups how many groups of about one size; equal predictions share one
 * @param lost degrees of freedom that the fit took: 2 on the rows a model was fitted on, 0 on others
 * @returns null with fewer than three groups
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 * @see Hosmer & Lemeshow 1980, doi:10.1080/03610928008827941
 */
export function hosmerLemeshow(
  probabilities: Float64Array,
  labels: Uint8Array,
  groups = 10,
  lost = 2,
): HosmerLemeshow | null {
  const curve = calibrationGroups(probabilities, labels, groups);
  if (curve.length < 3) return null;
  let statistic = 0;
  for (const { rows, expected, observed } of curve) {
    const off = observed - expected;
    // A group that is certain and right adds nothing; one that is certain and wrong adds infinity.
    if (off !== 0) statistic += (rows * off * off) / (expected * (1 - expected));
  }
  const degrees = curve.length - lost;
  return { statistic, degrees, pValue: statistic === Infinity ? 0 : chiSquareTail(statistic, degrees) };
}
