import { checkProbabilities } from "./checkProbabilities.js";

/** The logistic line through outcome against predicted log odds; perfect is slope 1, intercept 0. */
export interface Calibration {
  /** Below 1: predictions are too extreme; above 1: too timid. */
  readonly slope: number;
  /** Log odds observed where the model says even odds. */
  readonly intercept: number;
}

/** Probabilities are kept this far from 0 and 1: their log odds must be finite. */
const least = 1e-12;

function logOdds(probabilities: Float64Array): Float64Array {
  return probabilities.map((value) => {
    const chance = Math.min(1 - least, Math.max(least, value));
    return Math.log(chance) - Math.log1p(-chance);
  });
}

/**
 * Calibration slope and intercept: outcome regressed on the log odds of the prediction.
 *
 * @param probabilities n values in [0, 1]
 * @param labels n values, 1 = it happened, 0 = it did not; or the true chance of each, which gives the line without luck
 * @returns null where the line does not exist: one class only, one value only, or predictions that separate the classes
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 * @see Cox 1958, doi:10.1093/biomet/45.3-4.562
 */
export function calibration(
  probabilities: Float64Array,
  labels: Uint8Array | Float64Array,
): Calibration | null {
  checkProbabilities(probabilities, labels);
  const x = logOdds(probabilities);
  let at = { intercept: 0, slope: 0 };
  let step = { intercept: 0, slope: 0 };
  let likelihood = -Infinity;
  for (let round = 0; round < 60; round++) {
    const tried = { intercept: at.intercept + step.intercept, slope: at.slope + step.slope };
    let now = 0;
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (let i = 0; i < x.length; i++) {
      const eta = tried.intercept + tried.slope * x[i]!;
      const chance = 1 / (1 + Math.exp(-eta));
      const weight = chance * (1 - chance);
      const rest = labels[i]! - chance;
      now += labels[i]! * eta - Math.max(eta, 0) - Math.log1p(Math.exp(-Math.abs(eta)));
      g0 += rest;
      g1 += rest * x[i]!;
      h00 += weight;
      h01 += weight * x[i]!;
      h11 += weight * x[i]! * x[i]!;
    }
    // A step that made things worse was too long.
    if (now < likelihood - 1e-12 * Math.abs(likelihood)) {
      step = { intercept: step.intercept / 2, slope: step.slope / 2 };
      continue;
    }
    likelihood = now;
    at = tried;
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12 * h00 * h11)) return null;
    step = { intercept: (h11 * g0 - h01 * g1) / determinant, slope: (h00 * g1 - h01 * g0) / determinant };
    if (Math.abs(step.intercept) + Math.abs(step.slope) < 1e-6) {
      return { intercept: at.intercept + step.intercept, slope: at.slope + step.slope };
    }
  }
  return null;
}
