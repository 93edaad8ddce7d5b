import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { name, oneRow, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { landingSelect, type Currencies, type Typing } from "../extracts/landingSelect.js";
import { createRawView, locateRow, type RawTable } from "../extracts/rawViews.js";
import { fileTwins } from "../extracts/fileTwins.js";
import { guessFile, scanFile, type ScannedFile } from "../extracts/scanFile.js";
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

/** The files of a delivery that are to be read, and those that an earlier one of the same bytes stands for. */
interface Files {
  readonly tables: readonly { readonly name: string; readonly paths: readonly string[] }[];
  readonly twins: readonly (readonly [path: string, of: string])[];
}

function withoutTwins(delivery: Delivery): Files {
  const twins: [string, string][] = [];
  const tables = delivery.tables.map(({ name: table, paths }) => {
    const earlier = fileTwins(paths);
    for (const [index, path] of paths.entries()) {
      const of = earlier[index];
      if (of != null) twins.push([path, of]);
    }
    return { name: table, paths: paths.filter((_, index) => earlier[index] === null) };
  });
  return { tables, twins };
}

/** Makes `raw.<table>` and `source.<extract>` over files, and finds out which table the extract's rows are those of. */
async function openTables(
  connection: DuckDBConnection,
  delivery: Delivery,
  tables: readonly RawTable[],
): Promise<RawTable> {
  for (const table of tables) await createRawView(connection, table, false);
  await createSourceView(connection, delivery.extract, delivery.select, delivery.selectPath, tables);
  return drivingTable(connection, delivery, tables);
}

/** With more doubtful rows than this, reading them a second time costs more than typing every row in full at once. */
const doubtfulShare = 0.02;

/**
 * Reads one extract into `landing.<extract>`: typed, one row per raw row, with `_is_doubtful` and `_repairs`; `_row`
 * names the file. Nothing is dropped here.
 *
 * DuckDB begins to read by what the headers say while our scan goes over the files; when the scan finds that a file
 * must be read otherwise, or counts other rows, it is read again.
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
  mkdirSync(workFolder, { recursive: true });
  const { extract, selectPath } = delivery;
  const files = withoutTwins(delivery);
  const tablesBy = (look: (path: string, copyPath: string) => ScannedFile): RawTable[] =>
    files.tables.map(({ name: table, paths }) => ({
      name: table,
      files: paths.map((path, index) => look(path, join(workFolder, `${table}-${index}.csv`))),
    }));

  let driving = await openTables(connection, delivery, tablesBy(guessFile));
  const reading = typeRows(connection, extract, currencies).then(
    () => true,
    () => false,
  );
  let tables = tablesBy((path, copyPath) => scanFile(path, copyPath, true));
  const isRead = await reading;
  driving = tables.find((table) => table.name === driving.name) ?? driving;
  if (extract.required && driving.files.every((file) => file.records + file.rejected.length === 0)) {
    throw new BuildError(
      "empty_file",
      `${driving.files.map((file) => file.name).join(", ")}: a header and no rows`,
    );
  }
  if (!isRead || tables.some((table) => table.files.some((file) => file.readPath !== file.path))) {
    driving = await openTables(connection, delivery, tables);
    await typeRows(connection, extract, currencies);
  }
  let count = await countRows(connection, extract, driving);
  if (count.wrong) {
    // DuckDB and our scan do not agree on which lines are ragged: have it read a copy without them.
    tables = tablesBy((path, copyPath) => scanFile(path, copyPath, false));
    driving = await openTables(connection, delivery, tables);
    await typeRows(connection, extract, currencies);
    count = await countRows(connection, extract, driving);
  }
  if (count.wrong) {
    const { file, rows: given } = count.wrong;
    throw new BuildError(
      "bad_source",
      `${selectPath}: gives ${given} rows for the ${file.records} rows of ${file.name}; it must give one for each (a join that finds several rows, or a WHERE, changes the number)`,
    );
  }
  const scanned = tables.flatMap((table) => table.files);
  const twins = files.twins.flatMap(([path, earlier]) => {
    const of = scanned.find((file) => file.path === earlier);
    return of ? [{ name: basename(path), of }] : [];
  });
  return {
    delivery,
    driving,
    lookups: tables.filter((table) => table !== driving),
    twins,
    rows: count.rows,
  };
}

/** Rows in `landing.<extract>`; `wrong` is a file of which there are more or fewer than the scan counted. */
async function countRows(
  connection: DuckDBConnection,
  extract: Extract,
  driving: RawTable,
): Promise<{ rows: number; wrong: { file: ScannedFile; rows: number } | undefined }> {
  const counted = await rows<{ _row: number; n: number }>(
    connection,
    `SELECT _row, count(*) AS n FROM landing.${name(extract.name)} GROUP BY _row`,
  );
  const wrong = driving.files
    .map((file, index) => ({
      file,
      rows: counted.find((row) => locateRow(row._row).fileIndex === index)?.n ?? 0,
    }))
    .find(({ file, rows: given }) => given !== file.records);
  return { rows: counted.reduce((sum, row) => sum + row.n, 0), wrong };
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
