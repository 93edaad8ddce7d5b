import { cpSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { truthNames } from "../../lib/simulate/truth.js";
import { simulateBank } from "../../loaders/steps/simulate.js";
import { TestBank } from "./minimalBank.js";

const loaders = join(import.meta.dirname, "../../loaders");
/** Who may name the truth: those who write it, those who keep the score, and the text of their errors. */
const allowed = [
  "steps/simulate.ts",
  "simulate/deliveryWriter.ts",
  "evaluate/",
  "errors.ts",
  "sql/reports/rpt_quality_score",
];
const banks: TestBank[] = [];
afterAll(() => banks.forEach((bank) => bank.dispose()));

describe("the truth of a simulated bank", () => {
  it("is named by no loader but the simulator and the evaluation", () => {
    const names = new RegExp(
      `simulate/truth|truth/|["'\`]truth|/(${truthNames.join("|")})\\.csv|ceiling\\.json`,
    );
    const found = readdirSync(loaders, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(loaders, join(entry.parentPath, entry.name)))
      .filter((path) => names.test(readFileSync(join(loaders, path), "utf8")));
    expect(found.filter((path) => !allowed.some((start) => path.startsWith(start)))).toEqual([]);
  });

  it("changes no table but those of the score", async () => {
    const [known, unknown] = [new TestBank({}, "known"), new TestBank({}, "unknown")];
    banks.push(known, unknown);
    await simulateBank({ clients: 60, months: 8, seed: 3, firstMonth: "2025-01", out: known.raw });
    cpSync(known.raw, unknown.raw, { recursive: true });
    rmSync(join(unknown.raw, "truth"), { recursive: true });
    const tables = async (bank: TestBank): Promise<object[]> => {
      await bank.run({ profile: "simulated", raw: bank.raw });
      const list = await bank.query<{ schema: string; name: string }>(
        `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
         WHERE table_schema IN ('staging', 'marts', 'reports') AND table_type = 'BASE TABLE' ORDER BY ALL`,
      );
      const found: object[] = [];
      for (const { schema, name } of list) {
        if (name.startsWith("rpt_quality_score") || name.startsWith("rpt_quality_runs")) continue;
        const [content] = await bank.query(
          `SELECT '${schema}.${name}' AS name, count(*) AS n, CAST(bit_xor(hash(t)) AS VARCHAR) AS content FROM ${schema}.${name} AS t`,
        );
        found.push(content ?? {});
      }
      return found;
    };
    const seen = await tables(known);
    expect(seen.length).toBeGreaterThan(10);
    expect(await tables(unknown)).toEqual(seen);
  });
});
