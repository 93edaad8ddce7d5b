import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc } from "../../../../lib/core/metrics/auc.js";
import { gini } from "../../../../lib/core/metrics/gini.js";
import { expected, labels, probabilities, scoredRows } from "./draws.js";

describe("auc(scores, labels)", () => {
  it.each<[string, number[], number[], number]>([
    ["is 1 where every positive outranks every negative", [1, 2, 3], [0, 0, 1], 1],
    ["is 0 the other way round", [3, 2, 1], [0, 0, 1], 0],
    ["counts a tie as one half", [1, 1], [0, 1], 0.5],
    ["counts the pairs won", [1, 2, 3, 4], [0, 1, 0, 1], 0.75],
    ["ranks infinities", [-Infinity, 0, Infinity], [0, 1, 0], 0.5],
  ])("%s", (_, scores, truth, area) => {
    expect(auc(Float64Array.from(scores), Uint8Array.from(truth))).toBe(area);
  });

  it("is scikit-learn's", () => expect(auc(probabilities, labels)).toBeCloseTo(expected.auc, 14));

  it("does not change under a rising map, and turns round under a falling one", () => {
    fc.assert(
      fc.property(scoredRows, ({ scores, labels: truth }) => {
        const area = auc(scores, truth);
        expect(
          auc(
            scores.map((value) => Math.exp(value) - 3),
            truth,
          ),
        ).toBe(area);
        expect(
          auc(
            scores.map((value) => -value),
            truth,
          ),
        ).toBeCloseTo(1 - area, 12);
        expect(gini(scores, truth)).toBeCloseTo(2 * area - 1, 12);
      }),
    );
  });

  it("refuses one class, unequal lengths and NaN", () => {
    expect(() => auc(Float64Array.of(1, 2), Uint8Array.of(1, 1))).toThrow(/one class/);
    expect(() => auc(Float64Array.of(1), Uint8Array.of(1, 0))).toThrow(/1 scores for 2 labels/);
    expect(() => auc(Float64Array.of(1, NaN), Uint8Array.of(1, 0))).toThrow(/Score 1/);
  });
});
