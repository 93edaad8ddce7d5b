import { describe, expect, it } from "vitest";
import type { ExtractName } from "../../../../lib/core/contract.js";
import { defectKinds, type SoiledLine } from "../../../../lib/simulate/dirt/defect.js";
import { Dirt } from "../../../../lib/simulate/dirt/dirt.js";
import { Random } from "../../../../lib/simulate/random.js";
import { columnsOf } from "../../../../lib/simulate/rows.js";
import { bankText } from "../bankRows.js";

const lines: Readonly<Record<ExtractName, string>> = {
  kyc: "C1,João Conceição,1980-02-29,male,PT,Setúbal,retail,joao@example.org,2020-05-06",
  accounts: "A1-1,C1,checking,2020-05-06,,EUR,1500.00",
  transactions: "T1,A1-1,-1234.50,2024-03-05 10:11:12,card_purchase,card,EUR,M7,groceries,PT",
  events: "V1,C1,login,2024-03-05 10:11:12,app,2 logins",
  loans: "L1-1,A1-1,2023-07-09,12000.00,36,366.20,good,false,,9000.00",
};

const soiled = (extract: ExtractName, times = 3000): (readonly SoiledLine[])[] => {
  const dirt = new Dirt(new Random(1, 2), extract, columnsOf(extract), "2024-12-31");
  return Array.from({ length: times }, () => dirt.soil(lines[extract]));
};
const kindsOf = (results: readonly (readonly SoiledLine[])[]): string[] => [
  ...new Set(results.flatMap((written) => written.flatMap(({ defects }) => defects.map(({ kind }) => kind)))),
];

describe("Dirt.soil(line)", () => {
  it.each([
    ["transactions", '"-1234,50"'],
    ["transactions", '"-1,234.50"'],
    ["transactions", '"-1.234,50"'],
    ["transactions", '"-1 234,50"'],
    ["transactions", ",1234.50-,"],
    ["transactions", "(1234.50)"],
    ["transactions", "€ -1234.50"],
    ["transactions", "05/03/2024 10:11:12"],
    ["transactions", "05.03.2024 10:11:12"],
    ["transactions", "20240305 10:11:12"],
    ["transactions", "CARD_PURCHASE"],
    ["transactions", ",Card,"],
    ["transactions", "Portugal"],
    ["transactions", "PRT"],
    ["transactions", ",eur,"],
    ["transactions", ",card,,M7"],
    ["transactions", "groceries  ,"],
    ["transactions", "2024-03-05 10:11:12,-1234.50"],
    ["transactions", "A1-1,T1,-1234.50"],
    ["transactions", '"1.2.3,4"'],
    ["transactions", "2024-13-45"],
    ["transactions", "A99999999-1"],
    ["transactions", "ZZZ"],
    ["transactions", "2028-12-31 10:11:12"],
    ["transactions", "T1,A1-1,-1234.51"],
    ["transactions", ",Atlantis"],
    ["accounts", "C1,A1-1,checking"],
    ["accounts", "C99999999"],
    ["loans", "L1-1,A1-1,12000.00,2023-07-09"],
    ["kyc", "JoÃ£o"],
    ["kyc", "SetÃºbal"],
    ["kyc", "Set\ufffdbal"],
    ["kyc", "20200506"],
  ] as const)("writes into %s %s", (extract, text) => {
    const written = soiled(extract).flatMap((each) => each.map(({ line }) => line));
    expect(written.some((line) => line.includes(text))).toBe(true);
  });

  it("knows every kind that a line can have", () => {
    const found = new Set(Object.keys(lines).flatMap((extract) => kindsOf(soiled(extract as ExtractName))));
    const ofFiles = ["truncated_file", "file_twice", "missing_day"];
    expect([...found].sort()).toEqual(
      Object.keys(defectKinds)
        .filter((kind) => !ofFiles.includes(kind))
        .sort(),
    );
  });

  it.each(Object.keys(lines) as ExtractName[])(
    "keeps the clean line of %s beside what is set aside",
    (extract) => {
      for (const written of soiled(extract)) {
        const fates = written.flatMap(({ defects }) => defects.map(({ kind }) => defectKinds[kind].fate));
        if (fates.some((fate) => fate === "quarantined" || fate === "duplicate")) {
          expect(written).toHaveLength(2);
          expect(
            written.filter(({ line, defects }) => line === lines[extract] && defects.length === 0),
          ).toHaveLength(1);
        } else expect(written).toHaveLength(1);
      }
    },
  );

  it("puts a birth after the record in the following years", () => {
    const births = soiled("kyc")
      .flat()
      .flatMap(({ defects }) => defects.filter(({ kind }) => kind === "negative_age"));
    expect(births.length).toBeGreaterThan(50);
    for (const { written, truth } of births) {
      expect(truth).toBe("1980-02-29");
      expect(written > "2020-05-06" && written < "2046").toBe(true);
    }
  });

  it("sends late only what is a month old", () => {
    const dirt = (end: string): Dirt =>
      new Dirt(new Random(1, 2), "transactions", columnsOf("transactions"), end);
    const late = (end: string): number => {
      const one = dirt(end);
      return Array.from({ length: 2000 }, () => one.soil(lines.transactions)).filter(
        ([first]) => first?.isLate,
      ).length;
    };
    expect(late("2024-04-30")).toBeGreaterThan(10);
    expect(late("2024-03-31")).toBe(0);
  });
});

describe("a dirty bank", () => {
  const options = { clients: 200, months: 12, seed: 3, firstMonth: "2024-01" };
  const clean = bankText({ ...options, dirt: false });
  const dirty = bankText(options);

  it("is soiled in about one row in two hundred", () => {
    const known = new Set(clean.transactions.split("\n"));
    const written = dirty.transactions.trimEnd().split("\n");
    const strange = written.filter((text) => !known.has(text)).length;
    expect(strange / written.length).toBeGreaterThan(0.003);
    expect(strange / written.length).toBeLessThan(0.007);
  });
});
