import { cholesky, solve } from "./cholesky.js";

/** Rows of a regression that starts from a belief. */
export interface Sample {
  /** Log odds of each row, up to a constant, before anything is learnt. */
  readonly offset: Float64Array;
  /** k columns of as many finite numbers. */
  readonly columns: readonly Float64Array[];
}

const maximumRounds = 50;
const tolerance = 1e-8;

/**
 * Log odds of a row: offset, intercept and columns.
 *
 * @param beta intercept, then a coefficient for each column
 */
export function marginOf({ offset, columns }: Sample, beta: ArrayLike<number>, row: number): number {
  let margin = offset[row]! + beta[0]!;
  for (let j = 0; j < columns.length; j++) margin += beta[j + 1]! * columns[j]![row]!;
  return margin;
}

/**
 * Logistic regression whose coefficients are drawn to 0, that is to the offset, by Newton's method with step halving.
 *
 * @param sample n rows
 * @param labels n values of 0 and 1, both present
 * @param ridge above 0; penalty ½ · ridge · Σ (coefficient · deviation of its column)², the intercept left out
 * @returns intercept, then a coefficient for each column, per unit of the column; 0 for a constant one
 */
export function fitShrunk(sample: Sample, labels: Uint8Array, ridge: number): Float64Array {
  const { columns } = sample;
  const rows = labels.length;
  const width = columns.length + 1;
  const variances = columns.map((column) => {
    const mean = column.reduce((sum, value) => sum + value, 0) / rows;
    return column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows;
  });
  // A constant column has no slope; the penalty alone keeps it at 0.
  const penalties = [0, ...variances.map((variance) => ridge * (variance > 1e-12 ? variance : 1e6))];
  const valueAt = (beta: Float64Array): number => {
    let value = 0;
    for (let row = 0; row < rows; row++) {
      const margin = marginOf(sample, beta, row) * (labels[row] === 1 ? 1 : -1);
      value -= margin > 0 ? Math.log1p(Math.exp(-margin)) : Math.log1p(Math.exp(margin)) - margin;
    }
    return penalties.reduce((sum, penalty, j) => sum - (penalty / 2) * beta[j]! ** 2, value);
  };
  let beta = new Float64Array(width);
  let best = valueAt(beta);
  for (let round = 0; round < maximumRounds; round++) {
    const step = newtonStep(sample, labels, beta, penalties);
    let size = 1;
    let tried = beta;
    let value = best;
    do {
      tried = beta.map((part, j) => part + size * step[j]!);
      value = valueAt(tried);
      size /= 2;
    } while (value < best && size > 1e-6);
    if (!(value >= best)) break;
    beta = tried;
    best = value;
    if (step.every((part) => Math.abs(part) <= tolerance)) break;
  }
  return beta;
}

function newtonStep(
  sample: Sample,
  labels: Uint8Array,
  beta: Float64Array,
  penalties: readonly number[],
): Float64Array {
  const width = beta.length;
  const gradient = Float64Array.from(beta, (part, j) => -penalties[j]! * part);
  const information = new Float64Array(width * width);
  for (let j = 0; j < width; j++) information[j * width + j] = penalties[j]!;
  const values = new Float64Array(width);
  for (let row = 0; row < labels.length; row++) {
    values[0] = 1;
    for (let j = 1; j < width; j++) values[j] = sample.columns[j - 1]![row]!;
    const probability = 1 / (1 + Math.exp(-marginOf(sample, beta, row)));
    const weight = Math.max(1e-9, probability * (1 - probability));
    for (let i = 0; i < width; i++) {
      gradient[i]! += (labels[row]! - probability) * values[i]!;
      for (let j = 0; j < width; j++) information[i * width + j]! += weight * values[i]! * values[j]!;
    }
  }
  return Float64Array.from(solve(cholesky(information, width, 1e-14).factor, gradient));
}
