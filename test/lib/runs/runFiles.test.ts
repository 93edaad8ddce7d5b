import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pastOf, readRuns, runFileName, runsFolder } from "../../../lib/runs/runFiles.js";
import { readRunRecord } from "../../../lib/runs/runRecord.js";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "runs-"));
  mkdirSync(join(data, runsFolder));
});
afterEach(() => rmSync(data, { recursive: true }));

const record = (sequence: number, run: string, changed: object = {}): Record<string, unknown> => ({
  ...{ schema: 1, document: "datahub-run", sequence, run, bank: "B", profile: "minimal" },
  ...{ finishedAt: "2026-07-01T04:02:00.000Z", head: { as_of: "2026-06-30" }, parts: {} },
  ...changed,
});
const write = (name: string, content: unknown): void =>
  writeFileSync(
    join(data, runsFolder, name),
    typeof content === "string" ? content : JSON.stringify(content),
  );

describe("readRunRecord(json)", () => {
  it("fills in what came later with null, and leaves out what it does not know", () => {
    const parts = {
      kpis: [{ kpi: "deposits", month: "2026-06-01", value: 3, colour: "red" }],
      feelings: [1],
    };
    const found = readRunRecord(record(1, "ab", { parts }));
    expect(found.parts.kpis).toEqual([{ kpi: "deposits", month: "2026-06-01", value: 3 }]);
    expect(found.parts.models).toEqual([]);
    expect(found.head).toMatchObject({ as_of: "2026-06-30", commit_id: null });
  });

  it.each<readonly [object, RegExp]>([
    [{ document: "diary" }, /document is "diary"/],
    [{ schema: 2 }, /schema is 2; this version reads 1/],
    [{ sequence: 0 }, /sequence is 0/],
    [{ finishedAt: "soon" }, /finishedAt is soon/],
    [{ head: { as_of: "30/06/2026" } }, /head\.as_of is "30\/06\/2026"; a day/],
    [{ parts: { kpis: [{ value: "3" }] } }, /parts\.kpis\[0\]\.value is "3"; a finite number/],
    [{ parts: { kpis: {} } }, /parts\.kpis is not a list/],
  ])("refuses %j", (changed, message) => {
    expect(() => readRunRecord(record(1, "ab", changed))).toThrow(message);
  });
});

describe("readRuns(dataFolder, profile)", () => {
  it("finds none where there is no folder", () => {
    expect(readRuns(join(data, "elsewhere"), "minimal")).toEqual({ records: [], skipped: [], next: 1 });
  });

  it("reads in the order of the runs, skips what is broken or another bank's, and never gives a number twice", () => {
    write("000002-bb.json", record(2, "bb"));
    write("000001-aa.json", record(1, "aa"));
    write("000003-cc.json", record(3, "cc", { profile: "berka" }));
    write("000004-dd.json", '{"half');
    write("000005-ee.json", record(6, "ee"));
    write("000006-ff.json.tmp", record(6, "ff"));
    write("README.md", "mine");
    const { records, skipped, next } = readRuns(data, "minimal");
    expect(records.map(({ run }) => run)).toEqual(["aa", "bb"]);
    expect(skipped.map(({ file }) => file)).toEqual(["000003-cc.json", "000004-dd.json", "000005-ee.json"]);
    expect(skipped[0]?.problem).toBe("it is of the profile berka, not minimal");
    expect(next).toBe(6);
  });
});

describe("pastOf(runs, run)", () => {
  const runs = () => {
    write("000001-aa.json", record(1, "aa"));
    write("000002-bb.json", record(2, "bb"));
    return readRuns(data, "minimal");
  };
  it.each<readonly [string, string[], number]>([
    ["bb", ["aa"], 2],
    ["cc", ["aa", "bb"], 3],
    // Back to an earlier state: another run all the same.
    ["aa", ["aa", "bb"], 3],
  ])("of %s", (run, past, sequence) => {
    const found = pastOf(runs(), run);
    expect([found.records.map((each) => each.run), found.sequence]).toEqual([past, sequence]);
  });
});

describe("runFileName(record)", () => {
  it("sorts by sequence", () => {
    expect(runFileName({ sequence: 12, run: "3f9c1e8a02b4" })).toBe("000012-3f9c1e8a02b4.json");
  });
});
