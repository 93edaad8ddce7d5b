import { mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { findFiles } from "../../../loaders/extracts/findFiles.js";
import { CsvFolder } from "./csvFolder.js";

const folder = new CsvFolder();
for (const name of [
  "accounts.csv",
  "transactions_20260630.csv",
  "transactions_20260629.csv",
  "transactions-0001.csv",
  "transactions2.csv",
  "transactions_2026-07-01.TXT",
  "Transactions.csv",
  "transactions_old.csv",
  "transactions.csv.bak",
  "transactions_pending_1.csv",
  "client.asc",
  "kyc.tsv",
  "notes.md",
]) {
  folder.write(name, "a\n");
}
mkdirSync(join(folder.path, "events.csv"));
afterAll(() => folder.dispose());

describe("findFiles(rawFolder, table)", () => {
  it.each([
    ["accounts", ["accounts.csv"]],
    ["client", ["client.asc"]],
    ["kyc", ["kyc.tsv"]],
    [
      "transactions",
      [
        "Transactions.csv",
        "transactions-0001.csv",
        "transactions2.csv",
        "transactions_2026-07-01.TXT",
        "transactions_20260629.csv",
        "transactions_20260630.csv",
      ],
    ],
  ])("finds the files of %s in the order of delivery", (table, names) => {
    expect(findFiles(folder.path, table).map((path) => basename(path))).toEqual(names);
  });

  it("names the file and what is there instead", () => {
    expect(() => findFiles(folder.path, "loans")).toThrow(
      expect.objectContaining({
        code: "missing_extract",
        message: expect.stringMatching(/loans\.csv: file not found; it holds .*accounts\.csv/) as unknown,
      }),
    );
  });

  it("does not take a folder for a file, nor a file for the folder", () => {
    expect(() => findFiles(folder.path, "events")).toThrow(/events\.csv: file not found/);
    expect(() => findFiles(join(folder.path, "kyc.tsv"), "events")).toThrow(
      /kyc\.tsv: there is no such folder/,
    );
  });

  it("names a folder that is not there", () => {
    expect(() => findFiles(join(folder.path, "nowhere"), "loans")).toThrow(
      /nowhere: there is no such folder/,
    );
  });
});
