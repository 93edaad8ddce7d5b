import { describe, expect, it } from "vitest";
import {
  bandsFinding,
  migrationFinding,
  oneIn,
  riskHeadline,
  shareWords,
} from "../../../../lib/core/findings/risk.js";
import {
  calibrationFinding,
  confusionFinding,
  cutoffFinding,
  profitFinding,
  rocFinding,
  scorecardFinding,
  spreadFinding,
  stabilityFinding,
  whatIfFinding,
  whoFinding,
} from "../../../../lib/core/findings/riskModel.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import { bands } from "../../../../lib/core/risk/bands.js";
import type { CutoffCurve, CutoffPoint } from "../../../../lib/core/risk/cutoff.js";
import type { Migration } from "../../../../lib/core/risk/migration.js";
import type { Portfolio, PortfolioLine } from "../../../../lib/core/risk/portfolio.js";
import type { FeatureLines } from "../../../../lib/core/risk/scorecardBins.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string): string => text.replaceAll("\u202F", " ");

const line = (
  band: PortfolioLine["band"],
  loss: number,
  lossBefore: number | null,
  exposure = 100,
): PortfolioLine => ({
  band,
  clients: exposure > 0 ? 10 : 0,
  exposure,
  pd: 0.01,
  loss,
  lossBefore,
  observed: { rate: 0.01, rows: 100, defaults: 1, low: 0.002, high: 0.05 },
});
const portfolio = (losses: readonly number[], before: readonly (number | null)[]): Portfolio => {
  const lines = bands.map((band, i) => line(band, losses[i]!, before[i]!));
  const sum = (values: readonly (number | null)[]): number | null =>
    values.some((value) => value === null)
      ? null
      : values.reduce<number>((all, value) => all + (value ?? 0), 0);
  return {
    isGrant: false,
    snapshot: new Date("2026-06-30Z"),
    observedAt: new Date("2025-06-30Z"),
    lines,
    all: { ...line("All", sum(losses)!, sum(before)), exposure: 700 },
  };
};

describe("riskHeadline(portfolio, formats)", () => {
  it.each([
    [
      [10, 10, 10, 10, 10, 10, 60],
      [10, 10, 10, 10, 10, 10, 40],
      "Expected loss rose 20.0 % on May to € 120; all of the rise is band G. Band G is 14.3 % of exposure and 50 % of the loss.",
    ],
    [
      [10, 10, 10, 10, 10, 20, 20],
      [10, 10, 10, 10, 10, 30, 30],
      "Expected loss fell 18.2 % on May to € 90.00; half of the fall is band F. Bands F and G are 28.6 % of exposure and 44 % of the loss.",
    ],
    [
      [10, 10, 10, 10, 10, 10, 10],
      [10, 10, 10, 10, 10, 10, 10],
      "Expected loss stayed at € 70.00. Bands F and G are 28.6 % of exposure and 29 % of the loss.",
    ],
    [
      [10, 10, 10, 10, 10, 10, 10],
      [null, null, null, null, null, null, null],
      "Expected loss is € 70.00. Bands F and G are 28.6 % of exposure and 29 % of the loss.",
    ],
  ])("%#", (losses, before, words) => {
    expect(plain(riskHeadline(portfolio(losses, before), formats))).toBe(words);
  });

  it("says so where nobody is scored", () => {
    expect(riskHeadline(null, formats)).toBe("Nobody is scored for default yet.");
  });
});

describe("bandsFinding(portfolio, formats)", () => {
  it("names the bands whose PD lies outside what was observed", () => {
    const found = portfolio([1, 1, 1, 1, 1, 30, 65], [1, 1, 1, 1, 1, 1, 1]);
    expect(plain(bandsFinding(found, formats))).toBe(
      "Band G holds 65 % of the loss; observed defaults fit the PD in every band",
    );
    const off = {
      ...found,
      lines: found.lines.map((each) => (each.band === "C" ? { ...each, pd: 0.2 } : each)),
    };
    expect(bandsFinding(off, formats)).toMatch(/fit the PD but in band C$/);
  });
});

describe("migrationFinding(migration)", () => {
  const found = { clients: 100, up: 10, down: 12, months: 12 } as Migration;
  it.each([
    [found, "One client in eight moved down in a year, one in ten moved up"],
    [{ ...found, up: 25, months: 1 }, "One client in four moved up in a month, one in eight moved down"],
    [{ ...found, clients: 0, months: 3 }, "Nobody was scored three months before"],
  ])("%#", (migration, words) => expect(migrationFinding(migration)).toBe(words));
});

describe("shareWords(share, formats) and oneIn(share, noun)", () => {
  it.each([
    [0.67, "two thirds"],
    [0.83, "83 %"],
    [1, "all"],
  ])("says %f as %s", (share, words) => expect(plain(shareWords(share, formats))).toBe(words));
  it.each([
    [0, "no client"],
    [0.125, "one client in eight"],
    [0.6, "60 in 100 clients"],
  ])("says %f as %s", (share, words) => expect(oneIn(share, "client")).toBe(words));
});

describe("what the page says of the model", () => {
  const best = {
    cutOff: 546,
    profit: 2_390_000,
    falseNegatives: 156,
    truePositives: 134,
    approvalRate: 0.89,
  } as CutoffPoint;
  const chosen = { ...best, cutOff: 565, profit: 2_280_000, falseNegatives: 89, truePositives: 201 };

  it("says what a cut-off gives up", () => {
    expect(plain(cutoffFinding(best, chosen, true, formats))).toBe(
      "Cut-off: the best is 546 points; at 565 we would give up € 110.0 k a year, with 67 fewer defaulters accepted",
    );
    expect(plain(cutoffFinding(best, best, true, formats))).toBe(
      "Cut-off: the best is 546 points, which declines 11.0 %",
    );
    expect(confusionFinding(chosen, formats)).toBe("At 565 points, 201 of 290 defaulters are declined");
  });

  it("says how flat the profit is", () => {
    const curve = { from: 450 } as CutoffCurve;
    expect(profitFinding(curve, [533, 558])).toBe("Profit is within 2 % of the best from 533 to 558 points");
    expect(profitFinding(curve, [450, 558])).toMatch(/hardly depends .* up to 558 points/);
  });

  it("counts groups that are calibrated, and ranks", () => {
    const group = (predicted: number) => ({
      rows: 9,
      positives: 1,
      predicted,
      observed: { value: 0.1, low: 0.05, high: 0.2 },
    });
    expect(calibrationFinding([group(0.1), group(0.06)])).toBe(
      "All two groups default as often as predicted",
    );
    expect(calibrationFinding([group(0.1), group(0.4)])).toBe(
      "One of two groups default as often as predicted",
    );
    expect(rocFinding({ value: 0.828, low: null, high: null })).toBe(
      "A defaulter outranks a payer 83 times in 100",
    );
  });

  it("names the features that matter, the months that moved and the spread", () => {
    const feature = (title: string, range: number) => ({ title, range }) as FeatureLines;
    expect(scorecardFinding([feature("Days past due", 78.2), feature("Card use", 53)])).toBe(
      "“Days past due” and “Card use” move the score most: 78 and 53 points from best bin to worst",
    );
    const month = (psi: number) => ({ month: new Date("2026-06-30Z"), rows: 9, psi });
    expect(stabilityFinding([month(0.01), month(0.02)])).toMatch(/as they were in training/);
    expect(stabilityFinding([month(0.12), month(0.3)])).toBe(
      "Scores left the stable range in two of two months; the last is moved",
    );
    const one = (from: number) => [{ from, share: 1 }];
    expect(spreadFinding({ size: 10, payers: one(650), defaulters: one(600), today: [] })).toBe(
      "Payers have about 50 points more than defaulters",
    );
  });

  it("says who carries the loss, and what an edit does", () => {
    expect(plain(whoFinding([5, 1, 1, 1, ...Array.from({ length: 20 }, () => 0.5)], "client", formats))).toBe(
      "Who: twelve clients carry 67 % of the expected loss",
    );
    expect(whoFinding([], "loan", formats)).toBe("Who: no loan is scored");
    expect(whatIfFinding(600.4, 560, { before: "2 %", after: "7 %" })).toBe(
      "560 points, 40 fewer than now: PD 7 % instead of 2 %",
    );
    expect(whatIfFinding(600, 600, { before: "2 %", after: "2 %" })).toBe("600 points: PD 2 %");
  });
});
