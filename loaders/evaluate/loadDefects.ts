import { basename } from "node:path";
import type { DuckDBAppender, DuckDBConnection } from "@duckdb/node-api";
import { extracts, type Extract } from "../../lib/core/contract.js";
import { truthHeaders } from "../../lib/simulate/truth.js";
import { rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import type { Delivery } from "../steps/deliveries.js";
import { fieldsOf, headerOf, readLines } from "./rawLines.js";

/** The files of one extract as they were delivered. */
export interface RawExtract {
  readonly extract: Extract;
  readonly paths: readonly string[];
}

/** The files that hold the rows of each extract; a simulated bank has one raw table for each. */
export const rawExtracts = (deliveries: readonly Delivery[]): RawExtract[] =>
  deliveries.map(({ extract, tables }) => ({ extract, paths: tables.flatMap((table) => table.paths) }));

interface DefectLine {
  readonly id: number;
  readonly line: number;
  readonly column: string | null;
  /** The rest of the row has to be staged too. */
  readonly isRowWanted: boolean;
}

/**
 * Reads the list of defects, and each line it names from its file.
 *
 * Makes the temporary tables
 * - `known_defects`: the list with `id`, and `other_key`, the second key column of the row where its extract has one
 * - `known_values`: what each defect's row should hold, by `id` and `ordinal` from 0: the column concerned and its
 *   true value, then, where the row can be repaired, every column of the line that no defect names
 * - `soiled_keys`: first key columns, true ones and as written, of the rows that are not clean
 *
 * @throws BuildError unreadable_truth
 */
export async function loadDefects(
  connection: DuckDBConnection,
  path: string,
  raw: readonly RawExtract[],
): Promise<void> {
  await readList(connection, path);
  await connection.run(`
CREATE OR REPLACE TEMP TABLE defect_lines (id BIGINT, first_key VARCHAR, other_key VARCHAR);
CREATE OR REPLACE TEMP TABLE line_values (id BIGINT, ordinal INTEGER, column_name VARCHAR, expected VARCHAR)`);
  const lines = await connection.createAppender("defect_lines", "main", "temp");
  const values = await connection.createAppender("line_values", "main", "temp");
  for (const { extract, paths } of raw) {
    for (const file of paths) {
      const wanted = await linesNamed(connection, extract, basename(file));
      if (wanted.length > 0) appendLines(file, extract, wanted, lines, values);
    }
  }
  lines.closeSync();
  values.closeSync();
  const second = extracts.flatMap(({ name, key }) =>
    key[1] === undefined ? [] : [`(extract = ${text(name)} AND column_name = ${text(key[1])})`],
  );
  await connection.run(`
CREATE OR REPLACE TEMP TABLE known_defects AS
SELECT l.*, CASE WHEN ${second.join(" OR ")} THEN l.truth ELSE d.other_key END AS other_key
FROM defect_list AS l LEFT JOIN defect_lines AS d USING (id);
CREATE OR REPLACE TEMP TABLE known_values AS
SELECT id, 0 AS ordinal, column_name, truth AS expected FROM defect_list
WHERE id NOT IN (SELECT id FROM line_values WHERE ordinal = 0)
UNION ALL SELECT * FROM line_values;
CREATE OR REPLACE TEMP TABLE soiled_keys AS
SELECT DISTINCT extract, key FROM defect_list WHERE key IS NOT NULL
UNION SELECT extract, first_key FROM defect_list JOIN defect_lines USING (id) WHERE first_key IS NOT NULL;
DROP TABLE defect_list; DROP TABLE defect_lines; DROP TABLE line_values`);
}

export const droppedTables = ["known_defects", "known_values", "soiled_keys"] as const;

async function readList(connection: DuckDBConnection, path: string): Promise<void> {
  const found = headerOf(path);
  if (found !== truthHeaders.defects.trimEnd()) {
    throw new BuildError(
      "unreadable_truth",
      `${path}, line 1: '${found.slice(0, 80)}'; ${truthHeaders.defects.trimEnd()} was expected`,
    );
  }
  const columns = found
    .split(",")
    .map((column) => `'${column}': '${column === "line" ? "BIGINT" : "VARCHAR"}'`)
    .join(", ");
  try {
    await connection.run(`
CREATE OR REPLACE TEMP TABLE defect_list AS
SELECT row_number() OVER () - 1 AS id, * RENAME ("column" AS column_name) FROM read_csv(${text(path)},
  auto_detect = false, header = true, delim = ',', quote = '"', escape = '"', columns = {${columns}})`);
  } catch (error) {
    const message = error instanceof Error ? error.message.split("\n", 2).join(" ") : String(error);
    throw new BuildError("unreadable_truth", `${path}: ${message}`);
  }
}

/** Defects of one file in the order of their lines. */
const linesNamed = (connection: DuckDBConnection, extract: Extract, file: string): Promise<DefectLine[]> =>
  rows<DefectLine>(
    connection,
    `SELECT id, line, column_name AS "column", fate = 'repaired' AS "isRowWanted" FROM defect_list
     WHERE extract = ${text(extract.name)} AND file = ${text(file)} AND line IS NOT NULL ORDER BY line, id`,
  );

function appendLines(
  path: string,
  extract: Extract,
  wanted: readonly DefectLine[],
  lines: DuckDBAppender,
  values: DuckDBAppender,
): void {
  let columns: (string | null)[] = [];
  let next = 0;
  const append = (appender: DuckDBAppender, value: string | null | undefined): void => {
    if (value === null || value === undefined) appender.appendNull();
    else appender.appendVarchar(value);
  };
  readLines(
    path,
    (line) => line === 1 || line === wanted[next]?.line,
    (line, text) => {
      const fields = fieldsOf(text);
      if (line === 1) columns = fields;
      const valueOf = (column: string | undefined): string | null | undefined =>
        column === undefined ? null : fields[columns.indexOf(column)];
      const first = next;
      while (wanted[next]?.line === line) next++;
      const here = wanted.slice(first, next);
      const rest = extract.columns.filter(({ name }) => here.every(({ column }) => column !== name));
      for (const { id, column, isRowWanted } of here) {
        lines.appendBigInt(BigInt(id));
        append(lines, valueOf(extract.key[0]));
        append(lines, valueOf(extract.key[1]));
        lines.endRow();
        if (!isRowWanted) continue;
        for (const [index, { name }] of rest.entries()) {
          values.appendBigInt(BigInt(id));
          values.appendInteger(column === null ? index : index + 1);
          values.appendVarchar(name);
          append(values, valueOf(name));
          values.endRow();
        }
      }
    },
  );
}
