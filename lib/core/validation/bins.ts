import { binOfValue } from "../models/scorecard.js";
import type { FeatureColumn } from "../models/table.js";

/** A tenth of the rows in each bin. */
const bins = 10;

/** Reads a column in bins fixed once; the same value, of another table, is in the same bin. */
export interface Binned {
  /** Bin i holds cuts[i − 1] ≤ x < cuts[i]; none for a category. */
  readonly cuts: readonly number[];
  /** Rows per bin, the last of which holds the missing values. */
  readonly counts: (column: FeatureColumn, rows?: Int32Array) => Float64Array;
}

/**
 * Where to cut numbers so that each bin holds about a tenth of them. A value that has a tenth of the rows to itself,
 * such as the zero of a count, has a bin to itself, so that rows that leave it are seen.
 *
 * @param sorted ascending numbers without NaN
 * @returns ascending cuts: bin i holds cuts[i − 1] ≤ x < cuts[i]
 */
export function decileCuts(sorted: Float64Array): number[] {
  const full = sorted.length / bins;
  const cuts: number[] = [];
  let inBin = 0;
  for (let start = 0, end = 0; start < sorted.length; start = end) {
    const value = sorted[start]!;
    while (sorted[end] === value) end++;
    const isHeavy = end - start >= full;
    const isFirst = start === 0;
    if (isHeavy || inBin >= full) {
      if (!isFirst || isHeavy) cuts.push(value);
      inBin = 0;
    }
    inBin += end - start;
    // Above the largest value training has seen begins a bin of its own if that value is heavy.
    if (isHeavy && end === sorted.length) cuts.push(nextAbove(value));
  }
  return cuts;
}

const nextAbove = (value: number): number =>
  value + Math.max(Number.MIN_VALUE, Math.abs(value) * Number.EPSILON);

/** Training rows that tenths are cut by, at most: evenly picked, more would not move a cut by a hundredth of a tenth. */
const mostRows = 40_000;

function sortedKnown(values: Float64Array, rows: Int32Array): Float64Array {
  const stride = Math.max(1, rows.length / mostRows);
  const size = Math.ceil(rows.length / stride);
  const known = Float64Array.from({ length: size }, (_, i) => values[rows[Math.floor(i * stride)]!]!).sort();
  // NaN sorts to the end.
  let length = known.length;
  while (length > 0 && Number.isNaN(known[length - 1]!)) length--;
  return known.subarray(0, length);
}

/**
 * Bins of a column by the rows a model was trained on: tenths of a number, the categories of a text, and missing.
 *
 * @param column where the training rows are
 * @param train indices of rows
 */
export function binColumn(column: FeatureColumn, train: Int32Array): Binned {
  const binOf =
    column.kind === "numeric" ? numericBins(column.values, train) : categoryBins(column.categories);
  const count = binOf.count + 1;
  return {
    cuts: binOf.cuts,
    counts: (other, rows) => {
      const result = new Float64Array(count);
      const read = binOf.reader(other);
      const add = (row: number): void => {
        const bin = read(row);
        result[bin < 0 ? count - 1 : bin]!++;
      };
      if (rows !== undefined) rows.forEach((row) => add(row));
      else for (let row = 0; row < lengthOf(other); row++) add(row);
      return result;
    },
  };
}

const lengthOf = (column: FeatureColumn): number =>
  column.kind === "numeric" ? column.values.length : column.codes.length;

interface Bins {
  readonly cuts: readonly number[];
  /** Without the one for missing values. */
  readonly count: number;
  /** For a row its bin, −1 where the value is missing. */
  readonly reader: (column: FeatureColumn) => (row: number) => number;
}

function numericBins(values: Float64Array, train: Int32Array): Bins {
  const cuts = decileCuts(sortedKnown(values, train));
  return {
    cuts,
    count: cuts.length + 1,
    reader: (column) => {
      if (column.kind !== "numeric") throw new TypeError(`Column ${column.name} is not numeric.`);
      return (row) => {
        const value = column.values[row]!;
        return Number.isNaN(value) ? -1 : binOfValue(cuts, value);
      };
    },
  };
}

function categoryBins(categories: readonly string[]): Bins {
  const codeOf = new Map(categories.map((text, code) => [text, code]));
  return {
    cuts: [],
    // One more for all texts that training has not seen.
    count: categories.length + 1,
    reader: (column) => {
      if (column.kind !== "category") throw new TypeError(`Column ${column.name} is not a category.`);
      const translated = column.categories.map((text) => codeOf.get(text) ?? categories.length);
      return (row) => translated[column.codes[row]!] ?? -1;
    },
  };
}
