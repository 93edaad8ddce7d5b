import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ks } from "../../../../lib/core/metrics/ks.js";
import { expected, labels, probabilities, scoredRows } from "./draws.js";

describe("ks(scores, labels)", () => {
  it("is SciPy's", () => expect(ks(probabilities, labels)).toBeCloseTo(expected.ks, 14));

  it.each<[number[], number[], number]>([
    [[1, 2, 3, 4], [0, 0, 1, 1], 1],
    [[1, 1, 1, 1], [0, 0, 1, 1], 0],
    [[1, 2, 3, 4], [0, 1, 0, 1], 0.5],
  ])("of %j with labels %j is %d", (scores, truth, gap) => {
    expect(ks(Float64Array.from(scores), Uint8Array.from(truth))).toBe(gap);
  });

  it("does not care for direction or scale", () => {
    fc.assert(
      fc.property(scoredRows, ({ scores, labels: truth }) => {
        const turned = scores.map((value) => -2 * value);
        expect(ks(turned, truth)).toBeCloseTo(ks(scores, truth), 12);
      }),
    );
  });
});
