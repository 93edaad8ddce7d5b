import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readTriageFile } from "../../../loaders/models/triageFile.js";

const folder = mkdtempSync(join(tmpdir(), "triage-"));
const path = join(folder, "verdicts.csv");
afterAll(() => rmSync(folder, { recursive: true }));

describe("readTriageFile(path)", () => {
  it("is empty where there is no file", () => {
    expect(readTriageFile(join(folder, "none.csv")).size).toBe(0);
  });

  it.each([
    ["plain", "transaction_id,label\nT1,confirmed\nT2,dismissed\n"],
    ["of a spreadsheet", '\uFEFF"transaction_id","label"\r\n"T1","confirmed"\r\n\r\nT2 , dismissed'],
    ["with a change of mind", "transaction_id,label\nT1,dismissed\nT2,dismissed\nT1,confirmed\n"],
  ])("reads a file, %s", (_, content) => {
    writeFileSync(path, content);
    expect([...readTriageFile(path)].sort()).toEqual([
      ["T1", true],
      ["T2", false],
    ]);
  });

  it.each([
    ["", 'line 1: "" where the header transaction_id,label was expected.'],
    ["id,label\nT1,confirmed\n", 'line 1: "id,label" where the header transaction_id,label was expected.'],
    ["transaction_id,label\nT1,yes\n", 'line 2: "yes" where confirmed or dismissed was expected.'],
    [
      "transaction_id,label\nT1,confirmed\n,dismissed\n",
      'line 3: ",dismissed" where a transaction_id was expected.',
    ],
    ["transaction_id,label\nT1\n", 'line 2: "T1" where two fields, transaction_id and label, was expected.'],
  ])("refuses %j", (content, message) => {
    writeFileSync(path, content);
    expect(() => readTriageFile(path)).toThrow(message);
    expect(() => readTriageFile(path)).toThrow(path);
  });
});
