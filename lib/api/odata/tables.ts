import type { DuckDBConnection } from "@duckdb/node-api";
import { name as quoted, oneRow, rows, text } from "../../warehouse/sql.js";

export type Edm =
  | "Edm.String"
  | "Edm.Boolean"
  | "Edm.Int64"
  | "Edm.Double"
  | "Edm.Decimal"
  | "Edm.Date"
  | "Edm.DateTimeOffset";

export interface Column {
  readonly name: string;
  readonly edm: Edm;
  /** What stands for it in a condition. */
  readonly sql: string;
}

/** A table as OData shows it. */
export interface Table {
  readonly name: string;
  readonly schema: string;
  /** Columns that tell its rows apart, by which pages follow each other. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
}

/** Tables that are shown, by schema, each with its key; a loan belongs to the key where the model is about loans. */
const keys: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  marts: {
    dim_bank: ["bank"],
    dim_clients: ["client_id", "valid_from"],
    dim_accounts: ["account_id"],
    dim_time: ["date_day"],
    fct_transactions: ["transaction_id"],
    fct_events: ["event_id"],
    fct_loans: ["loan_id"],
    fct_account_months: ["account_id", "month_date"],
    fct_client_months: ["client_id", "month_date", "account_type", "channel"],
    fct_loan_months: ["loan_id", "month_date"],
  },
  scores: {
    scr_default: ["client_id", "snapshot_date", "loan_id"],
    scr_default_reasons: ["client_id", "snapshot_date", "loan_id", "reason_rank"],
    scr_churn: ["client_id", "snapshot_date"],
    scr_churn_reasons: ["client_id", "snapshot_date", "reason_rank"],
    scr_movements: ["transaction_id"],
    scr_movements_reasons: ["transaction_id", "reason_rank"],
    scr_alerts: ["transaction_id"],
  },
};

/** Columns that say who somebody is; the API shows keys, never names. */
const personal = ["name", "birth_date", "email", "counterparty", "detail"];

function edmOf(type: string): Edm {
  if (type === "BOOLEAN") return "Edm.Boolean";
  if (type === "DATE") return "Edm.Date";
  if (type.startsWith("TIMESTAMP")) return "Edm.DateTimeOffset";
  if (/^(?:U?(?:TINY|SMALL|BIG|HUGE)?INT|U?INTEGER)/.test(type)) return "Edm.Int64";
  if (type.startsWith("DECIMAL")) return "Edm.Decimal";
  return type === "DOUBLE" || type === "FLOAT" ? "Edm.Double" : "Edm.String";
}

/** Reads which of the tables a warehouse has, and their columns. */
export async function readTables(connection: DuckDBConnection): Promise<ReadonlyMap<string, Table>> {
  const schemas = Object.keys(keys).map(text).join(", ");
  const found = await rows<{ schema: string; table: string; column: string; type: string }>(
    connection,
    `SELECT schema_name AS schema, table_name AS "table", column_name AS "column", data_type AS type
     FROM duckdb_columns() WHERE schema_name IN (${schemas}) ORDER BY schema_name, table_name, column_index`,
  );
  const tables = new Map<string, Table & { columns: Column[] }>();
  for (const { schema, table, column, type } of found) {
    const wholeKey = keys[schema]?.[table];
    if (wholeKey === undefined || personal.includes(column)) continue;
    if (!tables.has(table)) {
      const key = schema === "scores" ? await withoutLoan(connection, table, wholeKey) : wholeKey;
      tables.set(table, { name: table, schema, key, columns: [] });
    }
    // An enumerated text is compared as a text.
    const sql = type.startsWith("ENUM") ? `CAST(${quoted(column)} AS VARCHAR)` : quoted(column);
    tables.get(table)!.columns.push({ name: column, edm: edmOf(type), sql });
  }
  return tables;
}

/** The key of a table of scores, without the loan where no score is about one: a key is never null. */
async function withoutLoan(
  connection: DuckDBConnection,
  table: string,
  key: readonly string[],
): Promise<readonly string[]> {
  if (!key.includes("loan_id")) return key;
  const { loans } = await oneRow<{ loans: number }>(
    connection,
    `SELECT count(loan_id) AS loans FROM scores.${quoted(table)}`,
  );
  return loans > 0 ? key : key.filter((column) => column !== "loan_id");
}
