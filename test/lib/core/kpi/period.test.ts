import { describe, expect, it } from "vitest";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import {
  comparedPeriod,
  hasMonth,
  knownMonths,
  lengthOf,
  monthsOf,
  movePeriod,
  periodBetween,
  periodWords,
  readPeriod,
  writePeriod,
} from "../../../../lib/core/kpi/period.js";

const month = (text: string): Date => new Date(`${text}-01T00:00:00Z`);
const period = (start: string, end = start) => ({ start: month(start), end: month(end) });
const formats = makeFormats({ locale: "en-GB", currency: "EUR" });

describe("lengthOf, monthsOf, hasMonth, movePeriod", () => {
  it.each([
    ["2026-06", "2026-06", 1],
    ["2025-11", "2026-02", 4],
    ["2024-01", "2025-12", 24],
  ])("%s to %s are %i months", (start, end, months) => {
    expect(lengthOf(period(start, end))).toBe(months);
    expect(monthsOf(period(start, end))).toHaveLength(months);
  });
  it("has its first and last month, and the days in them, but no other", () => {
    const year = period("2025-11", "2026-02");
    expect(["2025-10", "2025-11", "2026-02", "2026-03"].map((each) => hasMonth(year, month(each)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(hasMonth(year, new Date("2026-02-28T00:00:00Z"))).toBe(true);
  });
  it("moves over the turn of a year", () => {
    expect(movePeriod(period("2025-11", "2026-02"), 3)).toEqual(period("2026-02", "2026-05"));
  });
  it("takes its ends in any order", () => {
    expect(periodBetween(month("2026-03"), month("2025-12"))).toEqual(period("2025-12", "2026-03"));
  });
});

describe("comparedPeriod(period, comparison)", () => {
  it.each([
    ["2026-06", "2026-06", "previous", "2026-05", "2026-05"],
    ["2026-01", "2026-03", "previous", "2025-10", "2025-12"],
    ["2026-01", "2026-03", "year", "2025-01", "2025-03"],
  ] as const)("%s..%s with %s is %s..%s", (start, end, comparison, from, to) => {
    expect(comparedPeriod(period(start, end), comparison)).toEqual(period(from, to));
  });
  it("is nothing for no comparison", () => {
    expect(comparedPeriod(period("2026-06"), "none")).toBeNull();
  });
});

describe("writePeriod, readPeriod", () => {
  const known = period("2023-07", "2026-06");
  it.each([
    ["", null],
    ["2026-06", period("2026-06")],
    ["2023-07..2026-06", known],
    ["2026-01..2026-03", period("2026-01", "2026-03")],
  ])("'%s' comes back as it went", (text, value) => {
    expect(readPeriod(text, known)).toEqual(value);
    expect(writePeriod(value)).toBe(text);
  });
  it.each(["2026", "2026-13", "2026-07", "2023-06", "2026-03..2026-01", "2026-01..", "june"])(
    "'%s' is no period of these months",
    (text) => expect(readPeriod(text, known)).toBeUndefined(),
  );
});

describe("periodWords(period, formats)", () => {
  it.each([
    ["2026-06", "2026-06", "June 2026"],
    ["2026-04", "2026-06", "April to June 2026"],
    ["2025-12", "2026-02", "December 2025 to February 2026"],
    ["2025-01", "2025-12", "2025"],
  ])("%s..%s is %s", (start, end, words) => {
    expect(periodWords(period(start, end), formats)).toBe(words);
  });
});

describe("knownMonths(cells, last)", () => {
  it("goes from the first month with a cell to the last whole one", () => {
    const cells = ["2025-03", "2025-01", "2025-04"].map((text) => ({ month: month(text) }));
    expect(knownMonths(cells, month("2025-03"))).toEqual(period("2025-01", "2025-03"));
    expect(knownMonths([], month("2025-03"))).toBeNull();
  });
});
