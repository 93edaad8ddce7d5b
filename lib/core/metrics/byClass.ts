/** Scores of the two classes, each in ascending order. */
export interface ScoresByClass {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
}

/**
 * Splits scores by their label and sorts each part, which is all that measures of ranking need.
 *
 * @param scores n numbers, any scale; higher is riskier
 * @param labels n values, 1 = it happened, 0 = it did not
 * @throws RangeError if lengths differ, a score is NaN or a class is empty
 */
export function byClass(scores: Float64Array, labels: Uint8Array): ScoresByClass {
  if (scores.length !== labels.length) {
    throw new RangeError(`${scores.length} scores for ${labels.length} labels.`);
  }
  let count = 0;
  for (const label of labels) count += label;
  if (count === 0 || count === labels.length) {
    throw new RangeError(`All ${labels.length} labels are of one class: there is nothing to rank.`);
  }
  const positives = new Float64Array(count);
  const negatives = new Float64Array(labels.length - count);
  let p = 0;
  let n = 0;
  for (let i = 0; i < scores.length; i++) {
    const score = scores[i]!;
    if (Number.isNaN(score)) throw new RangeError(`Score ${i} is not a number.`);
    if (labels[i] === 1) positives[p++] = score;
    else negatives[n++] = score;
  }
  return { positives: positives.sort(), negatives: negatives.sort() };
}
