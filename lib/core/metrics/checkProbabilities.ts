/**
 * Refuses what is not a list of probabilities with their labels.
 *
 * @param probabilities n values that must lie in [0, 1]
 * @param labels n values
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 */
export function checkProbabilities(probabilities: Float64Array, labels: ArrayLike<number>): void {
  if (probabilities.length !== labels.length) {
    throw new RangeError(`${probabilities.length} probabilities for ${labels.length} labels.`);
  }
  if (probabilities.length === 0) throw new RangeError("There are no rows.");
  for (let i = 0; i < probabilities.length; i++) {
    const value = probabilities[i]!;
    if (!(value >= 0 && value <= 1)) throw new RangeError(`Value ${i}, ${value}, is no probability.`);
  }
}
