import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunRecord } from "../../../lib/runs/runRecord.js";
import { currentCommit } from "../../../loaders/history/commit.js";
import { runPipeline } from "../../../loaders/runPipeline.js";
import { commandLine } from "../commandLine.js";
import { TestBank, csv, minimalFiles, recording, silent, type RawFiles } from "../minimalBank.js";

const banks: TestBank[] = [];
const newBank = (files: RawFiles = minimalFiles(), data?: string): TestBank => {
  const bank = new TestBank(files, data);
  banks.push(bank);
  return bank;
};
afterAll(() => banks.forEach((bank) => bank.dispose()));

const runsOf = (bank: TestBank): string[] => {
  const folder = join(bank.data, "runs");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};
const recordOf = (bank: TestBank, file: string): RunRecord =>
  JSON.parse(readFileSync(join(bank.data, "runs", file), "utf8")) as RunRecord;
const runs = (bank: TestBank): Promise<object[]> =>
  bank.query(
    `SELECT sequence, run, CAST(as_of AS VARCHAR) AS as_of, is_current FROM reports.rpt_runs ORDER BY sequence`,
  );

describe("two runs of a bank", () => {
  const bank = newBank();
  let first: string;
  let second: string;
  beforeAll(async () => {
    const clock = (): Date => new Date("2026-02-01T04:02:00Z");
    await runPipeline(bank.settings({ asOf: "2026-01-31" }), silent, clock);
    first = runsOf(bank)[0]!;
    await bank.run({ asOf: "2026-02-28" });
    second = runsOf(bank)[1]!;
  });

  it("leave a record each, numbered and named by their run", async () => {
    expect(runsOf(bank)).toEqual([
      expect.stringMatching(/^000001-[0-9a-f]{12}\.json$/),
      expect.stringMatching(/^000002-[0-9a-f]{12}\.json$/),
    ]);
    const record = recordOf(bank, first);
    expect(record).toMatchObject({
      ...{ sequence: 1, profile: "minimal", finishedAt: "2026-02-01T04:02:00.000Z" },
      head: { as_of: "2026-01-31", commit_id: currentCommit(), movements: 155, clients: 120 },
    });
    expect(record.head.checks_passed).toBe(record.head.checks_total);
    expect(record.parts.kpis).toContainEqual({ kpi: "movements", month: "2026-01-01", value: 155 });
    expect(record.parts.quality.map(({ extract }) => extract)).toEqual(["accounts", "kyc", "transactions"]);
    expect(record.parts.models.map(({ model, reason }) => [model, typeof reason])).toEqual([
      ["anomaly", "string"],
      ["churn", "string"],
      ["default", "string"],
    ]);
    expect(await runs(bank)).toEqual([
      { sequence: 1, run: first.slice(7, 19), as_of: "2026-01-31", is_current: false },
      { sequence: 2, run: second.slice(7, 19), as_of: "2026-02-28", is_current: true },
    ]);
  });

  it("are compared in the reports on changes", async () => {
    const changes = await bank.query(
      "SELECT CAST(month AS VARCHAR) AS month, previous_value, value FROM reports.rpt_changes_kpis WHERE kpi = 'movements' ORDER BY month",
    );
    expect(changes).toEqual([
      { month: "2026-01-01", previous_value: 155, value: 155 },
      { month: "2026-02-01", previous_value: null, value: 140 },
    ]);
    expect(
      await bank.query("SELECT previous_run, CAST(previous_as_of AS VARCHAR) AS day FROM reports.rpt_about"),
    ).toEqual([{ previous_run: first.slice(7, 19), day: "2026-01-31" }]);
  });

  it("leave nothing to do for the same once more", async () => {
    const progress = recording();
    await bank.run({ asOf: "2026-02-28" }, progress);
    expect(progress.ran).toEqual([]);
    expect(runsOf(bank)).toEqual([first, second]);
  });

  it("give a third record when the first is run again", async () => {
    await bank.run({ asOf: "2026-01-31" });
    expect(runsOf(bank)).toEqual([first, second, `000003-${first.slice(7)}`]);
    expect(await runs(bank)).toHaveLength(3);
  });

  it("hold nothing of a client", () => {
    const text = runsOf(bank)
      .map((file) => readFileSync(join(bank.data, "runs", file), "utf8"))
      .join();
    expect(text).not.toMatch(/C10\d\d|A10\d\d|T1\d{4}|Person/);
  });
});

describe("a first run", () => {
  it("compares with nothing, whatever another data folder has seen", async () => {
    const bank = newBank(minimalFiles(), "alone");
    await bank.run({ asOf: "2026-01-31" });
    for (const report of ["rpt_changes_kpis", "rpt_changes_bands", "rpt_changes_alerts"]) {
      expect(await bank.query(`SELECT * FROM reports.${report}`), report).toEqual([]);
    }
    expect(await runs(bank)).toHaveLength(1);
  });
});

describe("a record that is missing or broken", () => {
  it("is written by the next run when the run was killed before, and by no other step", async () => {
    const bank = newBank();
    await bank.run({ asOf: "2026-01-31" });
    await bank.run({ asOf: "2026-02-28" });
    const [, second] = runsOf(bank);
    const before = recordOf(bank, second!);
    rmSync(join(bank.data, "runs", second!));
    const progress = recording();
    await bank.run({ asOf: "2026-02-28" }, progress);
    expect(progress.ran).toEqual([]);
    expect(progress.notes).toContainEqual(expect.stringMatching(/its record was missing and is written/));
    expect({ ...recordOf(bank, second!), finishedAt: before.finishedAt }).toEqual(before);
  });

  it("is skipped with a note, keeps its number, and stops nothing", async () => {
    const bank = newBank();
    await bank.run({ asOf: "2026-01-31" });
    const [first] = runsOf(bank);
    writeFileSync(join(bank.data, "runs", first!), "{");
    const progress = recording();
    await bank.run({ asOf: "2026-02-28" }, progress);
    expect(progress.notes).toContainEqual(expect.stringMatching(/000001-.*is left out of the history/));
    expect(readFileSync(join(bank.data, "runs", first!), "utf8")).toBe("{");
    // What was published is recorded once more, under a number of its own.
    expect(runsOf(bank).map((file) => file.slice(0, 6))).toEqual(["000001", "000002", "000003"]);
    expect(runsOf(bank)[1]?.slice(7)).toBe(first?.slice(7));
  });
});

describe("a run that is killed", () => {
  it("leaves no record while nothing is published, and the next one compares with what was", async () => {
    const bank = newBank();
    await bank.run();
    const before = runsOf(bank);
    bank.write({ "transactions.csv": csv("transactions", ["T99999,A1000,5.00,2026-03-01,fee"]) });
    const args = ["pipeline", "--profile", "minimal", "--raw", bank.raw, "--data", bank.data];
    const killed = await commandLine(args, "reports.rpt_runs:");
    expect(killed.signal).toBe("SIGKILL");
    expect(runsOf(bank)).toEqual(before);
    const next = await commandLine(args);
    expect([next.code, next.errors]).toEqual([0, ""]);
    expect(runsOf(bank)).toHaveLength(2);
    expect(await bank.query("SELECT previous_run FROM reports.rpt_about")).toEqual([
      { previous_run: before[0]?.slice(7, 19) },
    ]);
  });
});

describe("currentCommit(folder)", () => {
  it("is null where there is no repository of its own", () => {
    expect(currentCommit(join(import.meta.dirname))).toBe(null);
    expect(currentCommit("/")).toBe(null);
  });
});
