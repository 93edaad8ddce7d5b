import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boostedTreesMargin } from "../../../../lib/core/models/boostedTrees.js";
import { type BoostedTrees, type Tree } from "../../../../lib/core/models/boostedTreesDocument.js";
import { explainBoostedTrees } from "../../../../lib/core/models/explainBoostedTrees.js";
import { type FeatureTable } from "../../../../lib/core/models/table.js";
import { fitBoostedTrees } from "../../../../lib/fit/boostedTrees.js";

interface Reference {
  readonly trees: readonly Tree[];
  readonly rows: readonly (readonly (number | null)[])[];
  readonly contributions: readonly (readonly number[])[];
}

const { shap: reference } = JSON.parse(
  readFileSync(new URL("../../../fixtures/boostedTrees/xgboost.json", import.meta.url), "utf8"),
) as { readonly shap: Reference };

/** Rows of numbers as a table of columns x0, x1 … */
function tableOf(rows: readonly (readonly (number | null)[])[]): FeatureTable {
  const columns = rows[0]!.map((_, column) => ({
    name: `x${column}`,
    kind: "numeric" as const,
    values: Float64Array.from(rows, (row) => row[column] ?? Number.NaN),
  }));
  return { rows: rows.length, columns };
}

/** The mean of a tree where only some features are known: the definition that TreeSHAP computes the values of. */
function meanGiven(tree: Tree, row: readonly (number | null)[], known: number, index = 0): number {
  const node = tree[index]!;
  if (node.kind === "leaf") return node.value;
  const left = meanGiven(tree, row, known, node.left);
  const right = meanGiven(tree, row, known, node.right);
  if (node.kind === "threshold" && (known >> node.feature) & 1) {
    const value = row[node.feature] ?? Number.NaN;
    return (Number.isNaN(value) ? node.missing === "left" : value < node.threshold) ? left : right;
  }
  return (left * tree[node.left]!.cover + right * tree[node.right]!.cover) / node.cover;
}

const factorial = (n: number): number => (n <= 1 ? 1 : n * factorial(n - 1));
const bits = (set: number): number => (set === 0 ? 0 : (set & 1) + bits(set >> 1));

/** Shapley's formula over all subsets. */
function shapley(trees: readonly Tree[], row: readonly (number | null)[], feature: number): number {
  const count = row.length;
  const mean = (known: number): number => trees.reduce((sum, tree) => sum + meanGiven(tree, row, known), 0);
  let value = 0;
  for (let known = 0; known < 1 << count; known++) {
    if ((known >> feature) & 1) continue;
    const size = bits(known);
    const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count);
    value += weight * (mean(known | (1 << feature)) - mean(known));
  }
  return value;
}

const tables = fc.integer({ min: 10, max: 40 }).chain((rows) => {
  const value = fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(null));
  const row = fc.array(value, { minLength: 4, maxLength: 4 });
  return fc.record({
    rows: fc.array(row, { minLength: rows, maxLength: rows }),
    labels: fc
      .array(fc.integer({ min: 0, max: 1 }), { minLength: rows - 2, maxLength: rows - 2 })
      .map((labels) => Uint8Array.from([0, 1, ...labels])),
  });
});

const options = { seed: 1, trees: 4, depth: 5, learningRate: 0.5, minChildWeight: 0, rowShare: 1 };

describe("explainBoostedTrees(model, table, rows)", () => {
  it("gives what XGBoost gives for the same trees", () => {
    const table = tableOf(reference.rows);
    const model: BoostedTrees = {
      schema: 1,
      type: "boostedTrees",
      features: table.columns.map(({ name }) => ({ name, kind: "numeric" })),
      baseMargin: 0,
      trees: reference.trees,
      training: { rows: 600, positives: 300 },
    };
    explainBoostedTrees(model, table).forEach(({ base, contributions }, row) => {
      [...contributions, base].forEach((value, column) => {
        expect(Math.abs(value - reference.contributions[row]![column]!)).toBeLessThan(1e-5);
      });
    });
  });

  it("gives Shapley's formula over all subsets", () => {
    fc.assert(
      fc.property(tables, ({ rows, labels }) => {
        const model = fitBoostedTrees(tableOf(rows), labels, options);
        const [explanation] = explainBoostedTrees(model, tableOf(rows), [3]);
        explanation!.contributions.forEach((value, feature) =>
          expect(value).toBeCloseTo(shapley(model.trees, rows[3]!, feature), 10),
        );
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  it("adds up to the margin", () => {
    fc.assert(
      fc.property(tables, ({ rows, labels }) => {
        const table = tableOf(rows);
        const coded: FeatureTable = {
          rows: table.rows,
          columns: [
            ...table.columns,
            {
              name: "kind",
              kind: "category",
              codes: Int32Array.from(rows, (_, row) => ((row * 7) % 6) - 1),
              categories: ["a", "b", "c", "d", "e"],
            },
          ],
        };
        const model = fitBoostedTrees(coded, labels, { ...options, trees: 30, minCategoryRows: 1 });
        const margins = boostedTreesMargin(model, coded);
        explainBoostedTrees(model, coded).forEach(({ base, contributions }, row) => {
          const sum = contributions.reduce((total, value) => total + value, base);
          expect(Math.abs(sum - margins[row]!)).toBeLessThan(1e-9);
        });
      }),
      { seed: 2, numRuns: 30 },
    );
  });

  it("refuses a row outside the table", () => {
    const table = tableOf([[1], [2]]);
    const model = fitBoostedTrees(table, Uint8Array.of(0, 1), { seed: 1, trees: 1 });
    expect(() => explainBoostedTrees(model, table, [2])).toThrow(
      new RangeError("Row 2 of a table of 2 rows."),
    );
  });
});
