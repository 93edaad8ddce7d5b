/** Counts of rows by what was predicted and what happened. */
export interface Confusion {
  readonly cutOff: number;
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/**
 * Confusion matrix at a cut-off.
 *
 * @param scores n numbers; higher is riskier
 * @param labels n values, 1 = it happened, 0 = it did not
 * @param cutOff a score of at least this is a predicted 1
 * @throws RangeError if lengths differ
 */
export function confusion(scores: Float64Array, labels: Uint8Array, cutOff: number): Confusion {
  if (scores.length !== labels.length) {
    throw new RangeError(`${scores.length} scores for ${labels.length} labels.`);
  }
  const counts = [0, 0, 0, 0] as [number, number, number, number];
  for (let i = 0; i < scores.length; i++) counts[(scores[i]! >= cutOff ? 2 : 0) + labels[i]!]!++;
  const [trueNegatives, falseNegatives, falsePositives, truePositives] = counts;
  return { cutOff, truePositives, falsePositives, trueNegatives, falseNegatives };
}
