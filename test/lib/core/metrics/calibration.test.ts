import { describe, expect, it } from "vitest";
import { calibration } from "../../../../lib/core/metrics/calibration.js";
import { calibrationGroups } from "../../../../lib/core/metrics/calibrationGroups.js";
import { hosmerLemeshow } from "../../../../lib/core/metrics/hosmerLemeshow.js";
import { expected, labels, probabilities } from "./draws.js";

describe("calibration(probabilities, labels)", () => {
  it("is the line of statsmodels", () => {
    const line = calibration(probabilities, labels)!;
    expect(line.slope).toBeCloseTo(expected.slope, 10);
    expect(line.intercept).toBeCloseTo(expected.intercept, 10);
  });

  it("is slope 1 and intercept 0 where every group is as predicted", () => {
    const p = Float64Array.from({ length: 40 }, (_, i) => (i < 20 ? 0.25 : 0.6));
    const y = Uint8Array.from(p, (_, i) => (i < 5 || i >= 28 ? 1 : 0));
    const line = calibration(p, y)!;
    expect(line.slope).toBeCloseTo(1, 10);
    expect(line.intercept).toBeCloseTo(0, 10);
  });

  it("is the exact line where chances stand for outcomes", () => {
    const p = Float64Array.from({ length: 40 }, (_, i) => (i + 1) / 50);
    const chances = p.map((value) => 1 / (1 + Math.exp(-(0.3 + 0.8 * Math.log(value / (1 - value))))));
    const line = calibration(p, chances)!;
    expect(line.slope).toBeCloseTo(0.8, 10);
    expect(line.intercept).toBeCloseTo(0.3, 10);
  });

  it("is null where there is no line", () => {
    expect(calibration(Float64Array.of(0.2, 0.8), Uint8Array.of(1, 1))).toBeNull();
    expect(calibration(Float64Array.of(0.3, 0.3, 0.3), Uint8Array.of(1, 0, 0))).toBeNull();
    expect(calibration(Float64Array.of(0.1, 0.2, 0.8, 0.9), Uint8Array.of(0, 0, 1, 1))).toBeNull();
  });
});

describe("calibrationGroups(probabilities, labels, groups)", () => {
  it("cuts into groups of one size, in order", () => {
    const p = Float64Array.of(0.9, 0.1, 0.3, 0.5);
    expect(calibrationGroups(p, Uint8Array.of(1, 0, 1, 1), 2)).toEqual([
      { rows: 2, positives: 1, expected: 0.2, observed: 0.5 },
      { rows: 2, positives: 2, expected: 0.7, observed: 1 },
    ]);
  });

  it("keeps equal predictions together and loses no row", () => {
    const groups = calibrationGroups(probabilities, labels, 10);
    expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(labels.length);
    expect(calibrationGroups(new Float64Array(20).fill(0.4), new Uint8Array(20), 10)).toHaveLength(1);
  });
});

describe("hosmerLemeshow(probabilities, labels, groups)", () => {
  // Three groups of ten at 0.2, 0.5 and 0.8 with 4, 5 and 8 positives: 10 · 0.04 / 0.16 = 2.5 from the first alone.
  const p = Float64Array.from({ length: 30 }, (_, i) => [0.2, 0.5, 0.8][Math.floor(i / 10)]!);
  const y = Uint8Array.from(p, (_, i) => (i % 10 < [4, 5, 8][Math.floor(i / 10)]! ? 1 : 0));

  it("adds up the squared misses by group", () => {
    const test = hosmerLemeshow(p, y, 3)!;
    expect(test.statistic).toBeCloseTo(2.5, 12);
    expect(test.degrees).toBe(1);
    expect(test.pValue).toBeCloseTo(0.1138463, 6);
  });

  it("loses no degree of freedom on rows that nothing was fitted on", () => {
    // scipy.stats.chi2.sf(2.5, 3)
    expect(hosmerLemeshow(p, y, 3, 0)).toMatchObject({
      degrees: 3,
      pValue: expect.closeTo(0.4752911, 6) as number,
    });
  });

  it("is null with fewer than three groups, and certain of a certain mistake", () => {
    expect(hosmerLemeshow(p, y, 2)).toBeNull();
    expect(hosmerLemeshow(Float64Array.of(0, 0.5, 1), Uint8Array.of(1, 0, 1), 3)).toMatchObject({
      pValue: 0,
    });
  });
});
