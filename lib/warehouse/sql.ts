import type { DuckDBConnection } from "@duckdb/node-api";

/** A text literal. */
export const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** A quoted identifier. */
export const name = (value: string): string => `"${value.replaceAll('"', '""')}"`;

/** Rows of a query as plain objects: numbers, strings, booleans and null (64-bit integers become numbers). */
export async function rows<Row extends object>(connection: DuckDBConnection, sql: string): Promise<Row[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowObjectsJS().map((row) => {
    for (const key in row) if (typeof row[key] === "bigint") row[key] = Number(row[key]);
    return row as Row;
  });
}

/** The only row of a query. */
export async function oneRow<Row extends object>(connection: DuckDBConnection, sql: string): Promise<Row> {
  const [row, ...more] = await rows<Row>(connection, sql);
  if (!row || more.length > 0) throw new Error(`one row expected of: ${sql.slice(0, 200)}`);
  return row;
}
