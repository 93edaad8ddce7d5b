/** Rows are handled in blocks of so many: what is worked out of one stays in the processor's nearest cache. */
export const blockRows = 64;

/**
 * Standardised columns of a regression, an intercept first.
 *
 * Standardising keeps the normal equations well conditioned; it does not change the fit. The values are standardised
 * block by block when they are needed, which takes less time than to write and read a second copy of them.
 */
export interface Design {
  /** k columns of finite numbers. */
  readonly columns: readonly Float64Array[];
  /** k means and standard deviations (divisor n) of all rows; a constant column has deviation 0. */
  readonly means: Float64Array;
  readonly deviations: Float64Array;
  /** Every so many-th row counts. */
  readonly stride: number;
  /** Rows that count. */
  readonly rows: number;
  /** Columns with the intercept, k + 1. */
  readonly width: number;
}

function moments(values: Float64Array, column: number): { mean: number; deviation: number } {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  if (!Number.isFinite(sum)) refuseUnlessFinite(values, column);
  const mean = sum / values.length;
  let squares = 0;
  let rest = 0;
  for (let i = 0; i < values.length; i++) {
    const off = values[i]! - mean;
    squares += off * off;
    rest += off;
  }
  const deviation = Math.sqrt(Math.max(0, squares / values.length - (rest / values.length) ** 2));
  // What rounding alone makes of a constant is no spread.
  return { mean, deviation: deviation > 1e-13 * Math.abs(mean) ? deviation : 0 };
}

/** One value that is not finite shows in the sum; only then is it looked for. */
function refuseUnlessFinite(values: Float64Array, column: number): void {
  const row = values.findIndex((value) => !Number.isFinite(value));
  if (row < 0) return;
  throw new RangeError(
    `Column ${column}, row ${row} is not a finite number: fill or bin missing values first.`,
  );
}

/**
 * The design of some columns.
 *
 * @param columns k columns of n numbers
 * @param rows n
 * @throws RangeError if a value is not finite
 */
export function designOf(columns: readonly Float64Array[], rows: number): Design {
  const found = columns.map(moments);
  return {
    columns,
    means: Float64Array.from(found, ({ mean }) => mean),
    deviations: Float64Array.from(found, ({ deviation }) => deviation),
    stride: 1,
    rows,
    width: columns.length + 1,
  };
}

/** The same with every so many-th row only. */
export function thinned(design: Design, stride: number): Design {
  return { ...design, stride, rows: Math.floor(design.rows / stride) };
}

/**
 * Standardises a block.
 *
 * @param start its first row
 * @param block `width` columns of `blockRows` values each; rows after the last are filled up with zeros
 */
export function fillBlock(
  { columns, means, deviations, stride, rows }: Design,
  start: number,
  block: Float64Array,
) {
  const count = Math.min(blockRows, rows - start);
  if (count < blockRows) block.fill(0);
  block.fill(1, 0, count);
  for (let j = 0; j < columns.length; j++) {
    const scale = deviations[j]! > 0 ? 1 / deviations[j]! : 0;
    standardise(columns[j]!, start * stride, stride, count, means[j]!, scale, block, (j + 1) * blockRows);
  }
}

function standardise(
  values: Float64Array,
  from: number,
  stride: number,
  count: number,
  mean: number,
  scale: number,
  block: Float64Array,
  target: number,
): void {
  for (let m = 0; m < count; m++) block[target + m] = (values[from + m * stride]! - mean) * scale;
}
