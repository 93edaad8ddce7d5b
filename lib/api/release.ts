import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { hash } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { readModelDocument, type ModelDocument } from "../core/models/modelDocument.js";
import { openWarehouse, warehouseFile, type Warehouse } from "../warehouse/open.js";
import { name, oneRow, rows } from "../warehouse/sql.js";
import type { Attributes } from "./answers.js";
import { Problem } from "./problems.js";
import { Scorer } from "./scorer.js";

export const modelNames = ["default", "churn", "anomaly"] as const;

export type ModelName = (typeof modelNames)[number];

/** A model of a release, or why there is none. */
export type ReleasedModel =
  | {
      readonly document: ModelDocument;
      readonly report: string;
      readonly version: string;
      readonly scorer: Scorer;
    }
  | { readonly reason: string };

/** A client's attributes at the latest snapshot, by client and by account. */
interface Stored {
  readonly byClient: ReadonlyMap<string, Attributes>;
  readonly byAccount: ReadonlyMap<string, Attributes>;
}

/** Movements are many: their attributes are asked for one by one. */
const movementTable = "features.ftr_movements";

/** One published warehouse, open for reading: data and models of the same run. */
export class Release {
  /** Requests that use it. */
  #users = 0;
  #isRetired = false;

  private constructor(
    readonly warehouse: Warehouse,
    readonly about: { readonly bank: string; readonly run: string; readonly asOf: string },
    readonly models: ReadonlyMap<ModelName, ReleasedModel>,
    readonly stored: Readonly<Record<"default" | "churn", Stored>>,
  ) {}

  /**
   * Opens the warehouse of a data folder, which may be replaced while it is open.
   *
   * @throws Error if it is not there, or is none of ours
   */
  static async open(dataFolder: string): Promise<Release> {
    const warehouse = await openWarehouse(join(dataFolder, warehouseFile), {
      readOnly: true,
      settings: { threads: "2", enable_external_access: "false" },
    });
    try {
      const { connection } = warehouse;
      await connection.run("SET lock_configuration = true");
      const about = await oneRow<{ bank: string; run: string; asOf: string }>(
        connection,
        `SELECT bank, run, CAST(as_of AS VARCHAR) AS "asOf" FROM marts.dim_bank CROSS JOIN meta.run`,
      );
      const models = new Map<ModelName, ReleasedModel>();
      for (const model of modelNames) models.set(model, await readModel(connection, model));
      const stored = {
        default: await readStored(connection, "default", models.get("default")!),
        churn: await readStored(connection, "churn", models.get("churn")!),
      };
      return new Release(warehouse, about, models, stored);
    } catch (error) {
      warehouse.close();
      throw error;
    }
  }

  /** The model, if this bank has it. */
  model(model: ModelName): Exclude<ReleasedModel, { reason: string }> {
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

async function readModel(connection: DuckDBConnection, model: ModelName): Promise<ReleasedModel> {
  const { document, report, reason } = await oneRow<Record<"document" | "report" | "reason", string | null>>(
    connection,
    `SELECT document, report, reason FROM models.${name(model)}`,
  );
  if (document === null || report === null) return { reason: reason ?? "It could not be fitted." };
  const read = readModelDocument(JSON.parse(document));
  const scale = model === "anomaly" ? await readScale(connection, report) : null;
  return {
    document: read,
    report,
    version: hash("sha256", document, "hex").slice(0, 12),
    scorer: new Scorer(read, scale),
  };
}

async function readScale(connection: DuckDBConnection, report: string): Promise<Scorer["scale"]> {
  const scores = await column(
    connection,
    "SELECT anomaly_score FROM scores.scr_movements ORDER BY anomaly_score",
  );
  const { threshold } = JSON.parse(report) as { threshold: { cutOff: number | null } };
  return { scores: Float64Array.from(scores as number[]), cutOff: threshold.cutOff };
}

async function column(connection: DuckDBConnection, sql: string): Promise<unknown[]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getColumnsJS()[0] ?? [];
}

/** Reads the attributes a model takes of everybody at the latest snapshot, or of every loan where it is about loans. */
async function readStored(
  connection: DuckDBConnection,
  model: "default" | "churn",
  released: ReleasedModel,
): Promise<Stored> {
  if ("reason" in released) return { byClient: new Map(), byAccount: new Map() };
  const { loans } = await oneRow<{ loans: number }>(
    connection,
    `SELECT count(loan_id) AS loans FROM scores.scr_${model}`,
  );
  const table = loans > 0 ? "features.ftr_default_grant" : `features.ftr_${model}`;
  const features = released.scorer.features.map(({ kind, name: feature }) =>
    kind === "numeric"
      ? `CAST(f.${name(feature)} AS DOUBLE) AS ${name(feature)}`
      : `CAST(f.${name(feature)} AS VARCHAR) AS ${name(feature)}`,
  );
  const found = await rows<Attributes & { client_id: string; account_id: string | null }>(
    connection,
    loans > 0
      ? `SELECT f.client_id, l.account_id, ${features.join(", ")} FROM ${table} AS f
         LEFT JOIN marts.fct_loans AS l ON l.loan_id = f.loan_id ORDER BY f.snapshot_date, f.loan_id`
      : `SELECT f.client_id, NULL AS account_id, ${features.join(", ")} FROM ${table} AS f
         WHERE f.snapshot_date = (SELECT max(snapshot_date) FROM ${table})`,
  );
  const byClient = new Map<string, Attributes>();
  const byAccount = new Map<string, Attributes>();
  for (const { client_id: client, account_id: account, ...attributes } of found) {
    byClient.set(client, attributes);
    if (account !== null) byAccount.set(account, attributes);
  }
  if (loans === 0) {
    const accounts = await rows<{ account_id: string; client_id: string }>(
      connection,
      "SELECT account_id, client_id FROM marts.dim_accounts",
    );
    for (const { account_id: account, client_id: client } of accounts) {
      const attributes = byClient.get(client);
      if (attributes !== undefined) byAccount.set(account, attributes);
    }
  }
  return { byClient, byAccount };
}

/** A movement with what the batch says of it. */
export interface StoredMovement {
  readonly attributes: Attributes;
  readonly transactionId: string;
  readonly oneIn: number | null;
}

/** By which of its columns a movement is asked for; by client and account it is the latest one. */
export type MovementKey = "transaction_id" | "client_id" | "account_id";

/**
 * A movement as the detector sees it.
 *
 * @throws Problem unknown_id
 */
export async function findMovement(
  { warehouse, models }: Release,
  key: MovementKey,
  id: DuckDBValue & string,
): Promise<StoredMovement> {
  const model = models.get("anomaly")!;
  if ("reason" in model) throw new Problem("no_model", model.reason);
  const features = model.scorer.features.map(
    ({ name: feature }) => `CAST(f.${name(feature)} AS DOUBLE) AS ${name(feature)}`,
  );
  const reader = await warehouse.connection.runAndReadAll(
    `SELECT f.transaction_id, s.one_in, ${features.join(", ")}
     FROM (SELECT * FROM ${movementTable} WHERE ${key} = $1 ORDER BY posted_at DESC, transaction_id LIMIT 1) AS f
     LEFT JOIN scores.scr_movements AS s ON s.transaction_id = f.transaction_id`,
    [id],
  );
  const [found] = reader.getRowObjectsJS() as (Attributes & {
    transaction_id: string;
    one_in: number | null;
  })[];
  if (!found) throw new Problem("unknown_id", `${key} ${JSON.stringify(id)}`);
  const { transaction_id: transactionId, one_in: oneIn, ...attributes } = found;
  return { attributes, transactionId, oneIn };
}
