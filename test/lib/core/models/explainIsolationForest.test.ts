import { describe, expect, it } from "vitest";
import { explainIsolationForest } from "../../../../lib/core/models/explainIsolationForest.js";
import {
  isolationPathLengths,
  leafPathLengths,
  type IsolationForest,
  type IsolationTree,
} from "../../../../lib/core/models/isolationForest.js";
import { fitIsolationForest } from "../../../../lib/fit/isolationForest.js";
import { forestOf, handTree, numericTable, reference } from "./forests.js";

/** Expected path length if only the features of `known` (a bit each) are known. */
function expectedLength(tree: IsolationTree, values: readonly number[], known: number): number {
  const lengths = leafPathLengths(tree);
  const from = (node: number): number => {
    const feature = tree.feature[node]!;
    if (feature < 0) return lengths[node]!;
    const left = tree.left[node]!;
    if ((known >> feature) % 2 === 1) return from(values[feature]! < tree.threshold[node]! ? left : left + 1);
    const share = tree.size[left]! / tree.size[node]!;
    return share * from(left) + (1 - share) * from(left + 1);
  };
  return from(0);
}

/** Shapley values by their definition: over all sets of features. */
function shapley({ trees }: IsolationForest, values: readonly number[]): number[] {
  const width = values.length;
  const factorial = (n: number): number => (n < 2 ? 1 : n * factorial(n - 1));
  const mean = (known: number): number =>
    trees.reduce((sum, tree) => sum + expectedLength(tree, values, known), 0) / trees.length;
  return values.map((_, feature) => {
    let total = 0;
    for (let known = 0; known < 2 ** width; known++) {
      if ((known >> feature) % 2 === 1) continue;
      const size = known.toString(2).replaceAll("0", "").length;
      const weight = (factorial(size) * factorial(width - 1 - size)) / factorial(width);
      total += weight * (mean(known | (1 << feature)) - mean(known));
    }
    return total;
  });
}

describe("explainIsolationForest(model, table, row)", () => {
  it("explains a tree that can be worked out by hand", () => {
    // Lengths 1 (1 row), 3 (2 rows) and 2 (1 row): 9/4 on average. With x0 alone known to be 12 the path is 1; with x1
    // alone known to be 0 it is 1/4 × 1 + 3/4 × 3 = 5/2; with both it is 1.
    const explained = explainIsolationForest(forestOf([handTree], 2, 4), numericTable([[12, 0]]), 0);
    expect(explained.expectedPathLength).toBeCloseTo(9 / 4, 12);
    expect(explained.pathLength).toBe(1);
    expect(explained.contributions[0]).toBeCloseTo((1 - 9 / 4 + (1 - 5 / 2)) / 2, 12);
    expect(explained.contributions[1]).toBeCloseTo((5 / 2 - 9 / 4 + (1 - 1)) / 2, 12);
  });

  it("gives the Shapley values of scikit-learn's trees as their definition does", () => {
    const model = forestOf(reference.trees, 4, reference.sampleSize);
    const table = numericTable(reference.rows);
    for (const row of [0, 17, 39]) {
      const { contributions } = explainIsolationForest(model, table, row);
      shapley(model, reference.rows[row]!).forEach((expected, feature) =>
        expect(contributions[feature]).toBeCloseTo(expected, 10),
      );
    }
  });

  it("adds up to the path length beyond the expected one, missing values and categories included", () => {
    const rows = reference.large.rows.map((row, i) => (i % 5 === 0 ? [Number.NaN, ...row.slice(1)] : row));
    const kind = { name: "kind", kind: "category" as const, categories: ["usual", "rare"] };
    const codes = Int32Array.from(rows, (_, i) => (i % 90 === 0 ? -1 : i % 40 === 0 ? 1 : 0));
    const table = { rows: rows.length, columns: [...numericTable(rows).columns, { ...kind, codes }] };
    const model = fitIsolationForest(table, { seed: 4, trees: 40 });
    const lengths = isolationPathLengths(model, table);
    for (const row of [0, 1, 40, 90, 500, 999]) {
      const { pathLength, expectedPathLength, contributions } = explainIsolationForest(model, table, row);
      expect(pathLength).toBeCloseTo(lengths[row]!, 10);
      expect(contributions.reduce((sum, value) => sum + value, 0)).toBeCloseTo(
        pathLength - expectedPathLength,
        10,
      );
    }
  });

  it("blames the feature that is odd", () => {
    const rows = reference.large.rows.slice(0, 900).concat([[0, 0, 30, 0]]);
    const table = numericTable(rows);
    const { contributions } = explainIsolationForest(fitIsolationForest(table, { seed: 1 }), table, 900);
    expect(contributions[2]).toBeLessThan(-1);
    for (const other of [0, 1, 3]) expect(contributions[other]).toBeGreaterThan(contributions[2]! / 3);
  });

  it("refuses a row that is not there", () => {
    expect(() => explainIsolationForest(forestOf([handTree], 2, 4), numericTable([[1, 1]]), 1)).toThrow(
      RangeError,
    );
  });
});
