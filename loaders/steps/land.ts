import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import { name, oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { landingSelect, type Currencies } from "../extracts/landingSelect.js";
import { createRawView, locateRow, type RawTable } from "../extracts/rawViews.js";
import { scanFile } from "../extracts/scanFile.js";
import { createSourceView } from "../extracts/sourceView.js";
import type { Settings } from "../runner/settings.js";
import type { Delivery } from "./deliveries.js";

/** An extract that has been read: its raw tables, scanned, the one whose rows it accounts for first. */
export interface Landed {
  readonly delivery: Delivery;
  readonly driving: RawTable;
  readonly lookups: readonly RawTable[];
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
 * @throws BuildError when a file cannot be read or a column is missing
 */
export async function prepareExtract(
  connection: DuckDBConnection,
  delivery: Delivery,
  workFolder: string,
): Promise<Landed> {
  mkdirSync(workFolder, { recursive: true });
  const tables = delivery.tables.map((table) => ({
    name: table.name,
    files: table.paths.map((path, index) => scanFile(path, join(workFolder, `${table.name}-${index}.csv`))),
  }));
  for (const table of tables) await createRawView(connection, table, false);
  await createSourceView(connection, delivery.extract, delivery.select, delivery.selectPath, tables);
  const driving = await drivingTable(connection, delivery, tables);
  return { delivery, driving, lookups: tables.filter((table) => table !== driving) };
}

/**
 * Reads one extract into `landing.<extract>`: typed, one row per raw row, with `_is_bad` and `_repairs`; `_row` names
 * the file. Nothing is dropped here.
 *
 * @returns number of rows
 * @throws BuildError when a required extract has no rows, or the SELECT does not give a row per raw row
 */
export async function landExtract(
  connection: DuckDBConnection,
  landed: Landed,
  currencies: Currencies,
): Promise<number> {
  const { extract, selectPath } = landed.delivery;
  const { files } = landed.driving;
  if (extract.required && files.every((file) => file.records + file.rejected.length === 0)) {
    throw new BuildError("empty_file", `${files.map((file) => file.name).join(", ")}: a header and no rows`);
  }
  await connection.run(
    `CREATE OR REPLACE TABLE landing.${name(extract.name)} AS ${landingSelect(extract, currencies, false)}`,
  );
  const counted = await rows<{ _row: number; n: number }>(
    connection,
    `SELECT _row, count(*) AS n FROM landing.${name(extract.name)} GROUP BY _row`,
  );
  for (const [index, file] of files.entries()) {
    const n = counted.find((row) => locateRow(row._row).fileIndex === index)?.n ?? 0;
    if (n !== file.records) {
      throw new BuildError(
        "bad_source",
        `${selectPath}: gives ${n} rows for the ${file.records} rows of ${file.name}; it must give one for each (a join that finds several rows, or a WHERE, changes the number)`,
      );
    }
  }
  return counted.reduce((sum, row) => sum + row.n, 0);
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
    CREATE OR REPLACE TABLE landing.${name(extract.name)} AS ${landingSelect(extract, currencies, false)};
    CREATE OR REPLACE VIEW staging.${name(`stg_${extract.name}`)} AS SELECT _row, ${columns}, _repairs FROM landing.${name(extract.name)}`);
}
