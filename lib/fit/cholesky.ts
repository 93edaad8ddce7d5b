/**
 * Cholesky factor of a symmetric positive matrix.
 *
 * @param matrix k × k, row by row; only the lower half is read
 * @param size k
 * @param least a pivot of at most this share of its diagonal entry counts as zero
 * @returns the lower factor, and the rows whose pivot was zero: they depend on the rows before them and are left out (their part of the factor is 0)
 */
export function cholesky(
  matrix: Float64Array,
  size: number,
  least: number,
): { factor: Float64Array; dependent: number[] } {
  const factor = new Float64Array(size * size);
  const dependent: number[] = [];
  for (let j = 0; j < size; j++) {
    let pivot = matrix[j * size + j]!;
    for (let m = 0; m < j; m++) pivot -= factor[j * size + m]! ** 2;
    if (!(pivot > least * matrix[j * size + j]!)) {
      dependent.push(j);
      factor.fill(0, j * size, j * size + j);
      continue;
    }
    const root = Math.sqrt(pivot);
    factor[j * size + j] = root;
    for (let i = j + 1; i < size; i++) {
      let sum = matrix[i * size + j]!;
      for (let m = 0; m < j; m++) sum -= factor[i * size + m]! * factor[j * size + m]!;
      factor[i * size + j] = sum / root;
    }
  }
  return { factor, dependent };
}

/**
 * Solves L Lᵀ x = b.
 *
 * @param factor k × k lower factor, row by row, without zero pivots
 * @param right the k values of b
 */
export function solve(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let m = 0; m < i; m++) x[i]! -= factor[i * size + m]! * x[m]!;
    x[i]! /= factor[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let m = i + 1; m < size; m++) x[i]! -= factor[m * size + i]! * x[m]!;
    x[i]! /= factor[i * size + i]!;
  }
  return x;
}

/**
 * Inverse of L Lᵀ.
 *
 * @param factor k × k lower factor, row by row, without zero pivots
 * @param size k
 * @returns k × k, row by row
 */
export function inverse(factor: Float64Array, size: number): Float64Array {
  const result = new Float64Array(size * size);
  for (let j = 0; j < size; j++) {
    const unit = new Float64Array(size);
    unit[j] = 1;
    result.set(solve(factor, unit), j * size);
  }
  return result;
}
