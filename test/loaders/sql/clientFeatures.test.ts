import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { oneRow, rows } from "../../../lib/warehouse/sql.js";

const folder = "loaders/sql/features";
const tables = [
  "day_windows",
  "client_movements",
  "client_balances",
  "client_events",
  "ftr_clients",
  "ftr_default",
  "lbl_default",
  "ftr_default_grant",
  "lbl_default_grant",
];

/** A bank of two clients from 1 January 2024 on; C1 has a loan, is paid on the 1st and misses April and May. */
const marts = (asOf: string, before: string): string => `
  CREATE SCHEMA IF NOT EXISTS marts;
  CREATE SCHEMA IF NOT EXISTS features;
  CREATE OR REPLACE TABLE marts.dim_bank AS SELECT DATE '2024-01-01' AS first_date, DATE '${asOf}' AS as_of;
  CREATE OR REPLACE TABLE marts.dim_time AS
    SELECT CAST(d AS DATE) AS date_day, month_start(CAST(d AS DATE)) AS month_date,
      CAST(d AS DATE) = month_end(CAST(d AS DATE)) AS is_month_end
    FROM range(DATE '2024-01-01', DATE '${asOf}' + 1, INTERVAL 1 DAY) AS r(d);
  CREATE OR REPLACE TABLE marts.dim_accounts AS SELECT * FROM (VALUES
    ('A1', 'C1', 'checking', DATE '2023-06-15', CAST(NULL AS DATE), CAST(500 AS DECIMAL(18, 2))),
    ('S1', 'C1', 'savings', DATE '2024-02-01', NULL, NULL),
    ('K1', 'C1', 'card', DATE '2024-01-01', NULL, 1000),
    ('N1', 'C1', 'loan', DATE '2024-01-10', NULL, NULL),
    ('A2', 'C2', 'checking', DATE '2024-01-01', DATE '2024-03-15', NULL)
  ) AS a(account_id, client_id, account_type, opened_date, closed_date, credit_limit_amount) WHERE opened_date <= DATE '${before}';
  CREATE OR REPLACE TABLE marts.fct_account_days (account_id VARCHAR, posted_date DATE, opening_amount DECIMAL(18, 2));
  CREATE OR REPLACE TABLE marts.fct_events AS SELECT * FROM (VALUES
    ('C1', 'login', DATE '2024-02-10', '1 login'),
    ('C1', 'login', DATE '2024-04-20', '1 login'),
    ('C1', 'late_payment', DATE '2024-03-15', 'loan'),
    ('C1', 'late_payment', DATE '2024-04-15', 'loan'),
    ('C1', 'late_payment', DATE '2024-05-15', 'loan'),
    ('C1', 'complaint', DATE '2024-05-02', 'fees'),
    ('C1', 'late_payment', DATE '2024-06-15', 'loan')
  ) AS e(client_id, event_type, event_date, detail) WHERE event_date <= DATE '${before}';
  CREATE OR REPLACE TABLE marts.fct_loans AS SELECT * FROM (VALUES
    ('L1', 'A1', 'C1', DATE '2024-01-10', DATE '2025-01-10', CAST(1200 AS DECIMAL(18, 2)), 12, CAST(106.62 AS DECIMAL(18, 2)), 'bad', DATE '2024-07-15')
  ) AS l(loan_id, account_id, client_id, granted_date, due_date, principal_amount, duration_months, payment_amount, outcome, defaulted_date)
    WHERE granted_date <= DATE '${before}';
  CREATE OR REPLACE TABLE marts.fct_transactions AS
    SELECT row_number() OVER () AS transaction_id, *, account_id[1:1] AS kind,
      CASE WHEN account_id = 'A2' THEN 'C2' ELSE 'C1' END AS client_id,
      transaction_type IN ('card_purchase', 'cash_withdrawal', 'transfer_out') AS is_client_initiated,
      transaction_type NOT IN ('fee', 'interest', 'loan_payment', 'loan_disbursement') AND category <> 'opening_balance' AS is_external
    FROM (VALUES
      ('A1', DATE '2024-01-01', CAST(100 AS DECIMAL(18, 2)), 'other', 'batch', 'opening_balance', ''),
      ('A1', DATE '2024-01-02', 1000, 'salary', 'batch', 'salary', 'E1'),
      ('A1', DATE '2024-01-20', -600, 'card_purchase', 'card', 'groceries', 'M1'),
      ('A1', DATE '2024-02-01', 1000, 'salary', 'batch', 'salary', 'E1'),
      ('A1', DATE '2024-02-05', -200, 'transfer_out', 'app', 'own_account', 'S1'),
      ('S1', DATE '2024-02-05', 200, 'transfer_in', 'app', 'own_account', 'A1'),
      ('A1', DATE '2024-02-15', -106.62, 'loan_payment', 'batch', 'loan', 'BANK'),
      ('A1', DATE '2024-03-01', 1000, 'salary', 'batch', 'salary', 'E1'),
      ('A1', DATE '2024-03-18', -106.62, 'loan_payment', 'batch', 'loan', 'BANK'),
      ('A1', DATE '2024-04-02', -2186.76, 'cash_withdrawal', 'atm', 'cash', ''),
      ('K1', DATE '2024-04-10', -250, 'card_purchase', 'web', 'travel', 'M2'),
      ('A1', DATE '2024-04-12', 400, 'transfer_in', 'batch', 'benefits', 'S9'),
      ('A1', DATE '2024-04-20', -3.50, 'fee', 'batch', 'returned_debit', 'BANK'),
      ('A1', DATE '2024-06-03', 5000, 'salary', 'batch', 'salary', 'E1')
    ) AS t(account_id, posted_date, amount, transaction_type, channel, category, counterparty)
    WHERE posted_date <= DATE '${before}';`;

const macros = readFileSync("loaders/sql/macros/duckdb.sql", "utf8");

async function bankAsOf(asOf: string, before = asOf): Promise<Warehouse> {
  const warehouse = await openWarehouse(":memory:");
  await warehouse.connection.run(macros);
  await warehouse.connection.run(marts(asOf, before));
  for (const table of tables) {
    const select = readFileSync(`${folder}/${table}.sql`, "utf8");
    await warehouse.connection.run(`CREATE TABLE features.${table} AS ${select}`);
  }
  return warehouse;
}

describe("client and default features of a small bank", () => {
  let later: Warehouse;
  beforeAll(async () => {
    later = await bankAsOf("2025-08-31");
  });
  afterAll(() => {
    later.close();
  });
  const at = (table: string, day: string, client = "C1") =>
    oneRow<Record<string, number | null>>(
      later.connection,
      `SELECT * FROM features.${table} WHERE client_id = '${client}' AND snapshot_date = DATE '${day}'`,
    );

  it("has a row for each month end with an open account", async () => {
    const days = await rows<{ n: number; client_id: string }>(
      later.connection,
      "SELECT client_id, count(*) AS n FROM features.ftr_clients GROUP BY 1 ORDER BY 1",
    );
    // From January 2024 to August 2025, and until the account was closed in March 2024.
    expect(days).toEqual([
      { client_id: "C1", n: 20 },
      { client_id: "C2", n: 2 },
    ]);
  });

  it.each([
    ["2024-01-31", "tenure_months", 7],
    ["2024-01-31", "product_count", 3],
    ["2024-02-29", "product_count", 4],
    // Nothing is known of before the first day.
    ["2024-01-31", "observed_days", 31],
    ["2024-04-30", "observed_days", 121],
    ["2024-01-31", "income_amount_month", (1000 / 31) * 30],
    ["2024-04-30", "income_amount_month", (3400 / 121) * 30],
    ["2024-04-30", "days_since_income", 18],
    // Benefits are income but no pay.
    ["2024-04-30", "days_since_pay", 60],
    ["2024-04-30", "benefit_count_90d", 1],
    // From 31 January on: the 30 days to 29 February do not hold the 20th of January, the 90 do.
    ["2024-02-29", "spend_amount_30d", 0],
    ["2024-02-29", "spend_amount_90d", 600],
    // The 30 days to 31 March begin on the 2nd, the 90 on 2 January.
    ["2024-03-31", "income_count_30d", 0],
    ["2024-03-31", "income_count_90d", 3],
    ["2024-03-31", "saved_amount_90d", 200],
    // 100 + 3000 + 400 − 600 − 200 − 2 × 106.62 − 2186.76 − 3.50
    ["2024-04-30", "checking_amount", 296.5],
    ["2024-04-30", "deposit_amount", 496.5],
    // Below zero from 2 to 11 April: −100 until 400 of benefits come.
    ["2024-04-30", "overdrawn_days_30d", 10],
    ["2024-04-30", "lowest_amount_3m", -100],
    ["2024-08-31", "lowest_amount_3m", 296.5],
    ["2024-05-31", "overdrawn_days_30d", 0],
    ["2024-05-31", "overdrawn_days_90d", 10],
    ["2024-04-30", "card_utilisation_ratio", 0.25],
    ["2024-04-30", "returned_debit_count_30d", 1],
    ["2024-04-30", "cash_ratio_90d", 2186.76 / (2186.76 + 250)],
    ["2024-05-31", "complaint_count_30d", 1],
    ["2024-06-30", "complaint_count_30d", 0],
    ["2024-05-31", "days_since_login", 41],
    ["2024-05-31", "late_payment_count_30d", 1],
    ["2024-05-31", "late_payment_count_90d", 3],
  ])("ftr_clients at %s: %s is %d", async (day, column, expected) => {
    expect(Number((await at("ftr_clients", day))[column])).toBeCloseTo(expected, 9);
  });

  it("means a balance over the days of its window", async () => {
    // Deposits in January: 100 on 1 January, 1100 from the 2nd, 500 from the 20th to the 31st; the window begins on the 2nd.
    const { deposit_mean_amount_30d: mean } = await at("ftr_clients", "2024-01-31");
    expect(Number(mean)).toBeCloseTo((18 * 1100 + 12 * 500) / 30, 9);
  });

  it.each([
    ["2024-01-31", "behind_count", 0],
    ["2024-01-31", "due_months", 0],
    ["2024-03-31", "behind_count", 0],
    // Paid on 18 March, reported late on the 15th.
    ["2024-03-31", "slipped_months_6m", 1],
    ["2024-04-30", "behind_count", 1],
    ["2024-04-30", "missed_months_3m", 1],
    ["2024-05-31", "behind_count", 2],
    ["2024-05-31", "missed_months_12m", 2],
    ["2024-05-31", "missed_ratio", 0.5],
    ["2024-05-31", "months_since_missed", 0],
    ["2024-05-31", "months_since_grant", 4],
    ["2024-05-31", "instalments_left_count", 8],
    ["2024-05-31", "repaid_ratio", 4 / 12],
    ["2024-06-30", "owed_count", 1],
  ])("ftr_default at %s: %s is %d", async (day, column, expected) => {
    expect(Number((await at("ftr_default", day))[column])).toBeCloseTo(expected, 9);
  });

  it("finds the rate behind the instalments: 1200 in 12 of 106.62 is 1 % a month", async () => {
    expect(Number((await at("ftr_default", "2024-05-31")).interest_rate_ratio)).toBeCloseTo(0.12, 3);
  });

  it("ends with the default, and labels the twelve months after a snapshot", async () => {
    const labels = await rows<{ day: string; is_default: boolean | null }>(
      later.connection,
      "SELECT strftime(snapshot_date, '%Y-%m-%d') AS day, is_default FROM features.lbl_default ORDER BY 1",
    );
    expect(labels).toEqual(
      ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31", "2024-06-30"].map((day) => ({
        day,
        is_default: true,
      })),
    );
  });

  it("describes a loan by the days before its grant", async () => {
    const grant = await oneRow<Record<string, number | null>>(
      later.connection,
      "SELECT * FROM features.ftr_default_grant",
    );
    expect(grant.balance_amount).toBe(1100);
    expect(grant.lowest_amount).toBe(100);
    // 100 for a day and 1100 for eight.
    expect(Number(grant.mean_balance_amount)).toBeCloseTo((100 + 8 * 1100) / 9, 9);
    expect(Number(grant.inflow_amount_month)).toBeCloseTo((1000 / 9) * 30, 9);
    expect(
      await rows(later.connection, "SELECT loan_id, is_default FROM features.lbl_default_grant"),
    ).toEqual([{ loan_id: "L1", is_default: true }]);
  });

  it.each(["ftr_clients", "ftr_default"])(
    "%s of May is the same when June has not come yet",
    async (table) => {
      const earlier = await bankAsOf("2024-05-31");
      const select = `SELECT * FROM features.${table} WHERE snapshot_date <= DATE '2024-05-31' ORDER BY client_id, snapshot_date`;
      const now = await rows(earlier.connection, select);
      const then = await rows(later.connection, select);
      earlier.close();
      expect(now.length).toBeGreaterThan(4);
      expect(now).toEqual(then);
    },
  );

  it.each([
    // Twelve months after 30 June 2024 end on 30 June 2025.
    ["2025-06-30", true],
    ["2025-06-29", null],
  ])("on %s the outcome of June 2024 is %s", async (asOf, expected) => {
    const bank = await bankAsOf(asOf);
    const [row] = await rows(
      bank.connection,
      "SELECT is_default FROM features.lbl_default WHERE snapshot_date = DATE '2024-06-30'",
    );
    bank.close();
    expect(row).toEqual({ is_default: expected });
  });

  it("knows no outcome in a bank that never dates a default", async () => {
    const bank = await bankAsOf("2025-08-31");
    await bank.connection.run("UPDATE marts.fct_loans SET defaulted_date = NULL");
    for (const table of ["ftr_default", "lbl_default"]) {
      const select = readFileSync(`${folder}/${table}.sql`, "utf8");
      await bank.connection.run(`CREATE OR REPLACE TABLE features.${table} AS ${select}`);
    }
    const { known, n } = await oneRow<{ known: number; n: number }>(
      bank.connection,
      "SELECT count(is_default) AS known, count(*) AS n FROM features.lbl_default",
    );
    bank.close();
    expect(known).toBe(0);
    // Once the term is over, who is behind still owes for 90 days: until April 2025.
    expect(n).toBe(16);
  });

  it("builds for a bank without movements, events and loans", async () => {
    const bank = await bankAsOf("2024-06-30", "2000-01-01");
    const { n } = await oneRow<{ n: number }>(
      bank.connection,
      "SELECT count(*) AS n FROM features.ftr_clients",
    );
    bank.close();
    expect(n).toBe(0);
  });
});
