import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { name, text } from "../../lib/warehouse/sql.js";
import type { Currencies } from "../extracts/landingSelect.js";
import { createRawView } from "../extracts/rawViews.js";
import { firstInstantOf } from "./asOf.js";
import { quoted, readDoubtfulRows } from "./doubtfulRows.js";
import type { Landed } from "./land.js";
import { undoSwappedColumns } from "./swappedColumns.js";

/** Extracts whose key another extract's column must hold. */
const references: Readonly<Record<string, { column: string; parent: string; reason: string }>> = {
  accounts: { column: "client_id", parent: "kyc", reason: "orphan_client" },
  transactions: { column: "account_id", parent: "accounts", reason: "orphan_account" },
  events: { column: "client_id", parent: "kyc", reason: "orphan_client" },
  loans: { column: "account_id", parent: "accounts", reason: "orphan_account" },
};

/** The extract that must hold a key of this one's rows, if there is such. */
export const referenceOf = (extract: Extract): (typeof references)[string] | undefined =>
  references[extract.name];

const columnsOf = (extract: Extract): string => extract.columns.map((column) => name(column.name)).join(", ");

/**
 * Makes `staging.<extract>_doubtful_keys`: key numbers of the rows that are bad by themselves, too late, orphans, or
 * share a key.
 *
 * @param lastDay day number after which a date of this extract is in the future
 */
export async function findDoubtfulRows(
  connection: DuckDBConnection,
  { delivery: { extract } }: Landed,
  lastDay: number,
): Promise<void> {
  await connection.run(
    `CREATE OR REPLACE TABLE staging.${quoted(extract, "_doubtful_keys")} AS ${doubtfulKeys(extract, lastDay)}`,
  );
}

/**
 * Settles the doubtful rows of an extract, those that were found. They are read once more with their exact place in the
 * file, and each ends as staged, quarantined or duplicate.
 *
 * Rule for one key with several contents: the row delivered last is kept (later file by name, then later line).
 *
 * Makes `staging.<extract>_judged`, what became of them, and `staging.stg_<extract>`, a view of all rows that passed.
 * `source.<extract>` is left over the doubtful rows, for `recordQuarantine`.
 *
 * @param lastDay day number after which a date of this extract is in the future
 * @param workFolder where the doubtful lines are written for the second reading
 */
export async function settleExtract(
  connection: DuckDBConnection,
  landed: Landed,
  currencies: Currencies,
  lastDay: number,
  workFolder: string,
): Promise<void> {
  const { extract } = landed.delivery;
  await readDoubtfulRows(connection, landed, currencies, workFolder);
  await undoSwappedColumns(connection, extract, currencies, isUnfit(extract, lastDay));
  await connection.run(judge(extract, lastDay));
  await createStagingView(connection, extract);
}

const datesOf = (extract: Extract): Extract["columns"] =>
  extract.columns.filter(({ required, kind }) => required && (kind === "date" || kind === "timestamp"));

/** Whether a date or an instant is of a later day. */
const isAfter = (expression: string, lastDay: number): string =>
  `${expression} >= ${firstInstantOf(lastDay + 1)}`;

const isTooLate = (extract: Extract, lastDay: number): string =>
  datesOf(extract)
    .map((column) => isAfter(name(column.name), lastDay))
    .join(" OR ") || "FALSE";

/** Whether a typed row `a` is too late or refers to nothing. */
function isUnfit(extract: Extract, lastDay: number): string {
  const days = datesOf(extract).map((column) => isAfter(`a.${name(column.name)}`, lastDay));
  return [...days, isOrphan(extract, "a")].join(" OR ");
}

function isOrphan(extract: Extract, row: string): string {
  const reference = referenceOf(extract);
  if (!reference) return "FALSE";
  const column = `${row}.${name(reference.column)}`;
  return `NOT EXISTS (SELECT 1 FROM staging.${name(`stg_${reference.parent}`)} AS parent WHERE parent.${name(reference.column)} = ${column})`;
}

/** The key's number of every row that needs a second look. */
function doubtfulKeys(extract: Extract, lastDay: number): string {
  const table = `landing.${quoted(extract)}`;
  const key = ["_key", ...extract.key.slice(1).map(name)].join(", ");
  const reference = referenceOf(extract);
  return `
SELECT _key FROM ${table} WHERE _is_doubtful OR ${isTooLate(extract, lastDay)}
UNION
SELECT _key FROM ${table} GROUP BY ${key} HAVING count(*) > 1
${reference ? `UNION\nSELECT l._key FROM ${table} AS l ANTI JOIN staging.${name(`stg_${reference.parent}`)} AS parent ON parent.${name(reference.column)} = l.${name(reference.column)}` : ""}`;
}

function judge(extract: Extract, lastDay: number): string {
  const late = datesOf(extract).map(
    (c) => `CASE WHEN ${isAfter(`a.${name(c.name)}`, lastDay)} THEN 'future_date:${c.name}' END`,
  );
  const reference = referenceOf(extract);
  const orphan = reference
    ? [
        `CASE WHEN a.${name(reference.column)} IS NOT NULL AND ${isOrphan(extract, "a")} THEN '${reference.reason}:${reference.column}' END`,
      ]
    : [];
  const words = ["a._reasons", ...late, ...orphan].join(", ");
  const keys = extract.key.map(name).join(", ");
  const columns = columnsOf(extract);
  return `
CREATE OR REPLACE TABLE staging.${quoted(extract, "_judged")} AS
WITH judged AS (
  SELECT a.* EXCLUDE (_reasons), NULLIF(CONCAT_WS(' ', ${words}), '') AS reasons FROM staging.${quoted(extract, "_again")} AS a
), copies AS (
  SELECT *, CASE WHEN reasons IS NULL THEN row_number() OVER (PARTITION BY reasons IS NULL, ${columns} ORDER BY _row DESC) END AS copy_number
  FROM judged
), contents AS (
  SELECT *, CASE WHEN copy_number = 1 THEN row_number() OVER (PARTITION BY copy_number, ${keys} ORDER BY _row DESC) END AS content_number
  FROM copies
)
SELECT * EXCLUDE (reasons, copy_number, content_number),
  CASE WHEN reasons IS NOT NULL THEN reasons WHEN content_number > 1 THEN 'conflicting_key:${extract.key[0] ?? ""}' END AS reasons,
  CASE WHEN reasons IS NOT NULL OR content_number > 1 THEN 'quarantined' WHEN copy_number > 1 THEN 'duplicate' ELSE 'staged' END AS fate
FROM contents`;
}

/**
 * Adds the rows of a settled extract that did not pass to `quality.rows`, and why to `quality.reasons`. Its raw table is
 * whole again thereafter.
 */
export async function recordQuarantine(connection: DuckDBConnection, landed: Landed): Promise<void> {
  const { extract } = landed.delivery;
  const values = extract.columns
    .map((c) => `WHEN '${c.name}' THEN CAST(s.${name(c.name)} AS VARCHAR)`)
    .join(" ");
  const personal = extract.columns.filter((c) => c.personal).map((c) => text(c.name));
  await connection.run(`
INSERT INTO quality.rows
SELECT '${extract.name}', p.file, p.line, j.fate, j.reasons, p.raw_text
FROM staging.${quoted(extract, "_judged")} AS j JOIN staging.${quoted(extract, "_places")} AS p USING (_row)
WHERE j.fate <> 'staged';
INSERT INTO quality.reasons
WITH words AS (
  SELECT _row, unnest(string_split(reasons, ' ')) AS word FROM staging.${quoted(extract, "_judged")} WHERE fate = 'quarantined'
), named AS (
  SELECT _row, split_part(word, ':', 1) AS reason, split_part(word, ':', 2) AS column_name FROM words
)
SELECT '${extract.name}', p.file, p.line, n.reason, n.column_name,
  CASE n.column_name ${values} END, n.column_name IN (${personal.join(", ")})
FROM named AS n JOIN staging.${quoted(extract, "_places")} AS p USING (_row)
JOIN source.main.${quoted(extract)} AS s ON s._row = n._row`);
  const rejected = await connection.createAppender("rows", "quality");
  const reasons = await connection.createAppender("reasons", "quality");
  for (const file of landed.driving.files) {
    for (const { line, problem, text: rawText } of file.rejected) {
      for (const value of [extract.name, file.name]) rejected.appendVarchar(value);
      rejected.appendBigInt(BigInt(line));
      for (const value of ["quarantined", problem, rawText]) rejected.appendVarchar(value);
      rejected.endRow();
      for (const value of [extract.name, file.name]) reasons.appendVarchar(value);
      reasons.appendBigInt(BigInt(line));
      reasons.appendVarchar(problem);
      reasons.appendNull();
      reasons.appendNull();
      reasons.appendBoolean(true);
      reasons.endRow();
    }
  }
  rejected.closeSync();
  reasons.closeSync();
  await createRawView(connection, landed.driving, false);
}

async function createStagingView(connection: DuckDBConnection, extract: Extract): Promise<void> {
  await connection.run(`
CREATE OR REPLACE VIEW staging.${name(`stg_${extract.name}`)} AS
SELECT _row, ${columnsOf(extract)}, _repairs FROM landing.${quoted(extract)} AS l
LEFT JOIN staging.${quoted(extract, "_doubtful_keys")} AS d ON d._key = l._key
WHERE d._key IS NULL
UNION ALL
SELECT _row, ${columnsOf(extract)}, _repairs FROM staging.${quoted(extract, "_judged")} WHERE fate = 'staged'`);
}
