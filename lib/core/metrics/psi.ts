/**
 * Population stability index between two distributions over the same bins.
 *
 * Below 0.1 stable, up to 0.25 to be watched, above it moved. A bin that is empty on one side is read as half a row.
 *
 * @param expected rows per bin when the model was built
 * @param actual rows per bin today
 * @returns value of at least 0; bins empty on both sides add nothing
 * @throws RangeError if the numbers of bins differ or one side has no rows
 */
export function psi(expected: ArrayLike<number>, actual: ArrayLike<number>): number {
  if (expected.length !== actual.length) {
    throw new RangeError(`${expected.length} bins against ${actual.length}.`);
  }
  let before = 0;
  let now = 0;
  for (let i = 0; i < expected.length; i++) {
    before += expected[i]!;
    now += actual[i]!;
  }
  if (!(before > 0 && now > 0)) throw new RangeError("A distribution without rows.");
  let sum = 0;
  for (let i = 0; i < expected.length; i++) {
    if (expected[i] === 0 && actual[i] === 0) continue;
    const a = Math.max(actual[i]!, 0.5) / now;
    const e = Math.max(expected[i]!, 0.5) / before;
    sum += (a - e) * Math.log(a / e);
  }
  return sum;
}
