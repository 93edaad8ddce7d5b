import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TestBank, type QualityFile } from "./minimalBank.js";

/** The real bank lies beside the project, not in it; see ../shared/data/README.md. */
const raw = resolve(import.meta.dirname, "../../../shared/data/berka");
const isThere = existsSync(raw);
if (!isThere) console.warn(`${raw} is absent: the tests on the Berka bank are skipped`);

describe.skipIf(!isThere)("the Berka bank", () => {
  let bank: TestBank;
  beforeAll(async () => {
    bank = new TestBank({});
    await bank.run({ profile: "berka", raw });
  });
  afterAll(() => bank.dispose());

  const one = async (sql: string): Promise<unknown> => Object.values((await bank.query(sql))[0] ?? {})[0];

  it.each([
    ["accounts", "SELECT count(*) FROM marts.dim_accounts", 4500],
    ["clients", "SELECT count(*) FROM marts.dim_clients", 5369],
    ["current clients", "SELECT count(*) FROM marts.dim_clients WHERE is_current", 5369],
    ["loans", "SELECT count(*) FROM marts.fct_loans", 682],
    ["good loans", "SELECT count(*) FROM marts.fct_loans WHERE outcome = 'good'", 606],
    ["bad loans", "SELECT count(*) FROM marts.fct_loans WHERE outcome = 'bad'", 76],
    ["finished loans (A and B)", "SELECT count(*) FROM marts.fct_loans WHERE is_finished", 203 + 31],
    [
      "running loans in debt (D)",
      "SELECT count(*) FROM marts.fct_loans WHERE NOT is_finished AND outcome = 'bad'",
      45,
    ],
    ["cards", "SELECT count(*) FROM marts.fct_events WHERE event_type = 'card_issued'", 892],
    ["movements", "SELECT count(*) FROM marts.fct_transactions", 30_200],
    ["accounts with movements", "SELECT count(DISTINCT account_id) FROM marts.fct_transactions", 354],
    [
      "bad loans of accounts with movements",
      "SELECT count(*) FROM marts.fct_loans WHERE outcome = 'bad' AND account_id IN (SELECT account_id FROM marts.fct_transactions)",
      30,
    ],
    ["districts", "SELECT count(DISTINCT region) FROM marts.dim_clients", 77],
  ])("has its %s", async (_, sql, count) => {
    expect(await one(sql)).toBe(count);
  });

  it("has nothing quarantined, nothing dropped and nothing emptied", async () => {
    expect(await bank.unstaged()).toEqual([]);
    const files = (await bank.files()).filter(({ role }) => role === "rows");
    expect(files.map(({ file, raw_rows, staged_rows }) => [file, raw_rows, staged_rows])).toEqual([
      ["account.asc", 4500, 4500],
      ["card.asc", 892, 892],
      ["client.asc", 5369, 5369],
      ["loan.asc", 682, 682],
      ["trans_pre_loan_1997_1998.csv", 30_200, 30_200],
    ] satisfies [string, number, number][]);
    expect(
      await bank.query(
        "SELECT * FROM quality.repairs WHERE repair IN ('emptied_unreadable', 'code_unknown', 'country_unknown')",
      ),
    ).toEqual([]);
    expect(await one("SELECT count(*) FROM quality.checks WHERE NOT is_passed")).toBe(0);
  });

  it("notes the look-up files and the columns that nothing reads", async () => {
    const files: QualityFile[] = await bank.files();
    expect(
      files.filter(({ role }) => role === "lookup").map(({ extract, file }) => `${extract} ${file}`),
    ).toEqual(["accounts disp.asc", "events disp.asc", "kyc district.asc"]);
    expect(files.find(({ file }) => file === "account.asc")?.unused_columns).toBe("district_id, frequency");
  });

  it("reckons in Czech crowns", async () => {
    expect(await one("SELECT currency FROM marts.dim_bank")).toBe("CZK");
    expect(await one("SELECT count(*) FROM marts.dim_accounts WHERE currency <> 'CZK'")).toBe(0);
    expect(await one("SELECT strftime(as_of, '%Y-%m-%d') FROM marts.dim_bank")).toBe("1998-12-31");
  });

  // Birth numbers of client.asc, decoded by hand: 706213, 450204, 406009, 561201, 605703.
  it.each([
    ["1", "female", "1970-12-13", "Pisek"],
    ["2", "male", "1945-02-04", "Hl.m. Praha"],
    ["3", "female", "1940-10-09", "Hl.m. Praha"],
    ["4", "male", "1956-12-01", "Kolin"],
    ["5", "female", "1960-07-03", "Kolin"],
  ])("knows client %s: %s, born %s in %s", async (client, gender, born, region) => {
    expect(
      await bank.query(
        `SELECT gender, strftime(birth_date, '%Y-%m-%d') AS born, region, country FROM marts.dim_clients WHERE client_id = '${client}'`,
      ),
    ).toEqual([{ gender, born, region, country: "CZ" }]);
  });

  it("knows every birth date, none outside 1900 to 1990", async () => {
    expect(
      await one(
        "SELECT count(*) FROM marts.dim_clients WHERE birth_date IS NULL OR birth_date NOT BETWEEN DATE '1900-01-01' AND DATE '1990-12-31'",
      ),
    ).toBe(0);
    // Counted in client.asc with awk: months above 50.
    expect(await one("SELECT count(*) FROM marts.dim_clients WHERE gender = 'female'")).toBe(2645);
    expect(await one("SELECT count(*) FROM marts.dim_clients WHERE gender = 'unknown'")).toBe(0);
  });

  it.each([
    ["1", "1"],
    ["2", "2"],
    ["576", "692"],
  ])("knows the owner of account %s", async (account, owner) => {
    expect(await one(`SELECT client_id FROM marts.dim_accounts WHERE account_id = '${account}'`)).toBe(owner);
  });

  it("knows 869 clients that own no account but may use one", async () => {
    expect(
      await one(
        "SELECT count(*) FROM marts.dim_clients WHERE client_id NOT IN (SELECT client_id FROM marts.dim_accounts)",
      ),
    ).toBe(869);
  });

  describe("balances", () => {
    it("of all 354 accounts reconcile on every day", async () => {
      expect(await one("SELECT count(DISTINCT account_id) FROM marts.fct_account_days")).toBe(354);
      expect(await one("SELECT count(*) FROM marts.fct_account_days WHERE NOT is_reconciled")).toBe(0);
      const [report] = await bank.query<Record<string, unknown>>("SELECT * FROM reports.rpt_reconciliation");
      expect(report).toMatchObject({ account_type: "checking", accounts: 354, reconciled_accounts: 354 });
      expect(report?.reconciled_days).toBe(report?.days);
    });

    it("close where the source's last stated balance is, to less than a crown", async () => {
      // Independently of the marts: the sum of the signed amounts against the balances stated on the last day.
      const far = await bank.query(`
        WITH last_days AS (SELECT account_id, max(posted_at) AS last_at FROM marts.fct_transactions GROUP BY 1),
        sums AS (SELECT account_id, sum(amount) AS total FROM marts.fct_transactions GROUP BY 1)
        SELECT t.account_id, min(abs(t.balance - s.total)) AS difference
        FROM marts.fct_transactions AS t JOIN last_days AS l ON l.account_id = t.account_id AND l.last_at = t.posted_at
        JOIN sums AS s ON s.account_id = t.account_id
        GROUP BY 1 HAVING min(abs(t.balance - s.total)) >= 1`);
      expect(far).toEqual([]);
    });

    it("open with nothing and never drift from what is stated by a crown", async () => {
      expect(await one("SELECT count(*) FROM marts.fct_account_days WHERE opening_amount <> 0")).toBe(0);
      expect(await one("SELECT max(difference_amount) < 1 FROM marts.fct_account_days")).toBe(true);
      expect(await one("SELECT count(*) FROM marts.fct_account_days WHERE difference_amount IS NULL")).toBe(
        0,
      );
    });
  });

  it("publishes no month whose other days tell what a hidden day holds", async () => {
    // Independently of how cells are chosen: what is left when the published days are taken off the published month.
    const rest = await bank.query<{ cells: number; open: number }>(`
      WITH days AS (
        SELECT d.*, h.cells IS NOT NULL AS is_hidden FROM marts.fct_activity AS d
        LEFT JOIN scores.hidden_groups AS h ON h.cells = 'activity_days' AND h.cell_date = d.period_date
          AND (h.product, h.segment, h.channel) = (d.product, d.segment, d.channel)
        WHERE d.period = 'day')
      SELECT count(*)::INTEGER AS cells, count(*) FILTER (hidden_days = 1 OR (hidden_days > 1 AND clients < 5))::INTEGER AS open
      FROM (
        SELECT sum(d.is_hidden::INTEGER) AS hidden_days, sum(d.client_count) FILTER (d.is_hidden) AS clients
        FROM days AS d
        JOIN reports.rpt_activity_monthly AS m ON m.month = date_trunc('month', d.period_date)
          AND (m.product, m.segment, m.channel) = (d.product, d.segment, d.channel)
        GROUP BY m.month, d.product, d.segment, d.channel)`);
    expect(rest[0]!.cells).toBeGreaterThan(50);
    expect(rest[0]!.open).toBe(0);
  });
});
