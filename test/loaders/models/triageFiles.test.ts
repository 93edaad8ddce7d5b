import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatVerdicts } from "../../../lib/core/outliers/verdicts.js";
import { readTriage, triageFiles } from "../../../loaders/models/triageFiles.js";

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "triage-"));
  mkdirSync(join(data, "triage"));
});
afterEach(() => rmSync(data, { recursive: true }));

const write = (name: string, content: string): void => writeFileSync(join(data, "triage", name), content);
const labelOf = (pseudonym: string, transactionId: string): string | undefined =>
  readTriage(triageFiles(data)).of({ pseudonym, transactionId })?.label;

describe("triageFiles(dataFolder)", () => {
  it("is empty where there is no folder, and names CSV files only", () => {
    expect(triageFiles(join(data, "none"))).toEqual([]);
    for (const name of ["b.csv", "a.CSV", "notes.txt"]) write(name, "");
    expect(triageFiles(data)).toEqual(["a.CSV", "b.csv"].map((name) => join(data, "triage", name)));
  });
});

describe("readTriage(paths)", () => {
  it("knows no verdict where there is no file", () => {
    expect(labelOf("P1", "T1")).toBeUndefined();
  });

  it.each([
    ["by transaction_id", "transaction_id,label\nT1,confirmed\nT2,dismissed\n"],
    ["of a spreadsheet", '\uFEFF"transaction_id";"label"\r\n"T1";"confirmed"\r\n\r\nT2 ; dismissed'],
    ["with a change of mind", "transaction_id,label\nT1,dismissed\nT2,dismissed\nT1,confirmed\n"],
    ["by pseudonym", "movement,label\nP1,confirmed\nP2,dismissed\n"],
    [
      "as the page exports it",
      formatVerdicts([
        { movement: "P1", label: "confirmed", note: 'a "b",\nc', decidedAt: "2026-07-01T08:30:00.000Z" },
        { movement: "P2", label: "dismissed", note: "", decidedAt: null },
      ]),
    ],
  ])("reads a file, %s", (_, content) => {
    write("verdicts.csv", content);
    expect([labelOf("P1", "T1"), labelOf("P2", "T2"), labelOf("P3", "T3")]).toEqual([
      "confirmed",
      "dismissed",
      undefined,
    ]);
  });

  it("lets the newest verdict count, whichever file it is in and whatever names the movement", () => {
    write("a.csv", "movement,label,decided_at\nP1,confirmed,2026-07-03\nP2,confirmed,2026-07-01\n");
    write("b.csv", "movement,label,decided_at\nP1,dismissed,2026-07-02\nP2,dismissed,2026-07-02\n");
    write("c.csv", "transaction_id,label\nT2,confirmed\nT3,confirmed\n");
    write("d.csv", "movement,label\nP3,unsure\n");
    expect([labelOf("P1", "T1"), labelOf("P2", "T2"), labelOf("P3", "T3")]).toEqual([
      "confirmed",
      "dismissed",
      "unsure",
    ]);
  });

  it.each([
    ["", 'line 1: "" where the header movement,label,note,decided_at (or transaction_id,label)'],
    ["id,label\nT1,confirmed\n", 'line 1: "id,label" where the header'],
    [
      "transaction_id,label\nT1,yes\n",
      'line 2, column label: "yes" where confirmed, dismissed or unsure was expected. Write one of the three',
    ],
    [
      "transaction_id,label\nT1,confirmed\n,dismissed\n",
      'line 3, column transaction_id: ",dismissed" where a transaction_id was expected',
    ],
    ["movement,label\nT1\nT2\n", 'line 2: "T1" where 2 fields as in the header, not 1, was expected'],
  ])("refuses %j", (content, message) => {
    write("verdicts.csv", content);
    expect(() => readTriage(triageFiles(data))).toThrow(message);
    expect(() => readTriage(triageFiles(data))).toThrow(join(data, "triage/verdicts.csv"));
  });
});
