import { auc } from "./auc.js";

/**
 * Gini coefficient, also called accuracy ratio: 2 AUC − 1.
 *
 * @param scores n numbers, any scale; higher is riskier
 * @param labels n values, 1 = defaulted, 0 = paid
 * @returns value in [−1, 1]; 0 for a ranking no better than chance
 * @throws RangeError if lengths differ, a score is NaN or a class is empty
 */
export function gini(scores: Float64Array, labels: Uint8Array): number {
  return 2 * auc(scores, labels) - 1;
}
