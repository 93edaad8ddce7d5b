import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commandLine } from "./commandLine.js";
import { TestBank, csv, minimalFiles } from "./minimalBank.js";

const banks: TestBank[] = [];
const newBank = (files = minimalFiles()): TestBank => {
  const bank = new TestBank(files);
  banks.push(bank);
  return bank;
};
afterAll(() => banks.forEach((bank) => bank.dispose()));

const pipelineOf = (bank: TestBank): string[] => [
  ...["pipeline", "--profile", "minimal"],
  ...["--raw", bank.raw, "--data", bank.data],
];

describe("loaders/pipeline.ts", () => {
  it.each<readonly [string[], RegExp]>([
    [["--help"], /build [^]*pipeline [^]*dev [^]*simulate /],
    [
      ["build", "--help"],
      /--profile <name>[^]*--raw <dir>[^]*--as-of <YYYY-MM-DD>[^]*--data <dir>[^]*--out <dir>/,
    ],
    [["simulate", "--help"], /--clients <number>[^]*--months <number>[^]*--seed <number>[^]*--out <dir>/],
    [
      ["simulate", "--help"],
      /--default-rate <ratio>[^]*--churn-rate <ratio>[^]*--anomaly-rate <ratio>[^]*--shock <YYYY-MM>[^]*--workers/,
    ],
    [["build", "--help"], /^Usage: npm run build -- \[options\]\n/],
    [["evaluate", "--help"], /^Usage: npm run evaluate -- quality\|default\|churn\|anomaly \[options\]\n/],
    [["evaluate", "quality", "--help"], /^Usage: npm run evaluate -- quality \[options\]\n/],
    [
      ["evaluate", "churn", "--help"],
      /^Usage: npm run evaluate -- churn --csv FILE --label COLUMN \[options\]\n/,
    ],
  ])("%j explains", async (args, help) => {
    const { code, output } = await commandLine(args);
    expect(output).toMatch(help);
    expect(code).toBe(0);
  });

  it.each<readonly [string[], RegExp]>([
    [["pipeline", "--profil", "minimal"], /unknown option '--profil'\n\(Did you mean --profile\?\)/],
    [["bild"], /unknown command 'bild'\n\(Did you mean build\?\)/],
    [["simulate", "--clients", "many", "--out", "/nowhere"], /--clients.*'many' is invalid.*whole number/],
    [["simulate"], /required option '--out <dir>' not specified/],
    [
      ["simulate", "--churn-rate", "8", "--out", "/nowhere"],
      /--churn-rate.*'8' is invalid.*ratio from 0 to 1/,
    ],
    [["simulate", "--shock", "soon", "--out", "/nowhere"], /shock must be a month such as 2024-10/],
    [["pipeline", "--profile", "nowhere"], /there is no folder data\/sources\/nowhere\n {2}→ See --help/],
    [["pipeline", "--as-of", "31/12/2026"], /--as-of 31\/12\/2026: a date YYYY-MM-DD was expected/],
  ])("%j is an error that says what was expected", async (args, message) => {
    const { code, errors } = await commandLine(args);
    expect(errors).toMatch(message);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
  });

  it("simulates with worker threads what the options ask for", async () => {
    const out = join(newBank({}).data, "simulated");
    const { code, output } = await commandLine([
      ...["simulate", "--clients", "40", "--months", "6", "--seed", "9", "--out", out, "--workers", "2"],
      ...["--default-rate", "0.05", "--churn-rate", "0.1", "--anomaly-rate", "0", "--shock", "2023-09"],
      "--no-dirt",
    ]);
    expect(output).toMatch(/movements/);
    expect(code).toBe(0);
    expect(JSON.parse(readFileSync(join(out, "simulation.json"), "utf8"))).toMatchObject({
      ...{ clients: 40, months: 6, seed: 9, dirt: false, defaultRate: 0.05, churnRate: 0.1, anomalyRate: 0 },
      shock: "2023-09",
    });
  });

  it("tells what is wrong with the input in words, without a stack, and exits with 1", async () => {
    const bank = newBank(minimalFiles({ "transactions.csv": null }));
    const { code, errors } = await commandLine(pipelineOf(bank));
    expect(errors).toMatch(
      /transactions\.csv: file not found; it holds accounts\.csv, kyc\.csv\n {2}→ Put the file/,
    );
    expect(errors).toMatch(/Nothing was published; what was there before is as it was\./);
    expect(errors).not.toMatch(/\n\s+at /);
    expect(code).toBe(1);
    expect(existsSync(join(bank.data, ".lock"))).toBe(false);
  });

  it("writes a plain line per task with rows, time and reason when the output is no terminal", async () => {
    const bank = newBank();
    const { code, output } = await commandLine(pipelineOf(bank));
    expect(output).toMatch(/^landing\.transactions: 300 rows, \d+\.\d s \(first run\)$/m);
    expect(output).toMatch(/^events: not delivered; what needs it is left out$/m);
    expect(output).not.toContain("\u001b");
    expect(code).toBe(0);
    expect(existsSync(join(bank.data, ".lock"))).toBe(false);
  });

  it("refuses to run beside another run", async () => {
    const bank = newBank();
    await bank.run();
    const before = bank.published();
    const lock = join(bank.data, ".lock");
    writeFileSync(lock, String(process.pid));
    bank.write({ "transactions.csv": csv("transactions", ["T99999,A1000,5.00,2026-03-01,fee"]) });
    const { code, errors } = await commandLine(pipelineOf(bank));
    expect(errors).toContain(`another run (process ${process.pid}) is at work here`);
    expect(code).toBe(1);
    expect(readFileSync(lock, "utf8")).toBe(String(process.pid));
    expect(bank.published()).toEqual(before);
  });

  it.each(["landing.kyc", "reports.rpt_about"])(
    "killed when %s is done leaves what was published, and the next run succeeds",
    async (step) => {
      const bank = newBank();
      await bank.run();
      const before = bank.published();
      bank.write({
        "kyc.csv": csv("kyc", ["C8001,Ann,1980-01-01,DE"]),
        "transactions.csv": csv("transactions", ["T99999,A1000,5.00,2026-03-01,fee"]),
      });
      const killed = await commandLine(pipelineOf(bank), `${step}:`);
      expect(killed.signal).toBe("SIGKILL");
      expect(existsSync(join(bank.data, ".lock"))).toBe(true);
      expect(bank.published()).toEqual(before);
      const next = await commandLine(pipelineOf(bank));
      expect([next.code, next.errors]).toEqual([0, ""]);
      expect(await bank.query("SELECT count(*) AS n FROM marts.fct_transactions")).toEqual([{ n: 301 }]);
      expect(existsSync(join(bank.data, "warehouse/.building"))).toBe(false);
    },
  );
});
