import type { DuckDBConnection } from "@duckdb/node-api";
import { extracts } from "../../lib/core/contract.js";
import { oneRow, rows, text } from "../../lib/warehouse/sql.js";
import { findHarm, type Harm } from "./findHarm.js";
import { judgeDefects } from "./judgeDefects.js";
import { droppedTables, loadDefects, type RawExtract } from "./loadDefects.js";

/** Misses kept for each kind of defect. */
const mostMisses = 20;

/** Makes the tables of the score, without rows. */
async function createScoreTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
CREATE OR REPLACE TABLE quality.score (kind VARCHAR, extract VARCHAR, fate VARCHAR, defect_count BIGINT, repaired_count BIGINT,
  set_aside_count BIGINT, missed_count BIGINT);
CREATE OR REPLACE TABLE quality.score_misses (kind VARCHAR, extract VARCHAR, file VARCHAR, line BIGINT, column_name VARCHAR, is_personal BOOLEAN,
  fate VARCHAR, reason VARCHAR, written VARCHAR, expected VARCHAR, became VARCHAR, reasons VARCHAR, got VARCHAR);
CREATE OR REPLACE TABLE quality.score_clean (extract VARCHAR, clean_rows BIGINT, harmed_rows BIGINT);
CREATE OR REPLACE TABLE quality.score_harmed (extract VARCHAR, file VARCHAR, line BIGINT, column_name VARCHAR, is_personal BOOLEAN,
  written VARCHAR, expected VARCHAR, is_staged BOOLEAN, reasons VARCHAR, got VARCHAR)`);
}

/**
 * Scores the cleaning against the list of defects of a simulated bank, into `quality.score` and its neighbours; without
 * a list they are empty.
 *
 * @param defects path of the list, or null
 * @param raw the files the staging was made of
 * @returns number of defects
 * @throws BuildError unreadable_truth
 */
export async function scoreQuality(
  connection: DuckDBConnection,
  defects: string | null,
  raw: readonly RawExtract[],
  reportingCurrency: string,
): Promise<number> {
  await createScoreTables(connection);
  if (defects === null) return 0;
  await loadDefects(connection, defects, raw);
  await judgeDefects(connection, reportingCurrency);
  await recordScore(connection);
  const twice = await rows<{ file: string }>(
    connection,
    "SELECT file FROM known_defects WHERE fate = 'reported' AND reason = 'file_twice' AND file IS NOT NULL",
  );
  const extraFiles = new Set(twice.map((row) => row.file));
  for (const each of raw) {
    await recordHarm(connection, each, await findHarm(connection, each, extraFiles, reportingCurrency));
  }
  for (const table of [...droppedTables, "judged_defects"]) await connection.run(`DROP TABLE ${table}`);
  const { n } = await oneRow<{ n: number }>(
    connection,
    "SELECT COALESCE(sum(defect_count), 0) AS n FROM quality.score",
  );
  return n;
}

const personalColumns = extracts
  .flatMap(({ name, columns }) =>
    columns.filter(({ personal }) => personal).map((column) => `(${text(name)}, ${text(column.name)})`),
  )
  .join(", ");

/** A value that does not belong to a column may hold anything. */
const isPersonal = (column: string): string => `COALESCE((extract, ${column}) IN (${personalColumns}), TRUE)`;

async function recordScore(connection: DuckDBConnection): Promise<void> {
  const count = (outcome: string): string => `count(*) FILTER (outcome = '${outcome}')`;
  await connection.run(`
INSERT INTO quality.score
SELECT kind, extract, fate, count(*), ${count("repaired")}, ${count("set_aside")}, ${count("missed")}
FROM judged_defects GROUP BY kind, extract, fate;
INSERT INTO quality.score_misses
SELECT kind, extract, file, line, differing_column, fate <> 'reported' AND ${isPersonal("differing_column")}, fate, reason,
  CASE WHEN column_name IS NOT DISTINCT FROM differing_column THEN written END, CASE WHEN fate = 'reported' THEN truth ELSE expected END,
  became, reasons, got
FROM judged_defects WHERE outcome = 'missed'
QUALIFY row_number() OVER (PARTITION BY kind ORDER BY file, line, id) <= ${mostMisses}`);
}

async function recordHarm(connection: DuckDBConnection, { extract }: RawExtract, harm: Harm): Promise<void> {
  const value = (each: string | null): string => (each === null ? "NULL" : text(each));
  await connection.run(
    `INSERT INTO quality.score_clean VALUES (${text(extract.name)}, ${harm.cleanRows}, ${harm.harmedRows})`,
  );
  for (const row of harm.examples) {
    const personal = extract.columns.find(({ name }) => name === row.column)?.personal ?? true;
    await connection.run(
      `INSERT INTO quality.score_harmed VALUES (${text(extract.name)}, ${text(row.file)}, ${row.line ?? "NULL"}, ${value(row.column)},
         ${personal}, ${value(row.written)}, ${value(row.expected)}, ${row.isStaged},
         (SELECT string_agg(reasons, ' ') FROM quality.rows WHERE file = ${text(row.file)} AND line = ${row.line ?? "NULL"}), ${value(row.got)})`,
    );
  }
}
