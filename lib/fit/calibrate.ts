import { fitLogistic } from "./logistic.js";

/** What puts probabilities right: logit p' = intercept + slope · logit p. */
export interface Calibration {
  readonly intercept: number;
  readonly slope: number;
}

/** What leaves probabilities as they are. */
export const noCalibration: Calibration = { intercept: 0, slope: 1 };

/** Log odds beyond this are as good as certain; so that 0 and 1 can be calibrated too. */
const mostLogOdds = 30;

/**
 * Natural logarithm of the odds.
 *
 * @param probability in [0, 1]
 */
export function logitOf(probability: number): number {
  const logit = Math.log(probability) - Math.log1p(-probability);
  return Math.max(-mostLogOdds, Math.min(mostLogOdds, logit));
}

/**
 * Platt's calibration: a logistic regression of what came on what a model said of rows it was not fitted to.
 *
 * @param probabilities n values in [0, 1], from models that did not see the row
 * @param labels n values of 0 and 1
 * @returns the calibration; null where the probabilities do not rank the labels the right way, or the labels are of one
 *   class: then there is nothing to put right
 * @throws RangeError if lengths differ
 * @see Platt 1999, Probabilistic outputs for support vector machines
 */
export function fitCalibration(probabilities: Float64Array, labels: Uint8Array): Calibration | null {
  if (probabilities.length !== labels.length) {
    throw new RangeError(`${probabilities.length} probabilities for ${labels.length} labels.`);
  }
  const positives = labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === labels.length) return null;
  const { intercept, coefficients, isSeparated } = fitLogistic([probabilities.map(logitOf)], labels);
  const slope = coefficients[0]!;
  return slope > 0 && !isSeparated ? { intercept, slope } : null;
}

/**
 * Calibrated probabilities.
 *
 * @param probabilities n values in [0, 1]
 * @returns n values in (0, 1)
 */
export function calibrated(probabilities: Float64Array, { intercept, slope }: Calibration): Float64Array {
  return probabilities.map((value) => 1 / (1 + Math.exp(-(intercept + slope * logitOf(value)))));
}
