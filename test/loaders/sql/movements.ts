import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Warehouse } from "../../../lib/warehouse/open.js";
import { openWarehouse } from "../../../lib/warehouse/open.js";
import { rows, text } from "../../../lib/warehouse/sql.js";
import { macrosPath } from "../../../loaders/warehouse.js";

/** A movement as `marts.fct_transactions` has it; what is left out is as in `usual`. */
export interface Movement {
  readonly id: string;
  readonly at: string;
  readonly amount: number;
  readonly client?: string;
  readonly account?: string;
  readonly type?: string;
  readonly channel?: string;
  readonly category?: string;
  readonly counterparty?: string | null;
  readonly country?: string | null;
}

export interface Login {
  readonly client: string;
  readonly at: string;
  readonly detail: string;
}

const usual = {
  client: "C1",
  type: "card_purchase",
  channel: "card",
  category: "groceries",
  counterparty: "M1",
  country: "PT",
};

const select = (table: string): string => readFileSync(join("loaders/sql/features", `${table}.sql`), "utf8");

/** A warehouse in memory with empty marts. */
export async function openMarts(): Promise<Warehouse> {
  const warehouse = await openWarehouse(":memory:");
  await warehouse.connection.run(`SET TimeZone = 'UTC'; ${readFileSync(macrosPath, "utf8")};
CREATE SCHEMA marts; CREATE SCHEMA features;
CREATE TABLE marts.fct_transactions (transaction_id VARCHAR, account_id VARCHAR, client_id VARCHAR, posted_at TIMESTAMP,
  posted_date DATE, amount DECIMAL(18, 2), balance DECIMAL(18, 2), transaction_type VARCHAR, channel VARCHAR,
  category VARCHAR, counterparty VARCHAR, country VARCHAR, is_client_initiated BOOLEAN, is_external BOOLEAN);
CREATE TABLE marts.dim_accounts (account_id VARCHAR, client_id VARCHAR);
CREATE TABLE marts.fct_events (client_id VARCHAR, event_type VARCHAR, event_at TIMESTAMP, detail VARCHAR)`);
  return warehouse;
}

/** Fills the marts anew and makes both feature tables of them. */
export async function makeFeatures(
  { connection }: Warehouse,
  movements: readonly Movement[],
  logins: readonly Login[] = [],
): Promise<void> {
  const value = (part: string | null): string => (part === null ? "NULL" : text(part));
  const lines = movements.map((movement) => {
    const { id, at, amount, client, account, type, channel, category, counterparty, country } = {
      ...usual,
      ...movement,
    };
    const owner = account ?? `${client}-1`;
    return `(${[id, owner, client, at, at.slice(0, 10)].map(value).join(", ")}, ${amount}, NULL, ${[type, channel, category, counterparty, country].map(value).join(", ")}, TRUE, TRUE)`;
  });
  await connection.run(`
DELETE FROM marts.fct_transactions; DELETE FROM marts.dim_accounts; DELETE FROM marts.fct_events;
${lines.length > 0 ? `INSERT INTO marts.fct_transactions VALUES ${lines.join(", ")};` : ""}
INSERT INTO marts.dim_accounts SELECT DISTINCT account_id, client_id FROM marts.fct_transactions`);
  for (const { client, at, detail } of logins) {
    await connection.run(
      `INSERT INTO marts.fct_events VALUES (${value(client)}, 'login', ${value(at)}, ${value(detail)})`,
    );
  }
  for (const table of ["ftr_movements", "ftr_client_days"]) {
    await connection.run(`CREATE OR REPLACE TABLE features.${table} AS ${select(table)}`);
  }
}

/** Rows of a feature table in the order of their keys, with dates as texts. */
export function readAll(
  { connection }: Warehouse,
  table: "ftr_movements" | "ftr_client_days",
): Promise<Record<string, number | string | boolean | null>[]> {
  const dates =
    table === "ftr_movements"
      ? "CAST(posted_at AS VARCHAR) AS posted_at, CAST(posted_date AS VARCHAR) AS posted_date, CAST(amount AS DOUBLE) AS amount"
      : "CAST(posted_date AS VARCHAR) AS posted_date";
  const keys = table === "ftr_movements" ? "transaction_id" : "client_id, posted_date";
  return rows(connection, `SELECT * REPLACE (${dates}) FROM features.${table} ORDER BY ${keys}`);
}
