import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { name, oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { landingSelect, type Currencies, type Typing } from "../extracts/landingSelect.js";
import { createRawView, locateRow, type RawTable } from "../extracts/rawViews.js";
import { fileTwins } from "../extracts/fileTwins.js";
import { scanFile, type ScannedFile } from "../extracts/scanFile.js";
import { createSourceView } from "../extracts/sourceView.js";
import type { Settings } from "../runner/settings.js";
import type { Delivery } from "./deliveries.js";

/** An extract that has been read: its raw tables, scanned, the one whose rows it accounts for first. */
export interface Landed {
  readonly delivery: Delivery;
  readonly driving: RawTable;
  readonly lookups: readonly RawTable[];
  /** Files that were delivered again under another name, and are left out. */
  readonly twins: readonly Twin[];
}

/** A file whose bytes an earlier one has. */
interface Twin {
  readonly name: string;
  readonly of: ScannedFile;
}

export function currenciesOf(settings: Settings): Currencies {
  return {
    reporting: settings.currency,
    known: [settings.currency, ...Object.keys(settings.config.currencyRates)],
  };
}

/**
 * Scans the files of a delivery and makes `raw.<table>` and `source.<extract>` over them.
 *
 * @param workFolder where copies without unreadable lines go
 * @param leavesRagged see scanFile
 * @throws BuildError when a file cannot be read or a column is missing
 */
async function prepareExtract(
  connection: DuckDBConnection,
  delivery: Delivery,
  workFolder: string,
  leavesRagged: boolean,
): Promise<Landed> {
  mkdirSync(workFolder, { recursive: true });
  const twins: Twin[] = [];
  const tables = delivery.tables.map((table) => {
    const earlier = fileTwins(table.paths);
    const files = table.paths.flatMap((path, index) =>
      earlier[index] === null
        ? [scanFile(path, join(workFolder, `${table.name}-${index}.csv`), leavesRagged)]
        : [],
    );
    for (const [index, path] of table.paths.entries()) {
      const of = files.find((file) => file.path === earlier[index]);
      if (of) twins.push({ name: basename(path), of });
    }
    return { name: table.name, files };
  });
  for (const table of tables) await createRawView(connection, table, false);
  await createSourceView(connection, delivery.extract, delivery.select, delivery.selectPath, tables);
  const driving = await drivingTable(connection, delivery, tables);
  return { delivery, driving, lookups: tables.filter((table) => table !== driving), twins };
}

/** With more doubtful rows than this, reading them a second time costs more than typing every row in full at once. */
const doubtfulShare = 0.02;

/**
 * Reads one extract into `landing.<extract>`: typed, one row per raw row, with `_is_doubtful` and `_repairs`; `_row`
 * names the file. Nothing is dropped here.
 *
 * @param workFolder where copies without unreadable lines go
 * @returns what was read, and its number of rows
 * @throws BuildError when a file cannot be read, a column is missing, a required extract has no rows, or the SELECT does
 *   not give a row per raw row
 */
export async function landExtract(
  connection: DuckDBConnection,
  delivery: Delivery,
  currencies: Currencies,
  workFolder: string,
): Promise<Landed & { readonly rows: number }> {
  let found = await readExtract(connection, delivery, currencies, workFolder, true);
  // DuckDB and our scan do not agree on which lines are ragged: have it read a copy without them.
  if (found.wrong && tablesOf(found).some((table) => table.files.some((file) => file.isRagged))) {
    found = await readExtract(connection, delivery, currencies, workFolder, false);
  }
  if (!found.wrong) return found;
  const { file, rows: given } = found.wrong;
  throw new BuildError(
    "bad_source",
    `${delivery.selectPath}: gives ${given} rows for the ${file.records} rows of ${file.name}; it must give one for each (a join that finds several rows, or a WHERE, changes the number)`,
  );
}

const tablesOf = (landed: Landed): RawTable[] => [landed.driving, ...landed.lookups];

/** Scans and types an extract once; `wrong` is a file of which there are more or fewer rows than the scan counted. */
async function readExtract(
  connection: DuckDBConnection,
  delivery: Delivery,
  currencies: Currencies,
  workFolder: string,
  leavesRagged: boolean,
): Promise<Landed & { readonly rows: number; readonly wrong?: { file: ScannedFile; rows: number } }> {
  const { extract } = delivery;
  const landed = await prepareExtract(connection, delivery, workFolder, leavesRagged);
  const { files } = landed.driving;
  if (extract.required && files.every((file) => file.records + file.rejected.length === 0)) {
    throw new BuildError("empty_file", `${files.map((file) => file.name).join(", ")}: a header and no rows`);
  }
  await typeRows(connection, extract, currencies);
  const counted = await rows<{ _row: number; n: number }>(
    connection,
    `SELECT _row, count(*) AS n FROM landing.${name(extract.name)} GROUP BY _row`,
  );
  const wrong = files
    .map((file, index) => ({
      file,
      rows: counted.find((row) => locateRow(row._row).fileIndex === index)?.n ?? 0,
    }))
    .find(({ file, rows: given }) => given !== file.records);
  return {
    ...landed,
    rows: counted.reduce((sum, row) => sum + row.n, 0),
    ...(wrong ? { wrong } : {}),
  };
}

async function typeRows(
  connection: DuckDBConnection,
  extract: Extract,
  currencies: Currencies,
): Promise<void> {
  const table = `landing.${name(extract.name)}`;
  const type = (typing: Typing): string =>
    `CREATE OR REPLACE TABLE ${table} AS ${landingSelect(extract, currencies, typing)}`;
  await connection.run(type("plain"));
  const { share } = await oneRow<{ share: number | null }>(
    connection,
    `SELECT avg(CAST(_is_doubtful AS INTEGER)) AS share FROM ${table}`,
  );
  if ((share ?? 0) > doubtfulShare) await connection.run(type("all"));
}

/** The raw table whose `_row` the SELECT hands on: tried by giving each table's rows a number of its own. */
async function drivingTable(
  connection: DuckDBConnection,
  delivery: Delivery,
  tables: readonly RawTable[],
): Promise<RawTable> {
  const [only] = tables;
  if (tables.length === 1 && only) return only;
  const mark = async (table: RawTable, number: number): Promise<void> => {
    const columns = [...new Set(table.files.flatMap((file) => file.columns))];
    const nulls = columns.map((column) => `NULL::VARCHAR AS ${name(column)}`).join(", ");
    await connection.run(
      `CREATE OR REPLACE VIEW raw.main.${name(table.name)} AS SELECT ${number}::BIGINT AS _row, ${nulls}`,
    );
  };
  try {
    for (const [index, table] of tables.entries()) await mark(table, index);
    const { driver } = await oneRow<{ driver: number | null }>(
      connection,
      `SELECT min(_row) AS driver FROM source.main.${name(delivery.extract.name)}`,
    );
    const found = tables[driver ?? -1];
    if (!found) {
      throw new BuildError(
        "bad_source",
        `${delivery.selectPath}: no row came with the _row of a raw table; take _row from one of them, and join the others with LEFT JOIN`,
      );
    }
    return found;
  } finally {
    for (const table of tables) await createRawView(connection, table, false);
  }
}

/** Makes an empty `landing.<extract>` and `staging.stg_<extract>` for an optional extract that was not delivered. */
export async function landNothing(
  connection: DuckDBConnection,
  extract: Delivery["extract"],
  currencies: Currencies,
): Promise<void> {
  const nulls = extract.columns.map((column) => `NULL::VARCHAR AS ${name(column.name)}`).join(", ");
  const columns = extract.columns.map((column) => name(column.name)).join(", ");
  await connection.run(`
    CREATE OR REPLACE VIEW source.main.${name(extract.name)} AS SELECT 0::BIGINT AS _row, ${nulls} WHERE false;
    CREATE OR REPLACE TABLE landing.${name(extract.name)} AS ${landingSelect(extract, currencies, "all")};
    CREATE OR REPLACE VIEW staging.${name(`stg_${extract.name}`)} AS SELECT _row, ${columns}, _repairs FROM landing.${name(extract.name)}`);
}
