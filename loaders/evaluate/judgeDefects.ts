import type { DuckDBConnection } from "@duckdb/node-api";
import { extracts, type Extract } from "../../lib/core/contract.js";
import { name } from "../../lib/warehouse/sql.js";
import { cleanText, cleanValue, stagedText } from "./cleanNotation.js";

/**
 * Judges every defect of `known_defects` by what is staged and by what the quality tables say.
 *
 * Makes the temporary table `judged_defects`: the defect with `outcome` (`repaired`, `set_aside` or `missed`), what
 * became of its line (`became`, `reasons`), and for a miss the column that differs, what it should hold and what it
 * holds.
 *
 * @param reportingCurrency what an empty currency means
 */
export async function judgeDefects(connection: DuckDBConnection, reportingCurrency: string): Promise<void> {
  await connection.run(`
CREATE OR REPLACE TEMP TABLE staged_defects (id BIGINT, staged_rows BIGINT, is_true BOOLEAN, is_emptied BOOLEAN, is_as_written BOOLEAN,
  column_name VARCHAR, expected VARCHAR, got VARCHAR)`);
  for (const extract of extracts) {
    await connection.run(
      `INSERT INTO staged_defects ${lookUpStaged(extract, extract.key[0] ?? "", reportingCurrency)}`,
    );
  }
  await connection.run(`
CREATE OR REPLACE TEMP TABLE judged_defects AS ${verdicts};
DROP TABLE staged_defects`);
}

/** Compares what each defect's row should hold with the staged row of that key. */
function lookUpStaged(extract: Extract, key: string, reportingCurrency: string): string {
  const other = extract.columns.find(({ name }) => name === extract.key[1]);
  // A copy may have its second key in another notation too: then its rows are told apart by what is staged.
  const isOtherKey = other
    ? `AND (${name(`s_${other.name}`)} IS NOT DISTINCT FROM other_key OR is_any_other_key)`
    : "";
  const staged = extract.columns.map((c) => `${stagedText(c, name(c.name))} AS ${name(`s_${c.name}`)}`);
  const byColumn = (value: (column: Extract["columns"][number]) => string, otherwise: string): string =>
    `CASE column_name ${extract.columns.map((c) => `WHEN '${c.name}' THEN ${value(c)}`).join(" ")} ELSE ${otherwise} END`;
  return `
WITH staged AS (
  SELECT ${staged.join(", ")}, _repairs FROM staging.${name(`stg_${extract.name}`)}
  WHERE ${name(key)} IN (SELECT key FROM known_defects WHERE extract = '${extract.name}')
), wanted AS (
  SELECT d.id, d.key, ${other ? cleanText(other, "d.other_key", reportingCurrency) : "NULL"} AS other_key,
    ${other ? `d.fate = 'duplicate' AND d.other_key IS NOT NULL AND ${cleanValue(other, "d.other_key", reportingCurrency)} IS NULL` : "FALSE"} AS is_any_other_key,
    d.reason, d.written,
    v.ordinal, v.column_name, v.expected
  FROM known_values AS v JOIN known_defects AS d USING (id) WHERE d.extract = '${extract.name}'
), paired AS (
  SELECT id, ordinal, column_name, ${name(`s_${key}`)} IS NOT NULL AS is_staged, COALESCE(${other ? name(`s_${other.name}`) : "NULL"}, '') AS staged_key,
    ${byColumn((c) => cleanText(c, "expected", reportingCurrency), "expected")} AS expected,
    ${byColumn((c) => cleanText(c, "written", reportingCurrency), "written")} AS written,
    ${byColumn((c) => name(`s_${c.name}`), "NULL")} AS got,
    list_contains(string_split(_repairs, ' '), reason || ':' || column_name) AS is_told
  FROM wanted LEFT JOIN staged ON ${name(`s_${key}`)} = key ${isOtherKey}
), compared AS (
  SELECT *, is_staged AND expected IS NOT DISTINCT FROM got AS is_true,
    count(*) OVER (PARTITION BY id, ordinal, staged_key) AS copies FROM paired
)
SELECT id, COALESCE(max(copies) FILTER (is_staged AND ordinal = 0), 0), bool_and(is_true), bool_or(is_staged AND got IS NULL AND is_told),
  bool_or(is_staged AND column_name IS NOT NULL AND written IS NOT DISTINCT FROM got),
  arg_min(COALESCE(column_name, ''), ordinal) FILTER (NOT is_true), arg_min(COALESCE(expected, ''), ordinal) FILTER (NOT is_true),
  arg_min(COALESCE(got, ''), ordinal) FILTER (NOT is_true)
FROM compared GROUP BY id`;
}

/** The first field of a line as it is written. */
const firstField = (line: string): string => `TRIM(TRIM(split_part(${line}, ',', 1)), '"')`;

const verdicts = `
WITH fates AS (
  SELECT file, line, any_value(fate) AS fate, string_agg(reasons, ' ' ORDER BY reasons) AS reasons FROM quality.rows GROUP BY file, line
), told AS (
  SELECT DISTINCT file, line, reason FROM quality.reasons
), dropped AS (
  -- Which of two copies is dropped does not matter, so they are counted by key.
  SELECT extract, ${firstField("raw_text")} AS key, count(*) AS row_count FROM quality.rows WHERE fate = 'duplicate'
  GROUP BY extract, ${firstField("raw_text")}
), copies AS (
  SELECT extract, key, count(*) AS row_count FROM known_defects WHERE fate = 'duplicate' GROUP BY extract, key
), reported AS (
  -- A finding about a day names it; one about a file is about that file.
  SELECT DISTINCT d.id FROM (
    SELECT *, NULLIF(regexp_extract(concat_ws(' ', key, truth, written), '\\d{4}-\\d{2}-\\d{2}'), '') AS day
    FROM known_defects WHERE fate = 'reported'
  ) AS d JOIN quality.findings AS f ON f.finding = d.reason AND f.extract = d.extract
  WHERE CASE WHEN d.day IS NULL THEN f.file = d.file OR contains(f.detail, d.file) ELSE contains(f.detail, d.day) END
), judged AS (
  SELECT d.*, s.column_name AS differing_column, s.expected, s.got, COALESCE(s.staged_rows, 0) AS staged_rows,
    fates.fate AS line_fate, fates.reasons,
    CASE d.fate
      WHEN 'repaired' THEN COALESCE(s.is_true AND s.staged_rows = 1, FALSE)
      WHEN 'quarantined' THEN told.reason IS NOT NULL AND (COALESCE(s.staged_rows, 0) = 0
        OR (d.reason = 'conflicting_key' AND s.staged_rows = 1 AND NOT COALESCE(s.is_as_written, FALSE)))
      WHEN 'emptied' THEN COALESCE(s.is_emptied AND s.staged_rows = 1, FALSE)
      WHEN 'duplicate' THEN COALESCE(s.staged_rows = 1 AND (fates.fate = 'duplicate' OR dropped.row_count >= copies.row_count), FALSE)
      WHEN 'reported' THEN reported.id IS NOT NULL
      ELSE FALSE
    END AS is_good
  FROM known_defects AS d
    LEFT JOIN staged_defects AS s USING (id)
    LEFT JOIN fates ON fates.file = d.file AND fates.line = d.line
    LEFT JOIN told ON told.file = d.file AND told.line = d.line AND told.reason = d.reason
    LEFT JOIN dropped ON dropped.extract = d.extract AND dropped.key = d.key
    LEFT JOIN copies ON copies.extract = d.extract AND copies.key = d.key
    LEFT JOIN reported ON reported.id = d.id
)
SELECT * EXCLUDE (is_good, line_fate, staged_rows, differing_column, expected, got),
  CASE WHEN is_good AND fate = 'repaired' THEN 'repaired' WHEN is_good THEN 'set_aside' ELSE 'missed' END AS outcome,
  CASE
    WHEN fate = 'reported' THEN 'unreported'
    WHEN staged_rows > 1 THEN 'staged_twice'
    WHEN line_fate IS NOT NULL THEN line_fate
    WHEN staged_rows = 1 THEN 'staged'
    ELSE 'absent'
  END AS became,
  COALESCE(NULLIF(differing_column, ''), column_name) AS differing_column,
  NULLIF(expected, '') AS expected, NULLIF(got, '') AS got
FROM judged`;
