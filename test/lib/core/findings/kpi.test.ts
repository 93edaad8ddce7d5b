import { describe, expect, it } from "vitest";
import {
  cohortName,
  comparedShortly,
  growthFinding,
  partsAbout,
  partsFinding,
  periodFinding,
  retentionFinding,
} from "../../../../lib/core/findings/kpi.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { activityMeasures } from "../../../../lib/core/reports.js";
import type { Part } from "../../../../lib/core/kpi/parts.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const month = (text: string): Date => new Date(`${text}-01T00:00:00Z`);
const period = { start: month("2026-04"), end: month("2026-06") };
const plain = (text: string): string => text.replaceAll("\u202F", " ");
const measureOf = (id: string) => activityMeasures.find((each) => each.id === id)!;
const volume = measureOf("volume");
const filter = { product: "all", segment: "retail", channel: "all" };

const part = (name: string, value: number | null, share: number | null, size: number | null): Part => ({
  name,
  value,
  share,
  known: value === null ? 0 : 3,
  months: 3,
  before: null,
  change: size === null ? null : { size, kind: "relative", isGood: null },
});
const parts = [
  part("checking", 9e6, 0.9, 0.02),
  part("card", 1e6, 0.1, -0.2),
  part("loan", null, null, null),
];

describe("periodFinding(measure, total, view, formats)", () => {
  it("says the value, the period and the change", () => {
    const total = part("", 1.2e7, null, 0.042);
    expect(plain(periodFinding(volume, total, { period, comparison: "year" }, formats))).toBe(
      "Volume € 12.0 M in April to June 2026, +4.2 % on April to June 2025",
    );
  });
  it("says that clients are counted in a month of several", () => {
    const total = part("", 8123, null, null);
    expect(
      plain(periodFinding(measureOf("active_clients"), total, { period, comparison: "none" }, formats)),
    ).toBe("Active clients 8,123 in a month of April to June 2026");
  });
  it("says when there is no figure", () => {
    expect(periodFinding(volume, part("", null, null, null), { period, comparison: "none" }, formats)).toBe(
      "Volume: no figure for April to June 2026, too few clients to show",
    );
  });
});

describe("partsFinding, partsAbout", () => {
  it("names the largest and the one that moved most", () => {
    expect(plain(partsFinding(parts, "product", volume, formats))).toBe(
      "Checking 90 %; card moved most, −20.0 %",
    );
    expect(partsFinding([parts[2]!], "product", volume, formats)).toBe(
      "Every product has too few clients to show",
    );
  });
  it("says what is hidden and why", () => {
    const view = { measure: volume, filter, period, isChosen: true, comparison: "year" } as const;
    expect(partsAbout(parts, "product", view, formats)).toBe(
      "Retail clients, April to June 2026; the tick is April to June 2025. One hidden: none, or too few clients to show.",
    );
  });
});

describe("comparedShortly(period, comparison, formats)", () => {
  it.each([
    [period, "year", "year before"],
    [period, "previous", "period before"],
    [{ start: period.end, end: period.end }, "previous", "May 2026"],
    [period, "none", ""],
  ] as const)("case %#", (some, comparison, words) => {
    expect(comparedShortly(some, comparison, formats)).toBe(words);
  });
});

describe("growthFinding(parts, noun, view, formats)", () => {
  it.each([
    [parts, "year", "Volume rose in one of two products against April to June 2025"],
    [parts.slice(0, 1), "year", "Volume rose in the one product against April to June 2025"],
    [parts.slice(1), "year", "Volume rose in no product against April to June 2025"],
    [parts, "none", "Volume by product"],
  ] as const)("case %#", (some, comparison, words) => {
    expect(growthFinding(some, "product", { measure: volume, period, comparison }, formats)).toBe(words);
  });
});

describe("retentionFinding(found, grain, formats), cohortName(start, grain, formats)", () => {
  const best = { start: month("2025-01"), clients: 10, shares: [0.9] };
  const worst = { start: month("2025-04"), clients: 10, shares: [0.8] };
  it("says how many stay, and which cohorts best and worst", () => {
    const found = { months: 1, share: 0.85, clients: 20, best, worst };
    expect(plain(retentionFinding(found, "quarter", formats))).toBe(
      "In the month after joining 85 % of clients are active; best Q1 2025 (90 %), worst Q2 2025 (80 %)",
    );
    expect(retentionFinding(null, "month", formats)).toBe("How many new clients stay active");
    expect(retentionFinding(found, "quarter", formats, true)).not.toMatch(/\d/);
  });
  it("names a month shortly", () => {
    expect(cohortName(month("2025-08"), "month", formats)).toBe("Aug 25");
  });
});
