import { describe, expect, it } from "vitest";
import {
  anomalyScore,
  averagePathLength,
  isolationPathLengths,
  leafPathLengths,
  predictIsolationForest,
} from "../../../../lib/core/models/isolationForest.js";
import type { FeatureTable } from "../../../../lib/core/models/table.js";
import { forestOf, handTree, numericTable, reference } from "./forests.js";

describe("averagePathLength(n)", () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 1],
    [3, 5 / 3],
    [4, 13 / 6],
    [256, 10.248689925634556],
  ])("of %i is %f", (n, expected) => {
    expect(averagePathLength(n)).toBeCloseTo(expected, 8);
  });

  it("is scikit-learn's but for its approximate harmonic numbers", () => {
    for (const [n, approximate] of Object.entries(reference.averagePathLength)) {
      const difference = averagePathLength(Number(n)) - approximate;
      if (Number(n) <= 2) expect(difference).toBe(0);
      else expect(Math.abs(difference * (Number(n) - 1) - 1)).toBeLessThan(0.1);
    }
  });
});

describe("anomalyScore(pathLength, sampleSize)", () => {
  it("is one half for the average path and 1 for none", () => {
    expect(anomalyScore(averagePathLength(256), 256)).toBe(0.5);
    expect(anomalyScore(0, 256)).toBe(1);
    expect(anomalyScore(0, 1)).toBe(0.5);
  });
});

describe("isolationPathLengths(model, table)", () => {
  it("counts splits and what a leaf of several rows would still need", () => {
    expect([...leafPathLengths(handTree)]).toEqual([0, 0, 1, 3, 2]);
    const table = numericTable([
      [12, 0],
      [10, 0],
      [9.9, 0.9],
      [-1, 1],
      [Number.POSITIVE_INFINITY, 0],
      [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
      [Number.NaN, Number.NaN],
    ]);
    // A missing value is read as 0 in this forest.
    expect([...isolationPathLengths(forestOf([handTree], 2, 4), table)]).toEqual([1, 1, 3, 2, 1, 2, 3]);
    const single = { feature: [-1], threshold: [0], left: [0], size: [4] };
    expect(isolationPathLengths(forestOf([handTree, single], 2, 4), table)[0]).toBeCloseTo(
      (1 + 13 / 6) / 2,
      12,
    );
  });

  it("is the same for any number of rows at once", () => {
    const rows = Array.from({ length: 2051 }, (_, i) => [(i * 7) % 23, ((i * 5) % 7) / 3]);
    const model = forestOf([handTree, handTree], 2, 4);
    const together = isolationPathLengths(model, numericTable(rows));
    for (const row of [0, 1, 1022, 1023, 1024, 1025, 2047, 2048, 2050]) {
      expect(together[row]).toBe(isolationPathLengths(model, numericTable([rows[row]!]))[0]);
    }
    expect(isolationPathLengths(model, numericTable([], 2))).toHaveLength(0);
  });

  it("follows scikit-learn's trees to the same leaves, and gives its scores", () => {
    const { trees, sampleSize, rows, splits, leafSizes, scores } = reference;
    const model = forestOf(trees, 4, sampleSize);
    const table = numericTable(rows);
    const lengths = isolationPathLengths(model, table);
    const ours = predictIsolationForest(model, table);
    rows.forEach((_, row) => {
      const expected =
        splits[row]!.reduce(
          (sum, count, tree) => sum + count + averagePathLength(leafSizes[row]![tree]!),
          0,
        ) / trees.length;
      expect(lengths[row]).toBeCloseTo(expected, 12);
      expect(ours[row]).toBeCloseTo(anomalyScore(expected, sampleSize), 12);
      // Theirs has approximate harmonic numbers, in small leaves above all.
      expect(Math.abs(ours[row]! - scores[row]!)).toBeLessThan(0.012);
    });
  });
});

describe("predictIsolationForest(model, table)", () => {
  const model = forestOf([handTree], 2, 4);

  it("finds its features by name, in any order and beside others", () => {
    const [x0, x1] = numericTable([
      [12, 0],
      [0, 0],
    ]).columns;
    const other = {
      name: "other",
      kind: "category" as const,
      codes: Int32Array.of(0, -1),
      categories: ["a"],
    };
    const table: FeatureTable = { rows: 2, columns: [other, x1!, x0!] };
    expect([...predictIsolationForest(model, table)]).toEqual([anomalyScore(1, 4), anomalyScore(3, 4)]);
  });

  it("refuses a table without a feature, or with one of another kind", () => {
    expect(() => predictIsolationForest(model, numericTable([[1]]))).toThrow(/no column x1/);
    const column = { name: "x0", kind: "category" as const, codes: Int32Array.of(0), categories: ["a"] };
    const table: FeatureTable = { rows: 1, columns: [column, numericTable([[1, 1]]).columns[1]!] };
    expect(() => predictIsolationForest(model, table)).toThrow(
      /x0 is category; the forest was fitted on a numeric/,
    );
  });
});
