import { closeSync, openSync, readSync, statSync } from "node:fs";
import type { DuckDBConnection } from "@duckdb/node-api";
import { oneRow, rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { headerLimit, readHeader } from "../extracts/csvHeader.js";

export interface CsvColumn {
  readonly name: string;
  /** DuckDB's name of the type. */
  readonly type: string;
}

/**
 * Reads a CSV file with a header line into the table `labelled`, as DuckDB types it over the whole file. UTF-8 is
 * expected, and Latin-1 tried.
 *
 * @returns its columns in order
 * @throws BuildError unreadable_table, empty_file or unreadable_file
 */
export async function loadCsv(connection: DuckDBConnection, path: string): Promise<CsvColumn[]> {
  requireFile(path);
  const header = readHeader(path, readHead(path));
  // Nothing but the types is guessed: a guess at the rest may skip lines.
  const layout = `delim = ${text(header.delimiter)}, quote = '"', escape = '"', comment = '', skip = 0, header = true`;
  const load = (encoding: string): Promise<unknown> =>
    connection.run(
      `CREATE TABLE labelled AS FROM read_csv(${text(path)}, ${layout}, sample_size = -1, encoding = ${text(encoding)})`,
    );
  try {
    await load("utf-8").catch((error: unknown) => {
      if (!/unicode|utf-?8/i.test(messageOf(error))) throw error;
      return load("latin-1");
    });
  } catch (error) {
    const columns = header.columns.map((_, index) => `'c${index}': 'VARCHAR'`).join(", ");
    // Where nothing is guessed at all, the message names the line.
    const reason = await connection
      .run(
        `SELECT count(*) FROM read_csv(${text(path)}, ${layout}, auto_detect = false, columns = {${columns}})`,
      )
      .then(
        () => error,
        (named: unknown) => named,
      );
    throw new BuildError("unreadable_table", `${path}: ${inShort(messageOf(reason))}`);
  }
  const { count } = await oneRow<{ count: number }>(connection, "SELECT count(*) AS count FROM labelled");
  if (count === 0) throw new BuildError("unreadable_table", `${path}: no row follows the header`);
  return rows<CsvColumn>(
    connection,
    "SELECT column_name AS name, column_type AS type FROM (DESCRIBE labelled)",
  );
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** DuckDB's message without its advice on its own options. */
const inShort = (message: string): string =>
  message
    .replace(/^Invalid Input Error: /, "")
    .split(/\n\s*(?:Possible|The search space|LINE 1|file *=)/)[0]!
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .join("; ");

function requireFile(path: string): void {
  const file = statSync(path, { throwIfNoEntry: false });
  if (file === undefined) throw new BuildError("unreadable_table", `${path}: file not found`);
  if (!file.isFile()) throw new BuildError("unreadable_table", `${path}: not a file`);
  if (file.size === 0) throw new BuildError("unreadable_table", `${path}: the file is empty`);
}

function readHead(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const head = Buffer.alloc(headerLimit);
    return head.subarray(0, readSync(file, head));
  } finally {
    closeSync(file);
  }
}
