import { basename } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { name, oneRow, text } from "../../lib/warehouse/sql.js";
import { cleanValue, stagedValue } from "./cleanNotation.js";
import type { RawExtract } from "./loadDefects.js";
import { fieldsOf, headerOf } from "./rawLines.js";
import { showHarm, type HarmedRow } from "./showHarm.js";

export interface Harm {
  readonly cleanRows: number;
  readonly harmedRows: number;
  /** The first few. */
  readonly examples: readonly HarmedRow[];
}

/** Rows are compared in so many groups by a checksum first; only groups that differ are looked at row by row. */
const groupCount = 65_536;

/**
 * Compares the clean rows of an extract, those whose key is not in `soiled_keys`, with what is staged, every column of
 * the contract. The files are read by DuckDB's own reader and plain casts, not by the pipeline's.
 *
 * Two passes over files and staging make a checksum per group of keys, in constant memory; rows are compared one by
 * one where two checksums differ.
 *
 * @param extraFiles names of files that hold the rows of another once more
 */
export async function findHarm(
  connection: DuckDBConnection,
  raw: RawExtract,
  extraFiles: ReadonlySet<string>,
  reportingCurrency: string,
): Promise<Harm> {
  const { extract } = raw;
  const paths = raw.paths.filter((path) => !extraFiles.has(basename(path)));
  if (paths.length === 0) return { cleanRows: 0, harmedRows: 0, examples: [] };
  const clean = cleanRows(extract, paths, reportingCurrency);
  const staged = stagedRows(extract);
  const checksums = (select: string): string =>
    `SELECT key_group, count(*) AS row_count, bit_xor(row_hash) AS checksum FROM (${select}) GROUP BY key_group`;
  await connection.run(`
CREATE OR REPLACE TEMP TABLE clean_groups AS ${checksums(clean)};
CREATE OR REPLACE TEMP TABLE staged_groups AS ${checksums(staged)};
CREATE OR REPLACE TEMP TABLE differing_groups AS
SELECT c.key_group FROM clean_groups AS c LEFT JOIN staged_groups AS s USING (key_group)
WHERE s.key_group IS NULL OR c.row_count <> s.row_count OR c.checksum <> s.checksum`);
  const { cleanRows: counted, differing } = await oneRow<{ cleanRows: number; differing: number }>(
    connection,
    `SELECT COALESCE(sum(row_count), 0) AS "cleanRows", (SELECT count(*) FROM differing_groups) AS differing FROM clean_groups`,
  );
  const inGroups = (select: string): string =>
    `SELECT * FROM (${select}) WHERE key_group IN (SELECT key_group FROM differing_groups)`;
  // Nothing is read again where no checksum differs.
  await connection.run(`
CREATE OR REPLACE TEMP TABLE harmed_rows AS
SELECT c.* FROM (${inGroups(clean)}) AS c ANTI JOIN (${inGroups(staged)}) AS s ON s.row_hash = c.row_hash
${differing === 0 ? "LIMIT 0" : ""}`);
  const { harmedRows } = await oneRow<{ harmedRows: number }>(
    connection,
    `SELECT count(*) AS "harmedRows" FROM harmed_rows`,
  );
  const examples = harmedRows === 0 ? [] : await showHarm(connection, extract, reportingCurrency);
  await connection.run(
    "DROP TABLE harmed_rows; DROP TABLE clean_groups; DROP TABLE staged_groups; DROP TABLE differing_groups",
  );
  return { cleanRows: counted, harmedRows, examples };
}

const keyOf = (extract: Extract): string => name(extract.key[0] ?? "");
const hashes = (key: string, values: readonly string[]): string =>
  `hash(${values.join(", ")}) AS row_hash, hash(${key}) % ${groupCount} AS key_group`;
/** Keeps the rows with a key that no defect names. */
const isClean = (extract: Extract, key: string): string =>
  `ANTI JOIN (SELECT key FROM soiled_keys WHERE extract = ${text(extract.name)}) AS soiled ON soiled.key = ${key} WHERE ${key} IS NOT NULL`;

/** Clean rows as written, `w_<column>`, with the checksum of their values. Lines that are no rows are left out. */
function cleanRows(extract: Extract, paths: readonly string[], reportingCurrency: string): string {
  const parts = [...new Set(paths.map(headerOf))].map((header) => {
    const files = paths.filter((path) => headerOf(path) === header);
    const present = fieldsOf(header).map((column) => column ?? "");
    const columns = present.map((column) => `${text(column)}: 'VARCHAR'`).join(", ");
    const select = extract.columns.map(
      (c) => `${present.includes(c.name) ? name(c.name) : "CAST(NULL AS VARCHAR)"} AS ${name(`w_${c.name}`)}`,
    );
    return `SELECT filename, ${select.join(", ")} FROM read_csv([${files.map(text).join(", ")}], auto_detect = false, header = true,
  delim = ',', quote = '"', escape = '"', ignore_errors = true, filename = true, columns = {${columns}})`;
  });
  const values = extract.columns.map((c) => cleanValue(c, name(`w_${c.name}`), reportingCurrency));
  const key = name(`w_${extract.key[0] ?? ""}`);
  return `SELECT *, ${hashes(key, values)} FROM (${parts.join(" UNION ALL ")}) AS written ${isClean(extract, key)}`;
}

function stagedRows(extract: Extract): string {
  const values = extract.columns.map((c) => stagedValue(c, name(c.name)));
  const key = keyOf(extract);
  return `SELECT ${hashes(key, values)} FROM staging.${name(`stg_${extract.name}`)} AS staged ${isClean(extract, key)}`;
}
