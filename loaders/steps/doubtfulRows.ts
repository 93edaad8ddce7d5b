import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { name, oneRow, rows } from "../../lib/warehouse/sql.js";
import { keyNumber, landingSelect, type Currencies } from "../extracts/landingSelect.js";
import { createRawView, locateRow, readCsv, rowNumber } from "../extracts/rawViews.js";
import { readRecords } from "../extracts/readRecords.js";
import { lineOf } from "../extracts/scanFile.js";
import { createSourceView } from "../extracts/sourceView.js";
import type { Landed } from "./land.js";

/** First column of an extract's key: the one that finds a row again. */
const firstKey = (extract: Extract): string => name(extract.key[0] ?? "");

/** A table of the schema staging that belongs to one extract. */
export const quoted = (extract: Extract, suffix = ""): string => name(extract.name + suffix);

/**
 * Reads the doubtful rows of an extract, those whose key's number is in `staging.<extract>_doubtful_keys`, from the files again.
 *
 * Makes `staging.<extract>_again`, the rows typed with reasons and exact `_row`, and `staging.<extract>_places`, their
 * file, line and text as delivered. `source.<extract>` is left over these rows only.
 *
 * @param workFolder where the doubtful lines are written for the second reading
 */
export async function readDoubtfulRows(
  connection: DuckDBConnection,
  landed: Landed,
  currencies: Currencies,
  workFolder: string,
): Promise<void> {
  const placed = await rowsByPosition(connection, landed);
  await readAgain(connection, landed, currencies, placed, workFolder);
  if (await isSameRows(connection, landed.delivery.extract)) return;
  // The SELECT has changed the order of the rows, as a join may: number them as they are read, in one thread.
  await readAgain(connection, landed, currencies, await rowsByReading(connection, landed), workFolder);
}

/** A doubtful row: where it stands in the delivery, and its key by which that can be checked. */
interface DoubtfulRow {
  readonly _row: number;
  readonly key: string;
}

const isDoubtful = (extract: Extract, key: string): string =>
  `${key} IN (SELECT _key FROM staging.${quoted(extract, "_doubtful_keys")})`;

/** Doubtful rows, placed by their position in the landing table, which is the order of the files unless a join broke it. */
async function rowsByPosition(connection: DuckDBConnection, landed: Landed): Promise<DoubtfulRow[]> {
  const { extract } = landed.delivery;
  const key = `COALESCE(${firstKey(extract)}, '')`;
  const found = await rows<{ position: number; key: string }>(
    connection,
    `SELECT rowid AS position, ${key} AS key FROM landing.${quoted(extract)} WHERE ${isDoubtful(extract, "_key")} ORDER BY rowid`,
  );
  let file = 0;
  let before = 0;
  return found.map(({ position, key }) => {
    for (let size = landed.driving.files[file]?.records ?? Infinity; position - before >= size;) {
      before += size;
      file++;
      size = landed.driving.files[file]?.records ?? Infinity;
    }
    return { _row: rowNumber(file, position - before), key };
  });
}

async function rowsByReading(connection: DuckDBConnection, landed: Landed): Promise<DoubtfulRow[]> {
  const { extract, select, selectPath } = landed.delivery;
  const tables = [landed.driving, ...landed.lookups];
  await createRawView(connection, landed.driving, true);
  await createSourceView(connection, extract, select, selectPath, tables);
  const key = firstKey(extract);
  return rows<DoubtfulRow>(
    connection,
    `SELECT s._row, COALESCE(s.${key}, '') AS key FROM (SELECT _row, clean_text(${key}) AS ${key} FROM source.main.${quoted(extract)}) AS s
     WHERE ${isDoubtful(extract, keyNumber(extract, "s."))} ORDER BY s._row`,
  );
}

/** Whether the rows read again have the keys of those they were taken for. */
async function isSameRows(connection: DuckDBConnection, extract: Extract): Promise<boolean> {
  const { differing } = await oneRow<{ differing: number }>(
    connection,
    `SELECT count(*) AS differing FROM staging.${quoted(extract, "_places")} AS p
     LEFT JOIN staging.${quoted(extract, "_again")} AS a USING (_row)
     WHERE a._row IS NULL OR COALESCE(a.${firstKey(extract)}, '') <> p.key`,
  );
  return differing === 0;
}

/** `staging.<extract>_again`: the doubtful rows typed with reasons and exact `_row`; `_places`: their file, line, text. */
async function readAgain(
  connection: DuckDBConnection,
  landed: Landed,
  currencies: Currencies,
  found: readonly DoubtfulRow[],
  workFolder: string,
): Promise<void> {
  const { extract, select, selectPath } = landed.delivery;
  const { driving, lookups } = landed;
  await connection.run(
    `CREATE OR REPLACE TABLE staging.${quoted(extract, "_places")} (_row BIGINT, key VARCHAR, file VARCHAR, line BIGINT, raw_text VARCHAR)`,
  );
  const places = await connection.createAppender(`${extract.name}_places`, "main", "staging");
  const parts: string[] = [];
  for (const [index, file] of driving.files.entries()) {
    const first = found.findIndex((row) => locateRow(row._row).fileIndex === index);
    const here = found.filter((row) => locateRow(row._row).fileIndex === index);
    const records = here.map((row) => locateRow(row._row).record);
    const texts = readRecords(file, records);
    const path = join(workFolder, `${extract.name}-doubtful-${index}.csv`);
    writeFileSync(path, [file.columns.join(file.delimiter), ...texts, ""].join(file.newline));
    for (const [i, { _row, key }] of here.entries()) {
      places.appendBigInt(BigInt(_row));
      places.appendVarchar(key);
      places.appendVarchar(file.name);
      places.appendBigInt(BigInt(lineOf(file, records[i] ?? 0)));
      places.appendVarchar(texts[i] ?? "");
      places.endRow();
    }
    parts.push(
      `SELECT row_number() OVER () + ${first} - 1 AS ordinal, * FROM ${readCsv({ ...file, readPath: path, isRagged: false })}`,
    );
  }
  places.closeSync();
  await connection.run(`CREATE OR REPLACE TABLE raw.main.${name(`${driving.name}_again`)} AS
    WITH numbered AS (SELECT _row, row_number() OVER (ORDER BY _row) - 1 AS ordinal FROM staging.${quoted(extract, "_places")}),
    lines AS (${parts.join("\nUNION ALL BY NAME\n")})
    SELECT numbered._row, lines.* EXCLUDE (ordinal) FROM lines JOIN numbered USING (ordinal);
    CREATE OR REPLACE VIEW raw.main.${name(driving.name)} AS SELECT * FROM raw.main.${name(`${driving.name}_again`)}`);
  await createSourceView(connection, extract, select, selectPath, [driving, ...lookups]);
  await connection.run(
    `CREATE OR REPLACE TABLE staging.${quoted(extract, "_again")} AS ${landingSelect(extract, currencies, "reasons")}`,
  );
}
