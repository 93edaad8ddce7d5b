import { tableFromIPC } from "apache-arrow";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, type Warehouse } from "../../../lib/warehouse/open.js";
import { reportNames, reportToArrow } from "../../../lib/warehouse/reportToArrow.js";

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(":memory:");
  await warehouse.connection.run(`CREATE SCHEMA reports;
    CREATE TABLE reports.rpt_kinds AS SELECT * FROM (VALUES
      ('b', DATE '2024-02-29', 3::BIGINT, 12.50::DECIMAL(10,2), true, 1.5::DOUBLE),
      ('a', NULL, NULL, NULL, NULL, NULL)) t(code, day, n, amount, is_ok, ratio);
    CREATE TABLE reports.rpt_empty(code VARCHAR, day DATE, n BIGINT);
    CREATE TABLE reports.rpt_huge AS SELECT 9007199254740993::BIGINT AS n;`);
});
afterAll(() => warehouse.close());

describe("reportToArrow(connection, report)", () => {
  it("brings text, days, numbers and flags over, empty values too", async () => {
    const table = tableFromIPC(await reportToArrow(warehouse.connection, "kinds"));
    expect(JSON.parse(JSON.stringify(table.toArray()))).toEqual([
      { code: "a", day: null, n: null, amount: null, is_ok: null, ratio: null },
      { code: "b", day: Date.UTC(2024, 1, 29), n: 3, amount: 12.5, is_ok: true, ratio: 1.5 },
    ]);
    expect(String(table.schema.fields[0]?.type)).toContain("Dictionary");
    expect(String(table.schema.fields[1]?.type)).toContain("Date32");
  });

  it("keeps the columns of a report without rows", async () => {
    const table = tableFromIPC(await reportToArrow(warehouse.connection, "empty"));
    expect(table.numRows).toBe(0);
    expect(table.schema.fields.map(({ name }) => name)).toEqual(["code", "day", "n"]);
  });

  it("gives the same bytes each time", async () => {
    expect(await reportToArrow(warehouse.connection, "kinds")).toEqual(
      await reportToArrow(warehouse.connection, "kinds"),
    );
  });

  it("names the reports there are when asked for another", async () => {
    await expect(reportToArrow(warehouse.connection, "kind")).rejects.toThrow(
      /no report is called 'kind'.*kinds/,
    );
    expect(await reportNames(warehouse.connection)).toEqual(["empty", "huge", "kinds"]);
  });

  it("refuses an integer that a double cannot hold", async () => {
    await expect(reportToArrow(warehouse.connection, "huge")).rejects.toThrow(RangeError);
  });
});
