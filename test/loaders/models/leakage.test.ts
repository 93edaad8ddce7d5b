import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { checkLeakage } from "../../../loaders/models/leakage.js";
import { simulateBank } from "../../../loaders/steps/simulate.js";
import { macrosPath } from "../../../loaders/warehouse.js";
import { TestBank } from "../minimalBank.js";

const marts = join(import.meta.dirname, "../../../loaders/sql/marts");
const folder = mkdtempSync(join(tmpdir(), "leakage-"));
const bank = new TestBank({}, "leakage");
let warehouse: Warehouse;

beforeAll(async () => {
  await simulateBank({ clients: 80, months: 10, seed: 5, firstMonth: "2025-01", out: bank.raw });
  await bank.run({ profile: "simulated", raw: bank.raw });
  warehouse = await openWarehouse(bank.warehouse);
  await warehouse.connection.run(readFileSync(macrosPath, "utf8"));
});

afterAll(() => {
  warehouse.close();
  bank.dispose();
  rmSync(folder, { recursive: true });
});

/** The gate over one feature table beside the clients it knows the snapshots from. */
async function gate(name: string, select: string): Promise<number> {
  const features = join(folder, name, "features");
  mkdirSync(features, { recursive: true });
  writeFileSync(join(features, "ftr_tried.sql"), select);
  return checkLeakage(warehouse.connection, { marts, features });
}

/** A month end of a client, with something said of it. */
const ofMonths = (from: string, value: string, on: string): string =>
  `SELECT c.client_id, d.date_day AS snapshot_date, ${value} AS tried
   FROM marts.dim_accounts AS c
   INNER JOIN marts.dim_time AS d ON d.is_month_end AND d.date_day >= c.opened_date AND d.date_day >= DATE '2025-01-31'
   LEFT JOIN ${from} ON ${on}
   WHERE c.account_type = 'checking'
   GROUP BY c.client_id, d.date_day`;

describe("checkLeakage(connection, folders)", () => {
  it("passes what looks back only, and compares rows", async () => {
    const rows = await gate(
      "honest",
      ofMonths(
        "marts.fct_transactions AS t",
        "SUM(CAST(t.amount AS DOUBLE))",
        "t.client_id = c.client_id AND t.posted_date <= d.date_day",
      ),
    );
    expect(rows).toBeGreaterThan(100);
  });

  it.each([
    [
      "movements of the day after",
      "marts.fct_transactions AS t",
      "COUNT(t.amount)",
      "t.client_id = c.client_id AND t.posted_date <= add_days(d.date_day, 1)",
    ],
    [
      "a mean over all days",
      "marts.fct_transactions AS t",
      "AVG(CAST(t.amount AS DOUBLE))",
      "t.client_id = c.client_id",
    ],
    ["events to come", "marts.fct_events AS t", "COUNT(t.event_id)", "t.client_id = c.client_id"],
    [
      "whether the account is open today",
      "marts.dim_accounts AS t",
      "MAX(CASE WHEN t.closed_date IS NULL THEN 1 ELSE 0 END)",
      "t.client_id = c.client_id",
    ],
    [
      "what is owed today",
      "marts.fct_loans AS t",
      "SUM(t.outstanding_amount)",
      "t.client_id = c.client_id AND t.granted_date <= d.date_day",
    ],
    ["the as-of date", "marts.dim_bank AS t", "MAX(days_between(d.date_day, t.as_of))", "TRUE"],
  ])("stops at %s, naming the column and two values", async (name, from, value, on) => {
    await expect(gate(name, ofMonths(from, value, on))).rejects.toMatchObject({
      code: "leaking_feature",
      message: expect.stringMatching(
        /^features\.ftr_tried knows what comes later: tried in \d+ rows; tried of C\d+, 2025-\d\d-\d\d is .+ when what came after 2025-\d\d-\d\d is deleted/,
      ) as string,
    });
  });

  it("stops where a row is there for what came later", async () => {
    const select = `${ofMonths("marts.fct_transactions AS t", "1", "t.client_id = c.client_id AND t.posted_date <= d.date_day")}
      HAVING EXISTS (SELECT 1 FROM marts.fct_events AS e WHERE e.client_id = c.client_id AND e.event_date > d.date_day)`;
    await expect(gate("rows", select)).rejects.toMatchObject({
      code: "leaking_feature",
      message: expect.stringMatching(/\d+ rows are there or not depending on later data/) as string,
    });
  });

  it("leaves the connection in its own database", async () => {
    const reader = await warehouse.connection.runAndReadAll("SELECT count(*) FROM marts.dim_bank");
    expect(reader.getRows()).toEqual([[1n]]);
  });
});
