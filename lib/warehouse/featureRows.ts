import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBDoubleVector,
  DuckDBVarCharVector,
} from "@duckdb/node-api";
import type { Feature } from "../core/features/feature.js";
import { featureTable, type Attribute } from "../core/features/featureTable.js";
import type { FeatureTable } from "../core/models/table.js";
import { name } from "./sql.js";

/** Rows of a query: features as the models read them, and texts, null where there is none. */
export interface FeatureRows {
  readonly table: FeatureTable;
  /** By text asked for, and then by row. */
  readonly texts: readonly (readonly (string | null)[])[];
}

/**
 * Reads features, with DuckDB's own names for them, from the first row to the last.
 *
 * @param from what stands after FROM, the features being columns of `f`
 * @param texts further columns, each a SQL expression that gives a text
 */
export async function readFeatureRows(
  connection: DuckDBConnection,
  from: string,
  features: readonly Feature[],
  texts: readonly string[] = [],
): Promise<FeatureRows> {
  const selected = [
    ...features.map(
      ({ name: column, kind }) =>
        `CAST(f.${name(column)} AS ${kind === "numeric" ? "DOUBLE" : "VARCHAR"}) AS ${name(column)}`,
    ),
    ...texts.map((expression, index) => `CAST(${expression} AS VARCHAR) AS text_${index}`),
  ];
  const result = await connection.run(`SELECT ${selected.join(", ")} FROM ${from}`);
  const chunks = await result.fetchAllChunks();
  const rows = chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0);
  const readers = new Map<Feature, (row: number) => Attribute>();
  for (const [index, feature] of features.entries()) {
    const values = feature.kind === "numeric" ? numbersOf(chunks, index, rows) : textsOf(chunks, index, rows);
    readers.set(feature, (row) => values[row]);
  }
  return {
    table: featureTable(features, rows, (feature) => readers.get(feature)!),
    texts: texts.map((_, index) => textsOf(chunks, features.length + index, rows)),
  };
}

/** A column of doubles; NaN where it is NULL. */
function numbersOf(chunks: readonly DuckDBDataChunk[], index: number, rows: number): Float64Array {
  const values = new Float64Array(rows);
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index) as Pick<DuckDBDoubleVector, "getItem">;
    for (let i = 0; i < chunk.rowCount; i++) values[row++] = vector.getItem(i) ?? Number.NaN;
  }
  return values;
}

function textsOf(chunks: readonly DuckDBDataChunk[], index: number, rows: number): (string | null)[] {
  const values = new Array<string | null>(rows);
  let row = 0;
  for (const chunk of chunks) {
    const vector = chunk.getColumnVector(index) as Pick<DuckDBVarCharVector, "getItem">;
    for (let i = 0; i < chunk.rowCount; i++) values[row++] = vector.getItem(i);
  }
  return values;
}
