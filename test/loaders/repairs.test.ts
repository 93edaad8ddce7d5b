import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cleanRows, TestBank } from "./minimalBank.js";

/** The clean bank with the columns of the simulated profile, on which every fault below is found in one run. */
const header = {
  kyc: "client_id,name,birth_date,gender,country,region,segment,email,valid_from",
  accounts: "account_id,client_id,account_type,opened_date,closed_date,currency,credit_limit",
  transactions:
    "transaction_id,account_id,amount,transaction_date,transaction_type,channel,currency,counterparty,category,country",
  loans:
    "loan_id,account_id,granted_date,amount,duration_months,payment_amount,outcome,is_finished,defaulted_date,outstanding_amount",
};
const person = (id: string, name: string, birth: string, region: string, from = "2020-01-01"): string =>
  `${id},${name},${birth},female,PT,${region},retail,,${from}`;
const movement = (id: string, account: string, amount: string, date: string): string =>
  `${id},${account},${amount},${date},fee,app,EUR,,,PT`;

const kyc = [
  person("C8001", "InÃªs Castro", "1980-05-05", "SetÃºbal"),
  person("C8002", "In\ufffds Castro", "1980-05-05", "Porto"),
  person("C8003", "Ana Castro", "2031-05-05", "Porto"),
  person("C8004", "Ana Castro", "2019-12-31", "Porto"),
  person("C8005", "Ana Castro", "2020-01-01", "JOÃO"),
];
const accounts = [
  "C1001,A8001,checking,2024-01-01,,EUR,",
  "A8002,C1001,checking,2024-01-01,,EUR,",
  "C9999,A8003,checking,2024-01-01,,EUR,",
];
const transactions = [
  movement("T8001", "A1001", "2026-01-05", "-12.30"),
  movement("A1001", "T8002", "-5.00", "2026-01-05"),
  movement("A8001", "T8003", "-5.00", "2026-01-05"),
  // Both columns wrong, or none that an exchange would help: these stay out.
  movement("T8004", "A1001", "2026-01-05", "many"),
  movement("T8005", "A9999", "-5.00", "2026-01-05"),
  movement("A1001", "T10000", "-5.00", "2026-01-05"),
];
const loans = ["L1,A1001,12000.00,2025-06-01,24,550.00,good,false,,9000.00"];

const file = (table: keyof typeof header, rows: readonly string[]): string =>
  [header[table], ...rows, ""].join("\n");

const bank = new TestBank();
const find = (sql: string): Promise<Record<string, unknown>[]> => bank.query(sql);
const unstagedLines = (of: string): Promise<Record<string, unknown>[]> =>
  find(`SELECT raw_text, reasons FROM quality.rows WHERE extract = '${of}' ORDER BY file, line`);

beforeAll(async () => {
  bank.write({
    "kyc.csv": file("kyc", [
      ...cleanRows.kyc.map((row) => {
        const [id = "", name = "", birth = ""] = row.split(",");
        return person(id, name, birth, "Porto");
      }),
      ...kyc,
    ]),
    "accounts.csv": file("accounts", [...cleanRows.accounts.map((row) => `${row},,EUR,`), ...accounts]),
    "transactions.csv": file("transactions", [
      ...cleanRows.transactions.map((row) => `${row},app,EUR,,,PT`),
      ...transactions,
    ]),
    "transactions_20260401.csv": file("transactions", [
      movement("T8101", "A1001", "-1.00", "2026-01-07"),
      movement("T8102", "A1001", "lots", "2026-01-07"),
    ]),
    "loans.csv": file("loans", loans),
  });
  bank.write({
    "transactions_20260402.csv": file("transactions", [
      movement("T8101", "A1001", "-1.00", "2026-01-07"),
      movement("T8102", "A1001", "lots", "2026-01-07"),
    ]),
  });
  await bank.run({ profile: "simulated" });
});
afterAll(() => {
  bank.dispose();
});

describe("two columns of a row exchanged", () => {
  it("are put back where only that makes the row whole", async () => {
    expect(
      await find(
        `SELECT transaction_id, account_id, CAST(amount AS VARCHAR) AS amount, strftime(posted_at, '%Y-%m-%d') AS day
         FROM marts.fct_transactions WHERE transaction_id LIKE 'T800%' ORDER BY 1`,
      ),
    ).toEqual([
      { transaction_id: "T8001", account_id: "A1001", amount: "-12.30", day: "2026-01-05" },
      { transaction_id: "T8002", account_id: "A1001", amount: "-5.00", day: "2026-01-05" },
      { transaction_id: "T8003", account_id: "A8001", amount: "-5.00", day: "2026-01-05" },
    ]);
    expect(
      await find(
        "SELECT account_id, client_id FROM marts.dim_accounts WHERE account_id LIKE 'A8%' OR account_id LIKE 'C%' ORDER BY 1",
      ),
    ).toEqual([
      { account_id: "A8001", client_id: "C1001" },
      { account_id: "A8002", client_id: "C1001" },
    ]);
    expect(
      await find(
        "SELECT loan_id, strftime(granted_date, '%Y-%m-%d') AS day, CAST(principal_amount AS VARCHAR) AS amount FROM marts.fct_loans",
      ),
    ).toEqual([{ loan_id: "L1", day: "2025-06-01", amount: "12000.00" }]);
  });

  it("are quarantined with what is wrong as delivered otherwise, also when the key would be another row's", async () => {
    expect((await unstagedLines("transactions")).slice(0, 3)).toEqual([
      {
        raw_text: transactions[3],
        reasons: "unparseable_amount:amount unparseable_date:transaction_date",
      },
      { raw_text: transactions[4], reasons: "orphan_account:account_id" },
      { raw_text: transactions[5], reasons: "orphan_account:account_id" },
    ]);
    expect(await unstagedLines("accounts")).toEqual([
      { raw_text: accounts[2], reasons: "orphan_client:client_id" },
    ]);
  });

  it("are told as repairs of both columns", async () => {
    expect(
      await find(
        "SELECT extract, column_name, row_count FROM quality.repairs WHERE repair = 'swapped_columns' ORDER BY ALL",
      ),
    ).toEqual([
      { extract: "accounts", column_name: "account_id", row_count: 1 },
      { extract: "accounts", column_name: "client_id", row_count: 1 },
      { extract: "loans", column_name: "amount", row_count: 1 },
      { extract: "loans", column_name: "granted_date", row_count: 1 },
      { extract: "transactions", column_name: "account_id", row_count: 2 },
      { extract: "transactions", column_name: "amount", row_count: 1 },
      { extract: "transactions", column_name: "transaction_date", row_count: 1 },
      { extract: "transactions", column_name: "transaction_id", row_count: 2 },
    ]);
  });
});

describe("values that cannot be", () => {
  it("are put right, or emptied while their row stays", async () => {
    expect(
      await find(
        `SELECT client_id, name, region, strftime(birth_date, '%Y-%m-%d') AS birth
         FROM marts.dim_clients WHERE client_id LIKE 'C8%' ORDER BY 1`,
      ),
    ).toEqual([
      { client_id: "C8001", name: "Inês Castro", region: "Setúbal", birth: "1980-05-05" },
      { client_id: "C8002", name: null, region: "Porto", birth: "1980-05-05" },
      { client_id: "C8003", name: "Ana Castro", region: "Porto", birth: null },
      { client_id: "C8004", name: "Ana Castro", region: "Porto", birth: "2019-12-31" },
      { client_id: "C8005", name: "Ana Castro", region: "JOÃO", birth: "2020-01-01" },
    ]);
    expect(
      await find(
        "SELECT column_name, repair, row_count FROM quality.repairs WHERE extract = 'kyc' ORDER BY ALL",
      ),
    ).toEqual([
      { column_name: "birth_date", repair: "negative_age", row_count: 1 },
      { column_name: "name", repair: "lost_character", row_count: 1 },
      { column_name: "name", repair: "mojibake", row_count: 1 },
      { column_name: "region", repair: "mojibake", row_count: 1 },
    ]);
  });
});

describe("a file delivered twice under two names", () => {
  it("is read once, told, and its rows are accounted for as duplicates", async () => {
    expect(await find("SELECT extract, file, finding, detail FROM quality.findings")).toEqual([
      {
        extract: "transactions",
        file: "transactions_20260402.csv",
        finding: "file_twice",
        detail: "the same bytes as transactions_20260401.csv",
      },
    ]);
    expect(
      await find(
        `SELECT file, raw_rows, staged_rows, quarantined_rows, duplicate_rows FROM quality.files
         WHERE file LIKE 'transactions_2%' ORDER BY 1`,
      ),
    ).toEqual([
      {
        file: "transactions_20260401.csv",
        raw_rows: 2,
        staged_rows: 1,
        quarantined_rows: 1,
        duplicate_rows: 0,
      },
      {
        file: "transactions_20260402.csv",
        raw_rows: 2,
        staged_rows: 0,
        quarantined_rows: 0,
        duplicate_rows: 2,
      },
    ]);
  });
});
