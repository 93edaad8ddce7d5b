import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binnedFeature, quantileCuts } from "../../../../lib/fit/boostedTrees/bins.js";

describe("quantileCuts(values, most)", () => {
  it.each([
    ["lie half-way between distinct values", [4, 1, 2, 2], 255, [1.5, 3]],
    ["are not needed for one value", [5, 5, 5], 255, []],
    ["are not needed for none", [], 255, []],
    ["lie at even ranks between the ends", [1, 2, 3, 4, 5, 6, 7, 8, 9], 4, [2.5, 4.5, 6.5]],
    ["count ranks from where the least value ends", [1, 1, 1, 1, 1, 1, 2, 3, 4, 5], 3, [2.5, 3.5]],
    ["are fewer where one value has several ranks", [1, 2, 2, 2, 2, 2, 2, 3, 4, 5], 4, [1.5, 2.5]],
    ["are the upper value where nothing lies between", [1, 1 + Number.EPSILON], 2, [1 + Number.EPSILON]],
    ["stay finite at the ends", [-Number.MAX_VALUE, Number.MAX_VALUE], 2, [0]],
  ])("%s", (_, values, most, cuts) => {
    expect([...quantileCuts(Float64Array.from(values), most)]).toEqual(cuts);
  });
});

describe("binnedFeature(feature, values, most, direction)", () => {
  it("puts each value between its cuts, and missing ones last", () => {
    const values = fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constant(Number.NaN)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 255 }), (numbers, most) => {
        const feature = { name: "x", kind: "numeric" } as const;
        const { bins, codes, cuts } = binnedFeature(feature, Float64Array.from(numbers), most, 0);
        expect(bins).toBeLessThanOrEqual(most);
        numbers.forEach((value, row) => {
          const bin = codes[row]!;
          if (Number.isNaN(value)) expect(bin).toBe(bins);
          else {
            expect(value).toBeLessThan(cuts[bin] ?? Infinity);
            expect(value).toBeGreaterThanOrEqual(cuts[bin - 1] ?? -Infinity);
          }
        });
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it("has a bin for the missing alone where all are missing", () => {
    const feature = { name: "x", kind: "numeric" } as const;
    const { bins, codes } = binnedFeature(feature, Float64Array.of(Number.NaN, Number.NaN), 255, 0);
    expect(bins).toBe(0);
    expect([...codes]).toEqual([0, 0]);
  });
});
