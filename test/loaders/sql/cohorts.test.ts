import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { openWarehouse } from "../../../lib/warehouse/open.js";
import { rows, text } from "../../../lib/warehouse/sql.js";

type Client = readonly [joined: string, segment: string, activeMonths: readonly string[]];

/** Cohorts of a bank whose movements go from 1 January to the as-of date. */
async function cohorts(asOf: string, clients: readonly Client[]): Promise<string[]> {
  const warehouse = await openWarehouse(":memory:");
  const { connection } = warehouse;
  await connection.run(readFileSync("loaders/sql/macros/duckdb.sql", "utf8"));
  await connection.run(`CREATE SCHEMA marts;
    CREATE TABLE marts.dim_bank AS SELECT DATE '2026-01-01' AS first_date, DATE ${text(asOf)} AS as_of;
    CREATE TABLE marts.dim_time AS
      SELECT DISTINCT CAST(date_trunc('month', d) AS DATE) AS month_date
      FROM range(DATE '2026-01-01', DATE ${text(asOf)} + 1, INTERVAL 1 DAY) AS t(d);
    CREATE TABLE marts.dim_accounts(client_id VARCHAR, opened_date DATE);
    CREATE TABLE marts.dim_clients(client_id VARCHAR, segment VARCHAR, valid_from DATE, valid_to DATE);
    CREATE TABLE marts.fct_client_months(client_id VARCHAR, month_date DATE, own_count BIGINT);`);
  for (const [index, [joined, segment, months]] of clients.entries()) {
    await connection.run(`INSERT INTO marts.dim_accounts VALUES ('C${index}', DATE ${text(joined)}), ('C${index}', DATE '2026-12-31');
      INSERT INTO marts.dim_clients VALUES ('C${index}', ${text(segment)}, DATE '1900-01-01', NULL);`);
    for (const month of months) {
      // Two rows a month, as a client has by product and channel, and one in which only the bank moved something.
      await connection.run(`INSERT INTO marts.fct_client_months
        SELECT 'C${index}', DATE '${month}-01', n FROM (VALUES (1), (3), (0)) AS t(n)`);
    }
  }
  const found = await rows<{ line: string }>(
    connection,
    `SELECT "grain" || ' ' || strftime(cohort, '%Y-%m') || ' ' || segment || ' +' || months_since || ': ' || active || ' of ' || clients AS line
     FROM (${readFileSync("loaders/sql/reports/rpt_cohorts.sql", "utf8")}) ORDER BY "grain", cohort, segment, months_since`,
  );
  warehouse.close();
  return found.map(({ line }) => line);
}

const five = (client: Client): Client[] => Array.from({ length: 5 }, () => client);

describe("rpt_cohorts", () => {
  it("counts who is active so many months after joining, where that month is over for everybody", async () => {
    const clients = [
      ...five(["2026-01-20", "retail", ["2026-01", "2026-02", "2026-03"]]).slice(1),
      ["2026-01-31", "retail", ["2026-02"]] as const,
    ];
    expect(await cohorts("2026-03-31", clients)).toEqual([
      "month 2026-01 all +1: 5 of 5",
      "month 2026-01 all +2: 4 of 5",
      "month 2026-01 retail +1: 5 of 5",
      "month 2026-01 retail +2: 4 of 5",
    ]);
  });

  it("waits for those of a quarter who joined last", async () => {
    const clients = [
      ...five(["2026-01-05", "retail", ["2026-02", "2026-04"]]),
      ...five(["2026-03-05", "retail", ["2026-04"]]),
    ];
    const found = await cohorts("2026-04-30", clients);
    expect(found.filter((line) => line.startsWith("quarter") && line.includes(" all "))).toEqual([
      "quarter 2026-01 all +1: 10 of 10",
    ]);
    expect(found.filter((line) => line.startsWith("month 2026-01 all"))).toEqual([
      "month 2026-01 all +1: 5 of 5",
      "month 2026-01 all +2: 0 of 5",
      "month 2026-01 all +3: 5 of 5",
    ]);
  });

  it("leaves out a month that is not over, clients from before the movements or without any, and groups of four", async () => {
    const clients = [
      ...five(["2025-12-31", "retail", ["2026-02"]]),
      ...five(["2026-01-01", "retail", []]),
      ...five(["2026-01-01", "retail", ["2026-02", "2026-03"]]).slice(1),
      ["2026-01-01", "student", ["2026-02", "2026-03"]] as const,
    ];
    expect((await cohorts("2026-03-30", clients)).filter((line) => line.startsWith("month"))).toEqual([
      "month 2026-01 all +1: 5 of 5",
    ]);
  });
});
