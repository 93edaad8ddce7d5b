import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { openWarehouse, warehouseFile, type Warehouse } from "../../warehouse/open.js";
import { oneRow } from "../../warehouse/sql.js";
import { readTables, type Table } from "../odata/tables.js";
import { Problem } from "../problems.js";
import { modelNames, readModel, type ModelName, type PublishedModel, type ReleasedModel } from "./models.js";
import { Readers } from "./readers.js";
import { readStoredClients, type StoredClients } from "./storedClients.js";

/** Queries of callers that run at a time. */
const readerCount = 2;

/** Whose data it is, by which run, and up to which day. */
export interface About {
  readonly bank: string;
  readonly run: string;
  readonly asOf: string;
}

/** One published warehouse, open for reading: data and models of the same run. */
export class Release {
  /** Requests that use it. */
  #users = 0;
  #isRetired = false;

  private constructor(
    readonly warehouse: Warehouse,
    readonly about: About,
    readonly models: ReadonlyMap<ModelName, ReleasedModel>,
    readonly stored: ReadonlyMap<ModelName, StoredClients>,
    readonly tables: ReadonlyMap<string, Table>,
    readonly readers: Readers,
  ) {}

  /**
   * Opens the warehouse of a data folder, which may be replaced while it is open.
   *
   * @throws Error if it is not there, or is none of ours
   */
  static async open(dataFolder: string): Promise<Release> {
    const warehouse = await openWarehouse(join(dataFolder, warehouseFile), {
      readOnly: true,
      settings: { threads: "2", memory_limit: "1GB", enable_external_access: "false" },
    });
    try {
      const { connection } = warehouse;
      await connection.run("SET lock_configuration = true");
      const about = await oneRow<About>(
        connection,
        `SELECT bank, run, CAST(as_of AS VARCHAR) AS "asOf" FROM marts.dim_bank CROSS JOIN meta.run`,
      );
      const models = new Map<ModelName, ReleasedModel>();
      for (const model of modelNames) models.set(model, await readModel(connection, model));
      const stored = new Map<ModelName, StoredClients>();
      for (const model of ["default", "churn"] as const) {
        const released = models.get(model)!;
        if ("scorer" in released)
          stored.set(model, await readStoredClients(connection, model, released.scorer));
      }
      const connections = await Promise.all(Array.from({ length: readerCount }, () => warehouse.connect()));
      const tables = await readTables(connection);
      return new Release(warehouse, about, models, stored, tables, new Readers(connections));
    } catch (error) {
      warehouse.close();
      throw error;
    }
  }

  /**
   * A model.
   *
   * @throws Problem no_model saying why this bank does not have it
   */
  model(model: ModelName): PublishedModel {
    const found = this.models.get(model)!;
    if ("reason" in found) throw new Problem("no_model", found.reason);
    return found;
  }

  /** Does something with the release, which is not closed before it ends. */
  async use<Result>(work: (release: this) => Promise<Result>): Promise<Result> {
    this.#users += 1;
    try {
      return await work(this);
    } finally {
      this.#users -= 1;
      this.#closeIfDone();
    }
  }

  /** Another release has taken over: this one closes when nobody uses it any more. */
  retire(): void {
    this.#isRetired = true;
    this.#closeIfDone();
  }

  #closeIfDone(): void {
    if (this.#isRetired && this.#users === 0) this.warehouse.close();
  }
}

/** What tells one published warehouse from the next; null if there is none. */
export function releaseMark(dataFolder: string): string | null {
  const path = join(dataFolder, warehouseFile);
  if (!existsSync(path)) return null;
  const { ino, mtimeMs, size } = statSync(path);
  return `${ino} ${mtimeMs} ${size}`;
}
