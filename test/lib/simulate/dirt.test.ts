import { describe, expect, it } from "vitest";
import { type ExtractName, extractNames } from "../../../lib/core/contract.js";
import { Dirt } from "../../../lib/simulate/dirt.js";
import { Random } from "../../../lib/simulate/random.js";
import { columnsOf } from "../../../lib/simulate/rows.js";
import { bankText } from "./bankRows.js";

const options = { clients: 200, months: 12, seed: 3, firstMonth: "2024-01" };
const clean = bankText({ ...options, dirt: false });
const dirty = bankText(options);
const line = "T1,A1-1,-1234.50,2024-03-05 10:11:12,card_purchase,card,EUR,M7,groceries,PT";

const soiled = (extract: ExtractName, text: string, times: number): string[][] => {
  const dirt = new Dirt(new Random(1, 2), extract, columnsOf(extract), "2024-12-31");
  return Array.from({ length: times }, () => dirt.soil(text));
};

describe("Dirt.soil(line)", () => {
  it.each([
    '"-1234,50"',
    '"-1,234.50"',
    '"-1.234,50"',
    '"-1 234,50"',
    "1234.50-",
    "(1234.50)",
    "€ -1234.50",
    "05/03/2024 10:11:12",
    "05.03.2024 10:11:12",
    "20240305",
    "CARD_PURCHASE",
    "Portugal",
    "PRT",
    "eur",
  ])("writes a value as %s", (notation) => {
    const texts = soiled("transactions", line, 600).map((lines) => lines.join("\n"));
    expect(texts.some((text) => text.includes(notation))).toBe(true);
  });

  it("puts what is beyond repair beside the right line", () => {
    const pairs = soiled("transactions", line, 600).filter((lines) => lines.length === 2);
    expect(pairs.every((lines) => lines[1] === line)).toBe(true);
    const broken = new Set(pairs.map((lines) => lines[0]));
    for (const part of ["1.2.3", "2024-13-45", "A99999999-1", "ZZZ", "2028-12-31", "T1,A1-1,-1234.51"]) {
      expect(
        [...broken].some((text) => text?.includes(part)),
        part,
      ).toBe(true);
    }
    expect(broken.has(line)).toBe(true);
  });
});

describe("a dirty bank", () => {
  it("is soiled in about one row in two hundred", () => {
    const known = new Set(clean.transactions.split("\n"));
    const lines = dirty.transactions.trimEnd().split("\n");
    const strange = lines.filter((text) => !known.has(text)).length;
    expect(strange / lines.length).toBeGreaterThan(0.003);
    expect(strange / lines.length).toBeLessThan(0.007);
    expect(lines.length / known.size).toBeLessThan(1.004);
  });

  it.each(extractNames)("keeps nearly every clean line of %s", (extract) => {
    const written = new Set(dirty[extract].split("\n"));
    const lines = clean[extract].trimEnd().split("\n");
    expect(lines.filter((text) => !written.has(text)).length / lines.length).toBeLessThan(0.02);
  });

  it("has one ragged line", () => {
    const widths = dirty.transactions.trimEnd().split("\n");
    expect(widths.filter((text) => text.split(",").length < 10)).toHaveLength(1);
  });
});
