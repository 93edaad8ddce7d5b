import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { rows, text } from "../../../lib/warehouse/sql.js";
import { churnFeatures } from "../../../lib/core/features/churnFeatures.js";

const tables = [
  "day_windows",
  "client_movements",
  "client_balances",
  "client_events",
  "ftr_clients",
  "ftr_churn",
  "lbl_churn",
];
const macros = readFileSync("loaders/sql/macros/duckdb.sql", "utf8");

type Movement = readonly [client: string, date: string, amount: number, type: string, detail?: string];
type Event = readonly [client: string, date: string, type: string, detail?: string];
type Account = readonly [id: string, client: string, type: string, opened: string, closed?: string];

interface Bank {
  readonly asOf: string;
  readonly accounts: readonly Account[];
  readonly movements: readonly Movement[];
  readonly events: readonly Event[];
}

/** What a bank knows on a day: nothing of later, nor that an account will be closed. */
function asKnownOn(bank: Bank, asOf: string): Bank {
  return {
    asOf,
    accounts: bank.accounts
      .filter(([, , , opened]) => opened <= asOf)
      .map(([id, client, type, opened, closed]) =>
        closed !== undefined && closed <= asOf
          ? [id, client, type, opened, closed]
          : [id, client, type, opened],
      ),
    movements: bank.movements.filter(([, date]) => date <= asOf),
    events: bank.events.filter(([, date]) => date <= asOf),
  };
}

const day = (date: string | undefined): string =>
  date === undefined ? "CAST(NULL AS DATE)" : `DATE ${text(date)}`;
const word = (value: string | undefined): string =>
  value === undefined ? "CAST(NULL AS VARCHAR)" : text(value);

/** A table of rows, or an empty one of the same columns. */
const table = (name: string, columns: string, empty: string, values: readonly string[]): string =>
  `CREATE TABLE marts.${name} AS ` +
  (values.length > 0
    ? `SELECT * FROM (VALUES ${values.join(", ")}) AS t(${columns})`
    : `SELECT ${empty} WHERE FALSE`);

/** The marts that the features read, from 1 January 2024 on. A movement's detail is its category, for a bill its sender. */
async function build({ asOf, accounts, movements, events }: Bank): Promise<Warehouse> {
  const warehouse = await openWarehouse(":memory:");
  const { connection } = warehouse;
  await connection.run(`SET TimeZone = 'UTC'; ${macros}; CREATE SCHEMA marts; CREATE SCHEMA features;
    CREATE TABLE marts.dim_bank AS SELECT DATE '2024-01-01' AS first_date, DATE '${asOf}' AS as_of;
    CREATE TABLE marts.dim_time AS SELECT CAST(d AS DATE) AS date_day, CAST(d AS DATE) = month_end(CAST(d AS DATE)) AS is_month_end,
      month_start(CAST(d AS DATE)) AS month_date FROM range(DATE '2024-01-01', DATE '${asOf}' + 1, INTERVAL 1 DAY) AS r(d);
    CREATE TABLE marts.fct_account_days (account_id VARCHAR, posted_date DATE, opening_amount DECIMAL(18, 2));
    CREATE TABLE marts.fct_loans (loan_id VARCHAR, account_id VARCHAR, client_id VARCHAR, granted_date DATE, due_date DATE,
      principal_amount DECIMAL(18, 2), duration_months INTEGER, payment_amount DECIMAL(18, 2), outcome VARCHAR, defaulted_date DATE);`);
  await connection.run(
    table(
      "dim_accounts",
      "account_id, client_id, account_type, opened_date, closed_date, credit_limit_amount",
      "'' AS account_id",
      accounts.map(
        ([id, client, type, opened, closed]) =>
          `(${text(id)}, ${text(client)}, ${text(type)}, ${day(opened)}, ${day(closed)}, CAST(NULL AS DECIMAL(18, 2)))`,
      ),
    ),
  );
  const own = ["card_purchase", "cash_withdrawal", "transfer_out"];
  await connection.run(
    table(
      "fct_transactions",
      "transaction_id, account_id, client_id, posted_at, posted_date, amount, balance, transaction_type, channel, category, counterparty, is_client_initiated, is_external",
      "'' AS transaction_id, '' AS account_id, '' AS client_id, TIMESTAMP '2024-01-01' AS posted_at, DATE '2024-01-01' AS posted_date, CAST(0 AS DECIMAL(18, 2)) AS amount, CAST(0 AS DECIMAL(18, 2)) AS balance, '' AS transaction_type, '' AS channel, '' AS category, '' AS counterparty, TRUE AS is_client_initiated, TRUE AS is_external",
      movements.map(([client, date, amount, type, detail], index) => {
        const isOwn = own.includes(type);
        return `('T${index}', ${text(`A${client}`)}, ${text(client)}, TIMESTAMP ${text(date)}, ${day(date)}, CAST(${amount} AS DECIMAL(18, 2)),
          CAST(NULL AS DECIMAL(18, 2)), ${text(type)}, ${isOwn ? "'app'" : "'batch'"}, ${word(isOwn ? detail : undefined)},
          ${word(isOwn ? undefined : detail)}, ${isOwn}, TRUE)`;
      }),
    ),
  );
  await connection.run(
    table(
      "fct_events",
      "event_id, client_id, event_type, event_date, channel, detail",
      "'' AS event_id, '' AS client_id, '' AS event_type, DATE '2024-01-01' AS event_date, '' AS channel, '' AS detail",
      events.map(
        ([client, date, type, detail], index) =>
          `('E${index}', ${text(client)}, ${text(type)}, ${day(date)}, 'app', ${word(detail)})`,
      ),
    ),
  );
  for (const name of tables) {
    await connection.run(
      `CREATE TABLE features.${name} AS ${readFileSync(`loaders/sql/features/${name}.sql`, "utf8")}`,
    );
  }
  return warehouse;
}

const account = (client: string, closed?: string): Account =>
  closed === undefined
    ? [`A${client}`, client, "checking", "2023-01-01"]
    : [`A${client}`, client, "checking", "2023-01-01", closed];
const buys = (client: string, ...dates: readonly string[]): Movement[] =>
  dates.map((date) => [client, date, -10, "card_purchase", "groceries"]);
const logs = (client: string, ...dates: readonly string[]): Event[] =>
  dates.map((date) => [client, date, "login", "1 login"]);

/** From the last day of March 2024, leaving may begin until 30 June, and its 90 days end on 27 September at the latest. */
const leavers: Bank = {
  asOf: "2024-12-31",
  accounts: [
    ...["silent90", "silent89", "later", "lasting89", "lasting90", "logs", "batchOnly", "stopped"].map(
      (client) => account(client),
    ),
    account("closedOnHorizon", "2024-06-30"),
    account("closedAfter", "2024-07-01"),
    account("closedOnSnapshot", "2024-03-31"),
    account("closedOne"),
    ["Bone", "closedOne", "savings", "2023-01-01", "2024-05-15"],
  ],
  movements: [
    // The silence begins on 30 June.
    ...buys("silent90", "2024-03-20", "2024-05-15", "2024-06-29", "2024-09-28", "2024-12-20"),
    ...buys("silent89", "2024-03-20", "2024-05-15", "2024-06-29", "2024-09-27", "2024-12-20"),
    // It begins on 1 July.
    ...buys("later", "2024-03-20", "2024-05-15", "2024-06-30", "2024-12-31"),
    // It began before the snapshot, and still lasts: its days count from 1 April on.
    ...buys("lasting89", "2024-03-10", "2024-06-29", "2024-09-01", "2024-11-01"),
    ...buys("lasting90", "2024-03-10", "2024-06-30", "2024-09-01", "2024-11-01"),
    ["batchOnly", "2024-03-20", -10, "card_purchase"],
    ...["04", "05", "06", "07", "08", "09", "10"].map((month): Movement => [
      "batchOnly",
      `2024-${month}-01`,
      1000,
      "salary",
      "E1",
    ]),
    ...buys("stopped", "2024-01-15", "2024-03-31"),
    ...buys("closedOnHorizon", "2024-03-20", "2024-05-15", "2024-06-30"),
    ...buys("closedAfter", "2024-03-20", "2024-05-15", "2024-07-01"),
    ...buys("closedOnSnapshot", "2024-03-20"),
    ...buys("closedOne", "2024-03-20", "2024-06-10", "2024-09-01", "2024-11-01"),
  ],
  events: logs("logs", "2024-03-20", "2024-06-01", "2024-08-20", "2024-11-01"),
};

describe("lbl_churn", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await build(leavers);
  });
  afterAll(() => warehouse.close());

  const labelOf = async (
    client: string,
    snapshot: string,
    from = warehouse,
  ): Promise<boolean | null | undefined> => {
    const found = await rows<{ is_churned: boolean | null }>(
      from.connection,
      `SELECT is_churned FROM features.lbl_churn WHERE client_id = '${client}' AND snapshot_date = DATE '${snapshot}'`,
    );
    expect(found.length).toBeLessThanOrEqual(1);
    return found[0]?.is_churned;
  };

  it.each([
    ["silent90", "2024-03-31", true],
    ["silent89", "2024-03-31", false],
    ["later", "2024-03-31", false],
    ["later", "2024-04-30", true],
    ["lasting89", "2024-03-31", false],
    ["lasting90", "2024-03-31", true],
    ["logs", "2024-03-31", false],
    ["batchOnly", "2024-03-31", true],
    ["closedOnHorizon", "2024-03-31", true],
    ["closedOnHorizon", "2024-02-29", undefined],
    ["closedAfter", "2024-03-31", false],
    ["closedAfter", "2024-04-30", true],
    ["closedOnSnapshot", "2024-03-31", undefined],
    ["closedOne", "2024-03-31", false],
    // Active is who did something in the three months up to the snapshot.
    ["stopped", "2024-05-31", true],
    ["stopped", "2024-06-30", undefined],
  ])("%s at %s: %s", async (client, snapshot, expected) => {
    expect(await labelOf(client, snapshot)).toBe(expected);
  });

  it("is not known before the last 90 days are over", async () => {
    for (const [asOf, expected] of [
      ["2024-09-26", null],
      ["2024-09-27", true],
    ] as const) {
      const earlier = await build(asKnownOn(leavers, asOf));
      expect(await labelOf("silent90", "2024-03-31", earlier)).toBe(expected);
      earlier.close();
    }
  });

  it("has the rows of ftr_churn", async () => {
    const apart = await rows(
      warehouse.connection,
      `SELECT client_id, snapshot_date FROM features.ftr_churn AS f FULL JOIN features.lbl_churn AS l USING (client_id, snapshot_date)
       WHERE f.client_id IS NULL OR l.client_id IS NULL`,
    );
    expect(apart).toEqual([]);
  });
});

const monthly = (months: number, made: (month: string) => Movement): Movement[] =>
  Array.from({ length: months }, (_, month) => made(`2024-${String(month + 1).padStart(2, "0")}`));

/** F1 and F2 are paid by E1; F1 is not any more from June on, and pays U1 no more from May on. */
const lives: Bank = {
  asOf: "2024-12-31",
  accounts: [account("F1"), ["BF1", "F1", "savings", "2023-01-01", "2024-04-15"], account("F2")],
  movements: [
    ...monthly(5, (month) => ["F1", `${month}-01`, 1000, "salary", "E1"]),
    ...monthly(8, (month) => ["F2", `${month}-03`, 1000, "salary", "E1"]),
    ...monthly(9, (month) => ["F1", `${month}-10`, -20, "card_purchase", "groceries"]),
    ...monthly(4, (month) => ["F1", `${month}-12`, -30, "direct_debit", "U1"]),
    ...monthly(9, (month) => ["F1", `${month}-13`, -40, "standing_order", "L1"]),
    ["F1", "2024-05-20", -500, "transfer_out", "own_account_elsewhere"],
  ],
  events: [
    ["F1", "2024-06-12", "login", "3 logins"],
    ["F1", "2024-05-02", "complaint", "fees"],
    ["F1", "2024-06-15", "support_call", "account closure"],
  ],
};

describe("ftr_churn", () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    warehouse = await build(lives);
  });
  afterAll(() => warehouse.close());

  it.each([
    ["2024-06-30", "days_since_act", 18],
    // Seven own movements and three logins, in one row, in 182 days.
    ["2024-06-30", "missed_act_count", (18 * 10) / 182],
    ["2024-06-30", "login_count_90d", 3],
    ["2024-06-30", "login_count_month", (30 * (3 + 3 + 3)) / (30 + 91 + 182)],
    // Purchases and logins: 4 in June, 6 since April, 9 since January, which are all.
    ["2024-06-30", "activity_ratio", (4 + 6 + 9 + 30) / ((9 / 182) * (30 + 91 + 182) + 30)],
    ["2024-06-30", "days_since_pay", 60],
    ["2024-06-30", "pay_delay_days", 60 - 121 / 4],
    ["2024-05-31", "payer_paying_ratio", 1],
    ["2024-06-30", "payer_paying_ratio", 0.5],
    ["2024-04-30", "days_since_elsewhere", null],
    ["2024-06-30", "days_since_elsewhere", 41],
    ["2024-07-31", "elsewhere_count_3m", 1],
    ["2024-08-31", "elsewhere_count_3m", 0],
    ["2024-08-31", "elsewhere_income_ratio_3m", 0],
    ["2024-04-30", "stopped_bill_count", 0],
    ["2024-05-31", "stopped_bill_count", 1],
    ["2024-08-31", "stopped_bill_count", 1],
    // Whoever went long ago has gone.
    ["2024-09-30", "stopped_bill_count", 0],
    ["2024-06-30", "bill_trend_ratio", 1 / 30 / (10 / 182)],
    ["2024-06-30", "purchase_trend_ratio", 3 / 91 / (6 / 182)],
    ["2024-03-31", "product_drop_count_12m", 0],
    ["2024-04-30", "product_drop_count_12m", 1],
    ["2024-06-30", "days_since_complaint", 59],
    ["2024-06-30", "closure_call_count_3m", 1],
    ["2024-06-30", "loan_months_left", null],
  ] as const)("F1 at %s: %s is %s", async (snapshot, column, expected) => {
    const [row] = await rows<Record<string, number | null>>(
      warehouse.connection,
      `SELECT CAST(${column} AS DOUBLE) AS value FROM features.ftr_churn WHERE client_id = 'F1' AND snapshot_date = DATE '${snapshot}'`,
    );
    if (expected === null) expect(row?.value).toBeNull();
    else expect(row?.value).toBeCloseTo(expected, 9);
  });

  it("knows nothing of later days", async () => {
    const select = "SELECT * FROM features.ftr_churn WHERE snapshot_date <= DATE '2024-06-30' ORDER BY ALL";
    const whole = await rows(warehouse.connection, select);
    expect(whole).toHaveLength(6);
    for (const asOf of ["2024-06-30", "2024-07-15"]) {
      const earlier = await build(asKnownOn(lives, asOf));
      expect(await rows(earlier.connection, select)).toEqual(whole);
      earlier.close();
    }
  });

  it("has the columns of the features, and builds without movements and events", async () => {
    const empty = await build({ asOf: "2024-12-31", accounts: [account("F1")], movements: [], events: [] });
    const columns = await rows<{ column_name: string }>(empty.connection, "DESCRIBE features.ftr_churn");
    expect(columns.map(({ column_name: name }) => name).sort()).toEqual(
      ["client_id", "snapshot_date", ...churnFeatures.map(({ name }) => name)].sort(),
    );
    expect(await rows(empty.connection, "SELECT * FROM features.ftr_churn")).toEqual([]);
    expect(await rows(empty.connection, "SELECT * FROM features.lbl_churn")).toEqual([]);
    empty.close();
  });
});
