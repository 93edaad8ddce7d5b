import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";

/** A DuckDB file opened for one job; close it before the file is renamed. */
export interface Warehouse {
  readonly connection: DuckDBConnection;
  /** A further connection, for what is to run at the same time; it ends with the warehouse. */
  connect(): Promise<DuckDBConnection>;
  close(): void;
}

/** Where the warehouse of a data folder lies, relative to that folder. */
export const warehouseFile = "warehouse/bank.duckdb";

/**
 * Opens a warehouse file.
 *
 * @param path file, created when absent unless `readOnly`
 * @param options DuckDB settings such as `memory_limit`
 * @throws Error with DuckDB's own message when the file is missing, locked or not a database
 */
export async function openWarehouse(
  path: string,
  options: { readOnly?: boolean; settings?: Readonly<Record<string, string>> } = {},
): Promise<Warehouse> {
  const instance = await DuckDBInstance.create(path, {
    access_mode: options.readOnly ? "READ_ONLY" : "READ_WRITE",
    // Nothing can be downloaded, so a missing extension should fail at once.
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
    ...options.settings,
  });
  const connection = await instance.connect();
  const further: DuckDBConnection[] = [];
  return {
    connection,
    async connect() {
      const another = await instance.connect();
      further.push(another);
      return another;
    },
    close() {
      for (const each of [...further, connection]) each.closeSync();
      instance.closeSync();
    },
  };
}
