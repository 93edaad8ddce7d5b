import { describe, expect, it } from "vitest";
import { cleaningScore } from "../../../lib/core/cleaningScore.js";
import { cleaningFinding, harmWords, shareWords, tallyFinding } from "../../../lib/core/findings/cleaning.js";
import { makeFormats } from "../../../lib/core/format/formats.js";
import type { ScoreRow } from "../../../lib/core/reports.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string): string => text.replaceAll("\u202F", " ");

const row = (kind: string, fate: string, defects: number, missed: number, extract = "kyc"): ScoreRow => ({
  ...{ kind, extract, fate, defect_count: defects, missed_count: missed },
  repaired_count: fate === "repaired" ? defects - missed : 0,
  set_aside_count: fate === "repaired" ? 0 : defects - missed,
});
const scoreOf = (rows: readonly ScoreRow[], harmed = 0): ReturnType<typeof cleaningScore> =>
  cleaningScore(rows, [
    { extract: "kyc", clean_rows: 1000, harmed_rows: 0 },
    { extract: "transactions", clean_rows: 9000, harmed_rows: harmed },
  ]);

describe("cleaningScore(rows, clean)", () => {
  const score = scoreOf(
    [
      row("date_format", "repaired", 10, 1),
      row("country_name", "repaired", 40, 0),
      row("date_format", "repaired", 90, 2, "events"),
      row("missing_value", "quarantined", 50, 0),
      row("exact_duplicate", "duplicate", 50, 5),
    ],
    3,
  );

  it("adds the extracts up by kind, the most frequent kind first, then by name", () => {
    expect(score.repairable).toEqual([
      { kind: "date_format", defects: 100, repaired: 97, setAside: 0, missed: 3, share: 0.97 },
      { kind: "country_name", defects: 40, repaired: 40, setAside: 0, missed: 0, share: 1 },
    ]);
    expect(score.beyondRepair.map(({ kind }) => kind)).toEqual(["exact_duplicate", "missing_value"]);
  });

  it("adds up what can be repaired and what cannot, and the rows", () => {
    expect(score.repairableTotal).toMatchObject({ defects: 140, missed: 3 });
    expect(score.beyondRepairTotal).toEqual({
      ...{ defects: 100, repaired: 0, setAside: 95, missed: 5 },
      share: 0.95,
    });
    expect([score.cleanRows, score.harmedRows]).toEqual([10_000, 3]);
  });

  it("misses nothing where there is nothing", () => {
    expect(scoreOf([]).repairableTotal).toEqual({
      defects: 0,
      repaired: 0,
      setAside: 0,
      missed: 0,
      share: 1,
    });
  });
});

describe("shareWords(tally, formats)", () => {
  it.each([
    [100_000, 0, "100 %"],
    [100_000, 1, "99.9 %"],
    [1000, 6, "99.4 %"],
    [1000, 1000, "0.0 %"],
  ])("of %i with %i missed says %s", (defects, missed, words) => {
    expect(plain(shareWords(scoreOf([row("a", "repaired", defects, missed)]).repairableTotal, formats))).toBe(
      words,
    );
  });
});

describe("findings on the cleaning", () => {
  it.each<readonly [string, readonly ScoreRow[], number, string]>([
    ["all", [row("a", "repaired", 1200, 0)], 0, "all 1,200 known defects dealt with, no clean rows harmed"],
    [
      "some",
      [row("a", "repaired", 1200, 10)],
      1,
      "1,190 of 1,200 known defects dealt with, 1 clean row harmed",
    ],
    ["no defects", [], 0, "no defect was put in, no clean rows harmed"],
  ])("tell of %s", (_, rows, harmed, finding) => {
    expect(cleaningFinding(scoreOf(rows, harmed), formats)).toBe(finding);
  });

  it.each<readonly [string, readonly ScoreRow[], string]>([
    ["none", [], "There were no repairable defects"],
    ["all", [row("a", "repaired", 7, 0)], "All 7 repairable defects were repaired to the true value"],
    [
      "one kind",
      [row("date_format", "repaired", 100, 4), row("b", "repaired", 100, 0)],
      "98.0 % of the repairable defects were repaired to the true value; missed: date format",
    ],
    [
      "many kinds",
      [row("a", "repaired", 100, 1), row("b", "repaired", 100, 9), row("c", "repaired", 100, 5)],
      "95.0 % of the repairable defects were repaired to the true value; missed: mostly b and c",
    ],
  ])("tell what was repaired: %s", (_, rows, finding) => {
    expect(plain(tallyFinding("repairable", scoreOf(rows), formats))).toBe(finding);
  });

  it("tell what was set aside", () => {
    expect(tallyFinding("beyondRepair", scoreOf([row("a", "reported", 2, 0)]), formats)).toBe(
      "All 2 defects beyond repair were set aside for the right reason",
    );
  });

  it.each([
    [0, "none"],
    [3, "1 in 3,333"],
  ])("put %i harmed rows as %s", (harmed, words) => {
    expect(harmWords(scoreOf([], harmed), formats)).toBe(words);
  });
});
