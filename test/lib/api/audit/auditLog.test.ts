import { createHash } from "node:crypto";
import {
  appendFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { auditFiles } from "../../../../lib/api/audit/auditFiles.js";
import { AuditLog } from "../../../../lib/api/audit/auditLog.js";
import { AuditWriter } from "../../../../lib/api/audit/auditWriter.js";
import { fieldsOf, type AuditRecord } from "../../../../lib/api/audit/chain.js";
import { verifyAudit } from "../../../../lib/api/audit/verifyAudit.js";

const record = (...scores: readonly number[]): AuditRecord => ({
  request: fieldsOf({
    time: "2026-07-01T00:00:00.000Z",
    request: "r-1",
    token: "abc",
    model: "default",
    version: "v1",
  }),
  decisions: scores
    .map((score) => fieldsOf({ subject: "client_id:C1", inputs: "00", score, reasons: ["behind_count"] }))
    .join("\n"),
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "audit-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = async (scores: readonly number[], rotateBytes?: number): Promise<void> => {
  const log = await AuditLog.open(folder, rotateBytes);
  for (const score of scores) await log.append(record(score));
  await log.close();
};
const path = (): string => join(folder, "audit.jsonl");

/** As docs/api.md says how it is made. */
const hashOf = (previous: string, line: string): string =>
  createHash("sha256")
    .update(previous + line.slice(0, line.indexOf(',"hash"')))
    .digest("hex");
const ownHash = (line: string): string => (JSON.parse(line) as { hash: string }).hash;

describe("AuditLog", () => {
  it("writes one line per decision before it says so, with a hash that rests on the one before", async () => {
    const log = await AuditLog.open(folder);
    await log.append(record(1, 2));
    const lines = readFileSync(path(), "utf8").trimEnd().split("\n");
    expect(
      lines
        .map((line) => JSON.parse(line) as Record<string, unknown>)
        .map(({ line, score }) => [line, score]),
    ).toEqual([
      [1, 1],
      [2, 2],
    ]);
    const first = hashOf("0".repeat(64), lines[0]!);
    expect(lines.map(ownHash)).toEqual([first, hashOf(first, lines[1]!)]);
    await log.close();
  });

  it("goes on with the chain after a restart", async () => {
    await write([1, 2]);
    await write([3]);
    expect(await verifyAudit(folder)).toMatchObject({ lines: 3, files: 1, problem: null });
  });

  it("keeps the order of what is asked at once", async () => {
    const log = await AuditLog.open(folder);
    await Promise.all(Array.from({ length: 50 }, (_, index) => log.append(record(index))));
    await log.close();
    const scores = readFileSync(path(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { score: number }).score);
    expect(scores).toEqual(Array.from({ length: 50 }, (_, index) => index));
    expect((await verifyAudit(folder)).problem).toBeNull();
  });

  it("keeps the order of much at once, which is written while more comes, and closes after the last of it", async () => {
    const log = await AuditLog.open(folder);
    const hundred = (first: number): number[] => Array.from({ length: 100 }, (_, index) => first + index);
    const done = Array.from({ length: 21 }, (_, index) => log.append(record(...hundred(100 * index))));
    await Promise.all([log.close(), ...done]);
    const scores = readFileSync(path(), "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => (JSON.parse(line) as { score: number }).score);
    expect(scores).toEqual(Array.from({ length: 2100 }, (_, index) => index));
    expect(await verifyAudit(folder)).toMatchObject({ lines: 2100, problem: null });
  });

  it("begins a new file when one is full, and the chain runs through", async () => {
    await write([1, 2, 3, 4, 5], 700);
    expect(auditFiles(folder).length).toBeGreaterThan(1);
    expect(await verifyAudit(folder)).toMatchObject({ lines: 5, problem: null });
  });

  it("takes away a line that a kill cut off, for nobody was answered for it", async () => {
    await write([1, 2]);
    appendFileSync(path(), '{"line":3,"time":"2026');
    expect((await verifyAudit(folder)).problem).toMatch(/line 3: cut off/);
    await write([3]);
    expect(await verifyAudit(folder)).toMatchObject({ lines: 3, files: 1, problem: null });
  });

  it("writes nothing after a file that cannot be written nor cut back, and says so each time", async () => {
    symlinkSync("/dev/full", path());
    const log = await AuditLog.open(folder);
    for (const score of [1, 2])
      await expect(log.append(record(score))).rejects.toMatchObject({ code: "audit_unwritable" });
    expect(log.lines).toBe(0);
    await log.close();
    await expect(log.append(record(3))).rejects.toMatchObject({ code: "audit_unwritable" });
  });

  it("does not begin where another process writes", async () => {
    const log = await AuditLog.open(folder);
    // Of this process, as after a restart in a container; a live one of another number is refused.
    writeFileSync(join(folder, "lock"), String(process.ppid));
    await expect(AuditLog.open(folder)).rejects.toThrow(/writes here already/);
    await log.close();
    await write([1]);
  });

  it("does not go on where lines are missing at the end, so that the gap stays to be found", async () => {
    await write([1, 2, 3]);
    const lines = readFileSync(path(), "utf8").trimEnd().split("\n");
    writeFileSync(path(), `${lines.slice(0, 2).join("\n")}\n`);
    await expect(AuditLog.open(folder)).rejects.toThrow(/1 lines are missing at the end/);
    expect((await verifyAudit(folder)).problem).toMatch(/1 lines are missing/);
  });
});

describe("AuditWriter", () => {
  // Of a thread's files Node closes what it left open, so the writer is asked here itself.
  it.runIf(existsSync("/proc/self/fd"))("leaves no file open, full ones included", async () => {
    const writer = new AuditWriter(folder, 300);
    for (const score of [1, 2, 3, 4, 5]) writer.append([record(score)]);
    await writer.close();
    expect(auditFiles(folder)).toHaveLength(3);
    const open = readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        return readlinkSync(`/proc/self/fd/${fd}`);
      } catch {
        return [];
      }
    });
    expect(open.filter((file) => file.startsWith(folder))).toEqual([]);
  });
});

describe("verifyAudit(folder)", () => {
  const changes: readonly (readonly [
    name: string,
    change: (lines: string[]) => string[],
    problem: RegExp,
  ])[] = [
    [
      "a changed score",
      (lines) => lines.with(1, lines[1]!.replace('"score":2', '"score":9')),
      /line 2: it or the line before it was changed/,
    ],
    [
      "a changed score with a hash to fit it",
      (lines) => {
        const changed = lines[1]!.replace('"score":2', '"score":9');
        return lines.with(1, changed.replace(ownHash(changed), hashOf(ownHash(lines[0]!), changed)));
      },
      /line 3: it or the line before it was changed/,
    ],
    ["a line taken out", (lines) => lines.toSpliced(1, 1), /line 2: line 2 was expected, line 3 is here/],
    ["the first line taken out", (lines) => lines.slice(1), /line 1: line 1 was expected/],
    ["the last line taken off", (lines) => lines.slice(0, -1), /1 lines are missing at the end/],
    ["two lines exchanged", ([a, b, c]) => [b!, a!, c!], /line 1: line 1 was expected, line 2 is here/],
    ["a line put in twice", ([a, b, c]) => [a!, b!, b!, c!], /line 3: line 3 was expected/],
    ["something else", ([a, b]) => [a!, b!, "hello"], /line 3: not a line of this log/],
  ];
  it.each(changes)("finds %s", async (_name, change, problem) => {
    await write([1, 2, 3]);
    const lines = readFileSync(path(), "utf8").trimEnd().split("\n");
    writeFileSync(path(), `${change(lines).join("\n")}\n`);
    expect((await verifyAudit(folder)).problem).toMatch(problem);
  });

  it("finds a rotated file that is gone", async () => {
    await write([1, 2, 3, 4, 5], 700);
    rmSync(auditFiles(folder)[0]!);
    expect((await verifyAudit(folder)).problem).toMatch(/line 1 was expected/);
  });

  it("finds a log that was written anew, by the head that was written down beside it", async () => {
    await write([1, 2, 3]);
    const head = readFileSync(join(folder, "head.json"));
    rmSync(folder, { recursive: true });
    await write([1, 2, 4, 5]);
    writeFileSync(join(folder, "head.json"), head);
    expect((await verifyAudit(folder)).problem).toMatch(/line 3: the log was written anew/);
  });

  it("has nothing against a log that does not exist yet", async () => {
    expect(await verifyAudit(join(folder, "none"))).toMatchObject({ lines: 0, files: 0, problem: null });
  });
});
