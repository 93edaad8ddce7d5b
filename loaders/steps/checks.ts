import type { DuckDBConnection } from "@duckdb/node-api";
import {
  accountTypes,
  channels,
  eventTypes,
  genders,
  loanOutcomes,
  segments,
  transactionTypes,
} from "../../lib/core/contract.js";
import { oneRow, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";

interface Check {
  readonly table: string;
  readonly kind: "unique" | "not_null" | "relationship" | "range" | "accepted_values" | "accounting";
  readonly about: string;
  /** A query of one column `failures`: how many rows break the rule. */
  readonly sql: string;
}

const count = (from: string): string => `SELECT count(*) AS failures FROM ${from}`;

const unique = (table: string, ...keys: string[]): Check => ({
  table,
  kind: "unique",
  about: keys.join(", "),
  sql: count(`(SELECT 1 FROM marts.${table} GROUP BY ${keys.join(", ")} HAVING count(*) > 1)`),
});
const notNull = (table: string, ...columns: string[]): Check => ({
  table,
  kind: "not_null",
  about: columns.join(", "),
  sql: count(`marts.${table} WHERE ${columns.map((column) => `${column} IS NULL`).join(" OR ")}`),
});
const refersTo = (table: string, column: string, parent: string, parentColumn = column): Check => ({
  table,
  kind: "relationship",
  about: `${column} -> ${parent}`,
  sql: count(
    `marts.${table} AS c WHERE c.${column} IS NOT NULL AND NOT EXISTS (SELECT 1 FROM marts.${parent} AS p WHERE p.${parentColumn} = c.${column})`,
  ),
});
const inRange = (table: string, about: string, condition: string): Check => ({
  table,
  kind: "range",
  about,
  sql: count(`marts.${table} WHERE NOT (${condition})`),
});
const oneOf = (table: string, column: string, accepted: readonly string[]): Check => ({
  table,
  kind: "accepted_values",
  about: column,
  sql: count(`marts.${table} WHERE ${column} NOT IN (${accepted.map(text).join(", ")}) OR ${column} IS NULL`),
});

/** What must hold of the star schema on every run. */
const checks: readonly Check[] = [
  unique("dim_bank", "bank"),
  unique("dim_time", "date_day"),
  unique("dim_clients", "client_id", "valid_from"),
  notNull("dim_clients", "client_id", "valid_from", "gender", "segment"),
  oneOf("dim_clients", "gender", genders),
  oneOf("dim_clients", "segment", segments),
  inRange("dim_clients", "valid_to >= valid_from", "valid_to IS NULL OR valid_to >= valid_from"),
  inRange("dim_clients", "is_current exactly while valid_to is empty", "is_current = (valid_to IS NULL)"),
  unique("dim_accounts", "account_id"),
  notNull("dim_accounts", "account_id", "client_id", "opened_date"),
  refersTo("dim_accounts", "client_id", "dim_clients"),
  oneOf("dim_accounts", "account_type", accountTypes),
  unique("fct_activity", "period", "period_date", "product", "segment", "channel"),
  unique("fct_balance_months", "month_date", "product", "segment"),
  unique("fct_transactions", "transaction_id"),
  notNull("fct_transactions", "transaction_id", "account_id", "client_id", "posted_date", "amount"),
  refersTo("fct_transactions", "account_id", "dim_accounts"),
  refersTo("fct_transactions", "posted_date", "dim_time", "date_day"),
  oneOf("fct_transactions", "transaction_type", transactionTypes),
  oneOf("fct_transactions", "channel", channels),
  inRange(
    "fct_transactions",
    "posted_date <= as-of date",
    "posted_date <= (SELECT as_of FROM marts.dim_bank)",
  ),
  unique("fct_events", "event_id"),
  refersTo("fct_events", "client_id", "dim_clients"),
  oneOf("fct_events", "event_type", eventTypes),
  unique("fct_loans", "loan_id"),
  refersTo("fct_loans", "account_id", "dim_accounts"),
  oneOf("fct_loans", "outcome", loanOutcomes),
  inRange("fct_loans", "principal_amount > 0", "principal_amount > 0"),
  inRange("fct_loans", "duration_months > 0", "duration_months > 0"),
  inRange("fct_loan_months", "scheduled_amount >= 0", "scheduled_amount >= 0"),
  unique("fct_exposures", "client_id", "month_date"),
  unique("fct_account_months", "account_id", "month_date"),
  unique("fct_account_days", "account_id", "posted_date"),
  unique("fct_client_months", "client_id", "month_date", "account_type", "channel"),
  {
    table: "fct_client_months",
    kind: "accounting",
    about: "movements add up to fct_transactions",
    sql: `SELECT abs((SELECT count(*) FROM marts.fct_transactions) - (SELECT COALESCE(sum(movement_count), 0) FROM marts.fct_client_months)) AS failures`,
  },
  unique("fct_client_income", "client_id", "month_date"),
  {
    table: "fct_client_income",
    kind: "accounting",
    about: "fees, loans and deposits by client add up to those of the bank",
    sql: `SELECT round(abs((SELECT COALESCE(sum(fee_amount), 0) FROM marts.fct_client_income) - (SELECT COALESCE(sum(fee_amount), 0) FROM marts.fct_client_months))
      + abs((SELECT COALESCE(sum(loan_amount), 0) FROM marts.fct_client_income)
          - (SELECT COALESCE(sum(scheduled_amount), 0) FROM marts.fct_loan_months WHERE month_date >= (SELECT month_start(first_date) FROM marts.dim_bank)))
      + abs((SELECT COALESCE(sum(deposit_amount), 0) FROM marts.fct_client_income)
          - (SELECT COALESCE(sum(greatest(closing_amount, 0)), 0) FROM marts.fct_account_months WHERE account_type IN ('checking', 'savings')))) AS failures`,
  },
  {
    table: "fct_account_months",
    kind: "accounting",
    about: "amounts of accounts that were open add up to fct_transactions",
    sql: `SELECT abs((SELECT COALESCE(sum(net_amount), 0) FROM marts.fct_account_months)
      - (SELECT COALESCE(sum(t.amount), 0) FROM marts.fct_transactions AS t WHERE EXISTS (SELECT 1 FROM marts.fct_account_months AS m
          WHERE m.account_id = t.account_id AND m.month_date = month_start(t.posted_date)))) AS failures`,
  },
  {
    table: "quality.files",
    kind: "accounting",
    about: "raw = staged + quarantined + duplicates in every file",
    sql: "SELECT count(*) AS failures FROM quality.files WHERE raw_rows <> staged_rows + quarantined_rows + duplicate_rows",
  },
];

/**
 * Runs every check and keeps the results in `quality.checks`.
 *
 * @returns number of checks
 * @throws BuildError failed_check naming each check that found rows
 */
export async function runChecks(connection: DuckDBConnection): Promise<number> {
  await connection.run(
    "CREATE OR REPLACE TABLE quality.checks (check_name VARCHAR, table_name VARCHAR, kind VARCHAR, failures BIGINT, is_passed BOOLEAN, sql VARCHAR)",
  );
  const failed: string[] = [];
  for (const check of checks) {
    const { failures } = await oneRow<{ failures: number }>(connection, check.sql);
    const checkName = `${check.table}: ${check.about} ${check.kind}`;
    await connection.run(
      `INSERT INTO quality.checks VALUES (${text(checkName)}, ${text(check.table)}, ${text(check.kind)}, ${Math.ceil(failures)}, ${failures === 0}, ${text(check.sql)})`,
    );
    if (failures > 0) failed.push(`\n  ${checkName}: ${failures} rows\n    ${check.sql}`);
  }
  if (failed.length > 0) {
    throw new BuildError(
      "failed_check",
      `${failed.length} of ${checks.length} checks on the star schema failed${failed.join("")}`,
    );
  }
  return checks.length;
}
