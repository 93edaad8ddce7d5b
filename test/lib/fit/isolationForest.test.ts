import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc } from "../../../lib/core/metrics/auc.js";
import { predictIsolationForest } from "../../../lib/core/models/isolationForest.js";
import type { CategoryColumn } from "../../../lib/core/models/table.js";
import { fitIsolationForest } from "../../../lib/fit/isolationForest.js";
import { lowerMedian } from "../../../lib/fit/median.js";
import { numericTable, reference } from "../core/models/forests.js";

const large = numericTable(reference.large.rows);

describe("fitIsolationForest(table, options)", () => {
  it("grows the same forest from the same seed, and another from another", () => {
    const forest = fitIsolationForest(large, { seed: 1, trees: 5 });
    expect(fitIsolationForest(large, { seed: 1, trees: 5 })).toEqual(forest);
    expect(fitIsolationForest(large, { seed: 2, trees: 5 }).trees).not.toEqual(forest.trees);
    // A tree does not depend on how many others there are.
    expect(fitIsolationForest(large, { seed: 1, trees: 3 }).trees).toEqual(forest.trees.slice(0, 3));
  });

  it("splits samples of 256 rows, at most 8 deep, and keeps count", () => {
    const { trees, sampleSize, heightLimit } = fitIsolationForest(large, { seed: 1 });
    expect([trees.length, sampleSize, heightLimit]).toEqual([100, 256, 8]);
    for (const { feature, left, size } of trees) {
      expect(size[0]).toBe(256);
      const depth = [0];
      feature.forEach((index, node) => {
        expect(depth[node]).toBeLessThanOrEqual(8);
        if (index < 0) {
          // A leaf is one row, or at the limit: these rows are all different.
          expect(size[node] === 1 || depth[node] === 8).toBe(true);
          return;
        }
        const child = left[node]!;
        expect(size[child]! + size[child + 1]!).toBe(size[node]);
        expect(size[child]! > 0 && size[child + 1]! > 0).toBe(true);
        depth[child] = depth[child + 1] = depth[node]! + 1;
      });
    }
  });

  it("finds anomalies as well as scikit-learn's forest", () => {
    const labels = Uint8Array.from(reference.large.rows, (_, i) =>
      i >= reference.large.rows.length - reference.large.odd ? 1 : 0,
    );
    const seeds = [1, 2, 3, 4, 5];
    const mean =
      seeds
        .map((seed) => auc(predictIsolationForest(fitIsolationForest(large, { seed }), large), labels))
        .reduce((sum, value) => sum + value, 0) / seeds.length;
    expect(Math.abs(mean - reference.large.meanAuc)).toBeLessThan(0.01);
  });

  it("scores any table in (0, 1], whatever is in it", () => {
    const value = fc.oneof(
      fc.double(),
      fc.constantFrom(
        Number.NaN,
        Infinity,
        -Infinity,
        0,
        -0,
        Number.MAX_VALUE,
        -Number.MAX_VALUE,
        5e-324,
        1,
        1 + 2 ** -52,
      ),
    );
    const rows = fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(rows, fc.nat(), (values, seed) => {
        const table = numericTable(values);
        const forest = fitIsolationForest(table, { seed, trees: 3, sampleSize: 16 });
        for (const { feature, size, threshold } of forest.trees) {
          feature.forEach((_, node) => {
            expect(size[node]).toBeGreaterThan(0);
            expect(Number.isFinite(threshold[node])).toBe(true);
          });
        }
        for (const score of predictIsolationForest(forest, table)) expect(score > 0 && score <= 1).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("has one score for all rows if no column varies", () => {
    const table = numericTable(Array.from({ length: 300 }, () => [7, Number.NaN]));
    for (const score of predictIsolationForest(fitIsolationForest(table, { seed: 1 }), table))
      expect(score).toBeCloseTo(0.5, 12);
    const one = numericTable([[1]]);
    expect([...predictIsolationForest(fitIsolationForest(one, { seed: 1 }), one)]).toEqual([0.5]);
  });

  it("does not find a missing value odd, but an infinite one", () => {
    const rows = reference.large.rows.slice(0, 500).map((row) => [...row]);
    rows.push([Number.NaN, 0, 0, 0], [Infinity, 0, 0, 0], [0, -Infinity, 0, 0]);
    const table = numericTable(rows);
    const scores = predictIsolationForest(fitIsolationForest(table, { seed: 1, sampleSize: 503 }), table);
    const rank = (row: number): number => scores.filter((score) => score > scores[row]!).length;
    expect(rank(500)).toBeGreaterThan(250);
    expect(rank(501)).toBeLessThan(20);
    expect(rank(502)).toBeLessThan(20);
  });

  it("reads a text as its surprise, and one it has not seen as that of a single row", () => {
    const categories = ["usual", "half", "rare", "never"];
    const codes = Int32Array.from({ length: 512 }, (_, i) => (i < 256 ? 0 : i < 508 ? 1 : i < 510 ? 2 : -1));
    const column: CategoryColumn = { name: "kind", kind: "category", codes, categories };
    const forest = fitIsolationForest({ rows: 512, columns: [column] }, { seed: 1 });
    expect(forest.features).toEqual([
      {
        name: "kind",
        kind: "category",
        categories,
        bits: [1, Math.log2(512 / 252), 8, 9],
        missingBits: 8,
        unseenBits: 9,
      },
    ]);
    const other: CategoryColumn = {
      name: "kind",
      kind: "category",
      categories: ["new", "rare", "usual"],
      codes: Int32Array.of(0, 1, 2, -1),
    };
    const scores = predictIsolationForest(forest, { rows: 4, columns: [other] });
    expect(scores[0]).toBeGreaterThanOrEqual(scores[1]!);
    expect(scores[1]).toBeGreaterThan(scores[2]! + 0.1);
    expect(scores[3]).toBe(scores[1]);
  });

  it.each([
    ["no rows", numericTable([], 2), {}],
    ["no columns", { rows: 3, columns: [] }, {}],
    ["no trees", large, { trees: 0 }],
    ["a sample of one and a half rows", large, { sampleSize: 1.5 }],
  ])("refuses %s", (_, table, options) => {
    expect(() => fitIsolationForest(table, { seed: 1, ...options })).toThrow(RangeError);
  });
});

describe("lowerMedian(values)", () => {
  it("is the middle of the values in order, without the missing ones", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.integer({ min: 0, max: 3 }))), (values) => {
        const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
        const expected = sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
        const median = lowerMedian(Float64Array.from(values));
        expect(median === expected || (Number.isNaN(median) && Number.isNaN(expected))).toBe(true);
      }),
      { numRuns: 300, seed: 1 },
    );
  });
});
