import { describe, expect, it } from "vitest";
import { curveOf } from "../../../lib/fit/curve.js";

const counts = (rows: number[], bads: number[]) => ({
  rows: Float64Array.from(rows),
  bads: Float64Array.from(bads),
});

describe("curveOf(counts)", () => {
  it("has as many bads as were counted, and runs one way", () => {
    const curve = curveOf(counts([100, 300, 200, 400], [1, 12, 5, 40]));
    expect(curve.reduce((sum, n) => sum + n, 0)).toBeCloseTo(58, 8);
    const rates = Array.from(curve, (bad, i) => bad / [100, 300, 200, 400][i]!);
    expect([...rates].sort((a, b) => a - b)).toEqual(rates);
  });

  it("falls where the bads do", () => {
    const [first = 0, last = 0] = curveOf(counts([100, 100], [20, 5]));
    // Two groups and two coefficients: the line goes through both.
    expect(first).toBeCloseTo(20, 6);
    expect(last).toBeCloseTo(5, 6);
  });

  it("is the mean where there is one group only", () => {
    expect(curveOf(counts([50], [5]))[0]).toBeCloseTo(5, 8);
  });
});
