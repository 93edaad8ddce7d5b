import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { tableFromIPC } from "@uwdata/flechette";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerReport } from "../../../loaders/dev/showReport.js";
import { openWarehouse } from "../../../lib/warehouse/open.js";
import { reportToArrow } from "../../../lib/warehouse/reportToArrow.js";
import { minimalFiles, TestBank } from "../minimalBank.js";

describe("answerReport(data, file)", () => {
  let bank: TestBank;
  const answer = (select: string): Promise<Uint8Array> => {
    const file = join(bank.folder, "rpt_mine.sql");
    writeFileSync(file, select);
    return answerReport(bank.data, file);
  };
  beforeAll(async () => {
    bank = new TestBank(minimalFiles());
    await bank.run();
  });
  afterAll(() => bank.dispose());

  it.each(["about", "kpi_monthly", "activity_monthly", "freshness"])(
    "answers the bytes that are published for %s",
    async (report) => {
      const warehouse = await openWarehouse(bank.warehouse, { readOnly: true });
      const published = await reportToArrow(warehouse.connection, report);
      warehouse.close();
      const shown = await answerReport(bank.data, `loaders/sql/reports/rpt_${report}.sql`);
      expect(Buffer.from(shown).equals(Buffer.from(published))).toBe(true);
    },
  );

  it("knows the macros, and a comment at the end", async () => {
    const bytes = await answer(
      "SELECT month_start(max(posted_date)) AS month, count(*) AS n FROM marts.fct_transactions -- all of them",
    );
    expect(tableFromIPC(bytes).toArray()).toEqual([{ month: Date.UTC(2026, 2, 1), n: 300 }]);
  });

  it.each([
    [
      "a column that is not there",
      "SELECT colour FROM marts.dim_time",
      /rpt_mine\.sql: .*colour[^]*Correct the SELECT/,
    ],
    ["no SELECT", "DELETE FROM marts.dim_time", /rpt_mine\.sql: /],
    ["an empty file, as some editors leave for an instant", "", /rpt_mine\.sql: /],
    ["a key", "SELECT client_id FROM marts.dim_clients", /rpt_mine\.sql: client_id: a key of the bank/],
  ])("says which file is wrong and leaves the warehouse alone: %s", async (_, select, message) => {
    const before = readFileSync(bank.warehouse);
    await expect(answer(select)).rejects.toThrow(message);
    expect(readFileSync(bank.warehouse).equals(before)).toBe(true);
  });
});
