import type { DuckDBConnection } from "@duckdb/node-api";
import type { DayCount } from "../../lib/core/lastFullDay.js";
import { missingDays } from "../../lib/core/missingDays.js";
import { name, rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { fileIndexOf } from "../extracts/rawViews.js";
import type { Settings } from "../runner/settings.js";
import type { Landed } from "./land.js";

/** Empties the tables in which every raw row is accounted for. */
export async function createQualityTables(connection: DuckDBConnection): Promise<void> {
  await connection.run(`
CREATE OR REPLACE TABLE quality.rows (extract VARCHAR, file VARCHAR, line BIGINT, fate VARCHAR, reasons VARCHAR, raw_text VARCHAR);
CREATE OR REPLACE TABLE quality.reasons (extract VARCHAR, file VARCHAR, line BIGINT, reason VARCHAR, column_name VARCHAR, value VARCHAR, is_personal BOOLEAN);
CREATE OR REPLACE TABLE quality.repairs (extract VARCHAR, column_name VARCHAR, repair VARCHAR, row_count BIGINT);
CREATE OR REPLACE TABLE quality.files (extract VARCHAR, file VARCHAR, role VARCHAR, encoding VARCHAR, delimiter VARCHAR, bytes BIGINT,
  raw_rows BIGINT, staged_rows BIGINT, quarantined_rows BIGINT, duplicate_rows BIGINT, unused_columns VARCHAR);
CREATE OR REPLACE TABLE quality.findings (extract VARCHAR, file VARCHAR, finding VARCHAR, detail VARCHAR);
CREATE OR REPLACE TABLE quality.extracts (extract VARCHAR, oldest_date DATE, newest_date DATE, raw_rows BIGINT, staged_rows BIGINT, quarantined_rows BIGINT, duplicate_rows BIGINT)`);
}

/** Notes the days up to the as-of date on which no movement came although some were to be expected. */
export async function tellMissingDays(
  connection: DuckDBConnection,
  movementDays: readonly DayCount[],
  asOf: number,
): Promise<void> {
  for (const day of missingDays(movementDays.filter((each) => each.day <= asOf))) {
    const date = new Date(day * 86_400_000).toISOString().slice(0, 10);
    await connection.run(
      `INSERT INTO quality.findings VALUES ('transactions', NULL, 'missing_day', '${date}')`,
    );
  }
}

/**
 * Accounts for every raw row of an extract. Raw rows are counted by our scan, fates by DuckDB, so that the two can
 * disagree.
 *
 * @throws BuildError accounting when raw ≠ staged + quarantined + duplicates in a file, too_much_quarantined when a
 *   required extract loses more than the configured share
 */
export async function accountFor(
  connection: DuckDBConnection,
  landed: Landed,
  settings: Settings,
): Promise<void> {
  const { extract, select } = landed.delivery;
  const staged = `staging.${name(`stg_${extract.name}`)}`;
  const fresh = extract.freshBy === null ? "CAST(NULL AS DATE)" : `CAST(${name(extract.freshBy)} AS DATE)`;
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE staged_files AS SELECT ${fileIndexOf("_row")} AS file_index, count(*) AS staged_rows,
       min(${fresh}) AS oldest_date, max(${fresh}) AS newest_date FROM ${staged} GROUP BY 1`,
  );
  const stagedFiles = await rows<{ file_index: number; staged_rows: number }>(
    connection,
    "SELECT file_index, staged_rows FROM staged_files",
  );
  const totals = { raw: 0, staged: 0, quarantined: 0, duplicates: 0 };
  const unaccounted: string[] = [];
  const words = new Set(select.replace(/--.*$/gm, "").toLowerCase().match(/\w+/g) ?? []);
  for (const [index, file] of landed.driving.files.entries()) {
    const fates = await rows<{ fate: string; n: number }>(
      connection,
      `SELECT fate, count(*) AS n FROM quality.rows WHERE extract = ${text(extract.name)} AND file = ${text(file.name)} GROUP BY fate`,
    );
    const count = (fate: string): number => fates.find((row) => row.fate === fate)?.n ?? 0;
    const raw = file.records + file.rejected.length;
    const stagedHere = stagedFiles.find((row) => row.file_index === index)?.staged_rows ?? 0;
    const [quarantined, duplicates] = [count("quarantined"), count("duplicate")];
    const unused = file.columns.filter((column) => !words.has(column.toLowerCase())).join(", ");
    await connection.run(`INSERT INTO quality.files VALUES (${[extract.name, file.name, "rows", file.encoding, file.delimiter].map(text).join(", ")},
      ${file.bytes}, ${raw}, ${stagedHere}, ${quarantined}, ${duplicates}, ${text(unused)})`);
    if (raw !== stagedHere + quarantined + duplicates) {
      unaccounted.push(
        `${file.name}: ${raw} raw rows, but ${stagedHere} staged + ${quarantined} quarantined + ${duplicates} duplicates`,
      );
    }
    totals.raw += raw;
    totals.staged += stagedHere;
    totals.quarantined += quarantined;
    totals.duplicates += duplicates;
  }
  for (const { name: file, of } of landed.twins) {
    const isLookup = landed.lookups.some((table) => table.files.includes(of));
    const raw = of.records + of.rejected.length;
    await connection.run(`INSERT INTO quality.files VALUES (${[extract.name, file, isLookup ? "lookup" : "rows", of.encoding, of.delimiter].map(text).join(", ")},
      ${of.bytes}, ${raw}, 0, 0, ${raw}, '');
      INSERT INTO quality.findings VALUES (${[extract.name, file, "file_twice", `the same bytes as ${of.name}`].map(text).join(", ")})`);
    if (isLookup) continue;
    totals.raw += raw;
    totals.duplicates += raw;
  }
  for (const file of landed.lookups.flatMap((table) => table.files)) {
    await connection.run(`INSERT INTO quality.files VALUES (${[extract.name, file.name, "lookup", file.encoding, file.delimiter].map(text).join(", ")},
      ${file.bytes}, ${file.records + file.rejected.length}, ${file.records}, ${file.rejected.length}, 0, '')`);
  }
  const share = totals.quarantined / Math.max(1, totals.raw);
  const maximum = settings.config.quality.maximumQuarantineShare;
  if (extract.required && share > maximum) {
    const reasons = await rows<{
      reason: string;
      column_name: string | null;
      n: number;
      file: string;
      line: number;
      value: string | null;
    }>(
      connection,
      `SELECT reason, column_name, count(*) AS n, arg_min(file, line) AS file, min(line) AS line, arg_min(CASE WHEN is_personal THEN NULL ELSE value END, line) AS value
       FROM quality.reasons WHERE extract = ${text(extract.name)} GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT 5`,
    );
    const lines = reasons.map(({ reason, column_name, n, file, line, value }) => {
      const where = column_name === null ? "" : ` in ${column_name}`;
      return `\n  ${n} × ${reason}${where}, first at ${file}, line ${line}${value === null ? "" : `: '${value.slice(0, 60)}'`}`;
    });
    const percent = (ratio: number): string => `${(ratio * 100).toFixed(1)} %`;
    throw new BuildError(
      "too_much_quarantined",
      `${extract.name}: ${totals.quarantined} of ${totals.raw} rows (${percent(share)}) would be quarantined; at most ${percent(maximum)} may be${lines.join("")}`,
    );
  }
  if (unaccounted.length > 0) throw new BuildError("accounting", unaccounted.join("\n"));
  await connection.run(`
INSERT INTO quality.extracts SELECT ${text(extract.name)}, min(oldest_date), max(newest_date), ${totals.raw}, ${totals.staged},
  ${totals.quarantined}, ${totals.duplicates} FROM staged_files;
INSERT INTO quality.repairs
WITH words AS (SELECT unnest(string_split(_repairs, ' ')) AS word FROM ${staged} WHERE _repairs IS NOT NULL)
SELECT ${text(extract.name)}, split_part(word, ':', 2), split_part(word, ':', 1), count(*) FROM words GROUP BY 1, 2, 3`);
}
