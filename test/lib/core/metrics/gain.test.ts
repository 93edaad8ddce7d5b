import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gain } from "../../../../lib/core/metrics/gain.js";
import { lift } from "../../../../lib/core/metrics/lift.js";
import { scoredRows } from "./draws.js";

const scores = Float64Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
const labels = Uint8Array.of(1, 0, 1, 0, 0, 0, 0, 0, 0, 1);

describe("gain(scores, labels, share)", () => {
  it.each([
    [0, 0],
    [0.1, 1 / 3],
    [0.25, 0.5],
    [0.3, 2 / 3],
    [0.9, 2 / 3],
    [1, 1],
  ])("among the top %d finds %d of the positives", (share, found) => {
    expect(gain(scores, labels, share)).toBeCloseTo(found, 12);
  });

  it("finds the share itself where all scores are equal", () => {
    expect(gain(new Float64Array(10), labels, 0.35)).toBeCloseTo(0.35, 12);
  });

  it("rises with the share, from 0 to 1", () => {
    fc.assert(
      fc.property(scoredRows, ({ scores: drawn, labels: truth }) => {
        const curve = [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => gain(drawn, truth, share));
        expect(curve[0]).toBe(0);
        expect(curve[5]).toBeCloseTo(1, 12);
        curve.slice(1).forEach((value, i) => expect(value).toBeGreaterThanOrEqual(curve[i]! - 1e-12));
      }),
    );
  });
});

describe("lift(scores, labels, share)", () => {
  it("is the gain per share", () => expect(lift(scores, labels)).toBeCloseTo(10 / 3, 12));
  it("refuses a share outside (0, 1]", () => {
    expect(() => lift(scores, labels, 0)).toThrow(RangeError);
    expect(() => lift(scores, labels, 1.5)).toThrow(RangeError);
  });
});
