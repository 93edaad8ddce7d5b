import { checkProbabilities } from "./checkProbabilities.js";

/** Rows of like predictions. */
export interface CalibrationGroup {
  readonly rows: number;
  readonly positives: number;
  /** Mean prediction. */
  readonly expected: number;
  /** Share of positives. */
  readonly observed: number;
}

/**
 * A calibration curve: rows in order of their prediction, cut into groups of about one size.
 *
 * Equal predictions share a group, so there may be fewer groups than asked for.
 *
 * @param probabilities n values in [0, 1]
 * @param labels n values, 1 = it happened, 0 = it did not
 * @param groups how many, at least 1
 * @returns groups in ascending order of prediction, none of them empty
 * @throws RangeError if lengths differ, there are no rows, or a value lies outside [0, 1]
 */
export function calibrationGroups(
  probabilities: Float64Array,
  labels: Uint8Array,
  groups = 10,
): CalibrationGroup[] {
  checkProbabilities(probabilities, labels);
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const result: CalibrationGroup[] = [];
  let [rows, positives, sum, done] = [0, 0, 0, 0];
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!;
    rows++;
    positives += labels[row]!;
    sum += probabilities[row]!;
    const isLast = i + 1 === order.length;
    const isFull = i + 1 >= ((done + 1) * order.length) / groups;
    if (!isLast && (!isFull || probabilities[order[i + 1]!] === probabilities[row])) continue;
    result.push({ rows, positives, expected: sum / rows, observed: positives / rows });
    while ((done + 1) * order.length <= (i + 1) * groups) done++;
    [rows, positives, sum] = [0, 0, 0];
  }
  return result;
}
