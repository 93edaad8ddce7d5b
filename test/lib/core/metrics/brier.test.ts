import { describe, expect, it } from "vitest";
import { brier } from "../../../../lib/core/metrics/brier.js";
import { logLoss } from "../../../../lib/core/metrics/logLoss.js";
import { expected, labels, probabilities } from "./draws.js";

describe("brier(probabilities, labels)", () => {
  it("is scikit-learn's", () => expect(brier(probabilities, labels)).toBeCloseTo(expected.brier, 14));

  it("is the mean squared miss", () => {
    expect(brier(Float64Array.of(1, 0.5, 0), Uint8Array.of(1, 1, 1))).toBeCloseTo(1.25 / 3, 14);
  });

  it("refuses what is no probability, and no rows", () => {
    expect(() => brier(Float64Array.of(1.1), Uint8Array.of(1))).toThrow(/no probability/);
    expect(() => brier(Float64Array.of(NaN), Uint8Array.of(1))).toThrow(/no probability/);
    expect(() => brier(Float64Array.of(), Uint8Array.of())).toThrow(/no rows/);
    expect(() => brier(Float64Array.of(0.5), Uint8Array.of())).toThrow(/1 probabilities for 0 labels/);
  });
});

describe("logLoss(probabilities, labels)", () => {
  it("is scikit-learn's", () => expect(logLoss(probabilities, labels)).toBeCloseTo(expected.logLoss, 13));

  it("is ln 2 for even odds, and finite for a certain mistake", () => {
    expect(logLoss(Float64Array.of(0.5, 0.5), Uint8Array.of(1, 0))).toBeCloseTo(Math.LN2, 14);
    expect(logLoss(Float64Array.of(0), Uint8Array.of(1))).toBeCloseTo(36.04, 2);
  });
});
