import type { DuckDBConnection } from "@duckdb/node-api";
import { name, text } from "../../lib/warehouse/sql.js";
import type { ScannedFile } from "./scanFile.js";

/** A raw table that a source SELECT reads as `raw.<name>`, and the scanned files behind it. */
export interface RawTable {
  readonly name: string;
  readonly files: readonly ScannedFile[];
}

/** Rows of file f are numbered from f × 2^40, so that one number names a row of a delivery. */
const fileStride = 2 ** 40;

/** The number that names a record of a file of a raw table. */
export const rowNumber = (fileIndex: number, record: number): number => fileIndex * fileStride + record;

/** Which file and record a row number names. */
export function locateRow(row: number): { fileIndex: number; record: number } {
  return { fileIndex: Math.floor(row / fileStride), record: row % fileStride };
}

/** The same file index in SQL. */
export const fileIndexOf = (row: string): string => `CAST(${row} // ${fileStride} AS INTEGER)`;

/** Names of the raw tables a SELECT reads. */
export function rawTablesIn(sql: string): string[] {
  const code = sql.replace(/--.*$/gm, "");
  return [...new Set([...code.matchAll(/\braw\.(\w+)/gi)].map((match) => (match[1] ?? "").toLowerCase()))];
}

/**
 * Longest line that DuckDB is told of. Our scan takes out much shorter ones; but the pieces of a file that threads take in
 * turn grow with it, and pieces of fewer rows than a table's row group has are copied into one.
 */
const lineBytes = 4_000_000;

/** A SELECT of everything in a CSV file, as text; our scan has settled how it is to be read. */
export function readCsv(
  file: Pick<ScannedFile, "readPath" | "delimiter" | "columns" | "newline" | "isQuoted" | "isRagged">,
): string {
  const columns = file.columns.map((column) => `${text(column)}: 'VARCHAR'`).join(", ");
  const quote = file.isQuoted ? '"' : "";
  return `read_csv(${text(file.readPath)}, auto_detect = false, header = true, delim = ${text(file.delimiter)},
    quote = '${quote}', escape = '${quote}', new_line = '${file.newline === "\n" ? "\\n" : "\\r\\n"}',
    max_line_size = ${lineBytes}${file.isRagged ? ", ignore_errors = true" : ""}, columns = {${columns}})`;
}

/**
 * Makes `raw.<table>`: every column as text, and `_row`.
 *
 * @param numbered true: `_row` is exact, which makes DuckDB read the file in one thread; false: `_row` names the
 *   file only
 */
export async function createRawView(
  connection: DuckDBConnection,
  table: RawTable,
  numbered: boolean,
): Promise<void> {
  const parts = table.files.map((file, index) => {
    const first = `${rowNumber(index, 0)}::BIGINT`;
    const row = numbered ? `${first} + row_number() OVER () - 1` : first;
    return `SELECT ${row} AS _row, * FROM ${readCsv(file)}`;
  });
  await connection.run(
    `CREATE OR REPLACE VIEW raw.main.${name(table.name)} AS ${parts.join("\nUNION ALL BY NAME\n")}`,
  );
}
