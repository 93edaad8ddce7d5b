/** An interval; both ends belong to it. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of an AUC, by the standard error of Hanley and McNeil.
 *
 * @param area the AUC, in [0, 1]
 * @param positives how many rows of class 1 it was measured on, at least 1
 * @param negatives how many of class 0, at least 1
 * @returns area ± 1.96 standard errors, cut to [0, 1]
 * @throws RangeError if a count is below 1 or the area lies outside [0, 1]
 * @see Hanley & McNeil 1982, doi:10.1148/radiology.143.1.7063747
 */
export function hanleyMcNeil(area: number, positives: number, negatives: number): Interval {
  if (!(area >= 0 && area <= 1)) throw new RangeError(`An AUC of ${area} lies outside [0, 1].`);
  if (!(positives >= 1 && negatives >= 1)) throw new RangeError("An AUC needs rows of both classes.");
  const twoPositives = area / (2 - area);
  const twoNegatives = (2 * area * area) / (1 + area);
  const variance =
    (area * (1 - area) +
      (positives - 1) * (twoPositives - area * area) +
      (negatives - 1) * (twoNegatives - area * area)) /
    (positives * negatives);
  const reach = 1.959963984540054 * Math.sqrt(Math.max(0, variance));
  return { low: Math.max(0, area - reach), high: Math.min(1, area + reach) };
}
