import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boostedTreesMargin } from "../../../../lib/core/models/boostedTrees.js";
import { scaleBoostedTrees } from "../../../../lib/core/models/scaleBoostedTrees.js";
import { Random } from "../../../../lib/core/random.js";
import { fitBoostedTrees } from "../../../../lib/fit/boostedTrees.js";

const random = new Random(4);
const rows = 400;
const table = {
  rows,
  columns: ["a", "b"].map((name) => ({
    name,
    kind: "numeric" as const,
    values: Float64Array.from({ length: rows }, () =>
      random.uniform() < 0.1 ? Number.NaN : random.normal(),
    ),
  })),
};
const labels = Uint8Array.from(table.columns[0]!.values, (value) =>
  random.uniform() < 1 / (1 + Math.exp(1 - value)) ? 1 : 0,
);
const model = fitBoostedTrees(table, labels, { seed: 1, trees: 30, depth: 3 });

describe("scaleBoostedTrees(model, line)", () => {
  it("makes every margin the line of what it was", () => {
    const before = boostedTreesMargin(model, table);
    fc.assert(
      fc.property(
        fc.double({ min: -5, max: 5, noNaN: true }),
        fc.double({ min: 0.1, max: 3, noNaN: true }),
        (intercept, slope) => {
          const after = boostedTreesMargin(scaleBoostedTrees(model, { intercept, slope }), table);
          after.forEach((margin, row) => {
            expect(Math.abs(margin - (intercept + slope * before[row]!))).toBeLessThan(1e-12);
          });
        },
      ),
    );
  });

  it("leaves the model as it was under the line of slope 1 through 0", () => {
    expect(scaleBoostedTrees(model, { intercept: 0, slope: 1 })).toEqual(model);
  });

  it.each([
    { intercept: 0, slope: 0 },
    { intercept: 0, slope: -1 },
    { intercept: Number.NaN, slope: 1 },
    { intercept: 0, slope: Infinity },
  ])("refuses $intercept + $slope · margin", (line) => {
    expect(() => scaleBoostedTrees(model, line)).toThrow(RangeError);
  });
});
