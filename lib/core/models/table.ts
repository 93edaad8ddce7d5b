/** Numbers; NaN is a missing value. */
export interface NumericColumn {
  readonly name: string;
  readonly kind: "numeric";
  readonly values: Float64Array;
}

/** Texts as indices into `categories`; −1 is a missing value. */
export interface CategoryColumn {
  readonly name: string;
  readonly kind: "category";
  readonly codes: Int32Array;
  readonly categories: readonly string[];
}

export type FeatureColumn = NumericColumn | CategoryColumn;

/** A table of features: one typed array per column, each `rows` long. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
}

/**
 * What a row has in a column.
 *
 * @returns a number or a text; null where it is missing
 */
export function valueAt(column: FeatureColumn, row: number): number | string | null {
  if (column.kind === "category") return column.categories[column.codes[row]!] ?? null;
  const value = column.values[row]!;
  return Number.isNaN(value) ? null : value;
}

function takeColumn(column: FeatureColumn, rows: Int32Array): FeatureColumn {
  if (column.kind === "numeric") {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
    return { ...column, values };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
}

/**
 * A copy of some rows of a table, in the order asked for.
 *
 * @param table where the rows come from
 * @param rows indices in [0, table.rows); one may come more than once
 * @throws RangeError if an index lies outside the table
 */
export function takeRows(table: FeatureTable, rows: Int32Array): FeatureTable {
  for (const row of rows) {
    if (row < 0 || row >= table.rows) throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
  }
  return { rows: rows.length, columns: table.columns.map((column) => takeColumn(column, rows)) };
}
