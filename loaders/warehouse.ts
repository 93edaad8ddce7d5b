import type { DuckDBConnection } from "@duckdb/node-api";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { openWarehouse, warehouseFile, type Warehouse } from "../lib/warehouse/open.js";
import { name, oneRow, text } from "../lib/warehouse/sql.js";

export const macrosPath = join(import.meta.dirname, "sql/macros/duckdb.sql");

/** Where a run works: a copy of the warehouse that nobody else opens. The file keeps its name, and so its catalog. */
export interface Workplace {
  readonly folder: string;
  readonly built: string;
  readonly published: string;
}

export function workplaceOf(dataFolder: string): Workplace {
  const published = join(dataFolder, warehouseFile);
  const folder = join(dirname(published), ".building");
  return { folder, built: join(folder, "bank.duckdb"), published };
}

/**
 * Copies the published warehouse aside, or begins a new one, and opens it with macros and the in-memory schemas.
 *
 * @param isReadable false: what is published cannot be read, so that a new one is begun
 */
export async function openAside(
  workplace: Workplace,
  memoryLimit: string,
  isReadable: boolean,
): Promise<Warehouse> {
  rmSync(workplace.folder, { recursive: true, force: true });
  mkdirSync(workplace.folder, { recursive: true });
  if (isReadable && existsSync(workplace.published)) copyFileSync(workplace.published, workplace.built);
  const warehouse = await openWarehouse(workplace.built, {
    settings: {
      memory_limit: memoryLimit,
      temp_directory: join(workplace.folder, "spill"),
      // Texts are written in two thirds of the time, and smaller; DuckDB 1.3 and later can read the file.
      storage_compatibility_version: "v1.3.0",
    },
  });
  const { connection } = warehouse;
  // Our SELECTs name the large table first and what is looked up after it. DuckDB's own choice of side goes wrong
  // where an anti-join misleads its estimate, and a fact table on the wrong side is written by one thread.
  await connection.run("SET disabled_optimizers = 'build_side_probe_side'");
  for (const schema of ["meta", "marts", "quality", "features", "models", "scores", "history", "reports"]) {
    await connection.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  }
  // What only a run needs is kept in memory, and spilt to the work folder when that is short.
  for (const schema of ["raw", "source", "landing", "staging"]) {
    await connection.run(`DROP SCHEMA IF EXISTS ${schema} CASCADE; ATTACH ':memory:' AS ${schema}`);
  }
  await prepare(connection);
  return { ...warehouse, connect: async () => prepare(await warehouse.connect()) };
}

/** What each connection needs of its own: the macros, and days that do not depend on the machine's time zone. */
async function prepare(connection: DuckDBConnection): Promise<DuckDBConnection> {
  await connection.run("SET TimeZone = 'UTC'");
  await connection.run(readFileSync(macrosPath, "utf8"));
  return connection;
}

/** A file is written anew when more of it than this is left over from tables that were made again. */
const mostDead = 1 / 3;

/** Puts the finished copy in the place of the published warehouse, in one rename. */
export async function publish(workplace: Workplace, warehouse: Warehouse): Promise<void> {
  const { connection } = warehouse;
  await connection.run("CHECKPOINT");
  const { dead, catalog } = await oneRow<{ dead: number; catalog: string }>(
    connection,
    `SELECT free_blocks / greatest(total_blocks, 1) AS dead, database_name AS catalog
     FROM pragma_database_size() WHERE database_name = current_database()`,
  );
  const compacted = join(workplace.folder, "compacted", basename(workplace.built));
  if (dead > mostDead) {
    mkdirSync(dirname(compacted));
    await connection.run(
      `ATTACH ${text(compacted)} AS compacted (STORAGE_VERSION 'v1.3.0'); COPY FROM DATABASE ${name(catalog)} TO compacted; DETACH compacted`,
    );
  }
  warehouse.close();
  renameSync(dead > mostDead ? compacted : workplace.built, workplace.published);
  rmSync(workplace.folder, { recursive: true, force: true });
}
