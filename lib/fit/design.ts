/** Rows are handled in blocks small enough for the processor's cache. */
export const blockRows = 256;

/**
 * Standardised columns of a regression, an intercept first, packed block by block.
 *
 * Standardising keeps the normal equations well conditioned; it does not change the fit.
 */
export interface Design {
  readonly rows: number;
  /** Columns with the intercept, k + 1. */
  readonly width: number;
  /** Block after block: `width` columns of `blockRows` values each; the last block is filled up with zeros. */
  readonly packed: Float64Array;
  /** k means and standard deviations (divisor n); a constant column has deviation 0. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
}

function moments(values: Float64Array): { mean: number; deviation: number } {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  let rest = 0;
  for (const value of values) {
    const off = value - mean;
    squares += off * off;
    rest += off;
  }
  const deviation = Math.sqrt(Math.max(0, squares / values.length - (rest / values.length) ** 2));
  // What rounding alone makes of a constant is no spread.
  return { mean, deviation: deviation > 1e-13 * Math.abs(mean) ? deviation : 0 };
}

/**
 * Packs columns for a regression.
 *
 * @param columns k columns of n finite numbers
 * @param rows n
 */
export function packDesign(columns: readonly Float64Array[], rows: number): Design {
  const width = columns.length + 1;
  const packed = new Float64Array(Math.ceil(rows / blockRows) * blockRows * width);
  const means = new Float64Array(columns.length);
  const deviations = new Float64Array(columns.length);
  columns.forEach((values, j) => {
    const { mean, deviation } = moments(values);
    means[j] = mean;
    deviations[j] = deviation;
    const scale = deviation > 0 ? 1 / deviation : 0;
    for (let start = 0; start < rows; start += blockRows) {
      const end = Math.min(rows, start + blockRows);
      const target = start * width + (j + 1) * blockRows - start;
      for (let i = start; i < end; i++) packed[target + i] = (values[i]! - mean) * scale;
    }
  });
  for (let start = 0; start < rows; start += blockRows) {
    packed.fill(1, start * width, start * width + Math.min(blockRows, rows - start));
  }
  return { rows, width, packed, means, deviations };
}
