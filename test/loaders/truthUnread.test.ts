import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { simulateBank } from "../../loaders/steps/simulate.js";
import { TestBank } from "./minimalBank.js";

const banks: TestBank[] = [];
afterAll(() => banks.forEach((bank) => bank.dispose()));

describe("the truth of a simulated bank", () => {
  it("changes no table but those that judge by it", async () => {
    const [known, unknown] = [new TestBank({}, "known"), new TestBank({}, "unknown")];
    banks.push(known, unknown);
    await simulateBank({ clients: 60, months: 8, seed: 3, firstMonth: "2025-01", out: known.raw });
    cpSync(known.raw, unknown.raw, { recursive: true });
    rmSync(join(unknown.raw, "truth"), { recursive: true });
    const tables = async (bank: TestBank): Promise<object[]> => {
      await bank.run({ profile: "simulated", raw: bank.raw });
      const list = await bank.query<{ schema: string; name: string }>(
        `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
         WHERE table_schema IN ('staging', 'marts', 'features', 'scores', 'reports') AND table_type = 'BASE TABLE' ORDER BY ALL`,
      );
      const found: object[] = [];
      for (const { schema, name } of list) {
        if (name.startsWith("rpt_quality_score") || name === "rpt_run_scores") continue;
        // Says how the models were judged, by the truth where there is one.
        if (name.startsWith("rpt_validation_")) continue;
        const [content] = await bank.query(
          `SELECT '${schema}.${name}' AS name, count(*) AS n, CAST(bit_xor(hash(t)) AS VARCHAR) AS content FROM ${schema}.${name} AS t`,
        );
        found.push(content ?? {});
      }
      const models = await bank.query(
        `SELECT model, document, reason FROM models."default" UNION ALL SELECT model, document, reason FROM models.churn
         UNION ALL SELECT model, document, reason FROM models.anomaly ORDER BY model`,
      );
      return [...found, ...models];
    };
    const seen = await tables(known);
    expect(seen.length).toBeGreaterThan(10);
    expect(await tables(unknown)).toEqual(seen);
  });
});
