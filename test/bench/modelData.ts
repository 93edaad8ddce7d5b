import type { FeatureTable } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";

/** A table of normal numbers with a yes-or-no outcome that depends on the first five, not linearly. */
export interface ModelData {
  readonly table: FeatureTable;
  readonly labels: Uint8Array;
}

/**
 * Draws a table.
 *
 * @param width columns, 5 or more
 * @param missing share of values that are NaN
 */
export function drawModelData(rows: number, width: number, missing: number): ModelData {
  const random = new Random(1, rows, width);
  const columns = Array.from({ length: width }, () => new Float64Array(rows));
  const labels = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    for (const values of columns) values[row] = random.normal();
    const x = (column: number): number => columns[column]![row]!;
    const margin = x(0) + 0.7 * x(1) * x(2) - 0.5 * Math.abs(x(3)) + 0.3 * x(4) - 1;
    labels[row] = random.uniform() < 1 / (1 + Math.exp(-margin)) ? 1 : 0;
    if (missing > 0) for (const values of columns) if (random.uniform() < missing) values[row] = NaN;
  }
  const named = columns.map((values, j) => ({ name: `x${j}`, kind: "numeric" as const, values }));
  return { table: { rows, columns: named }, labels };
}

/** The numbers of all columns, one after the other, as a file for Python. */
export function columnBytes({ table }: ModelData): Buffer {
  return Buffer.concat(
    table.columns.map((column) =>
      column.kind === "numeric" ? Buffer.from(column.values.buffer) : Buffer.alloc(0),
    ),
  );
}
