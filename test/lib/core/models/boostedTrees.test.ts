import { describe, expect, it } from "vitest";
import { boostedTreesMargin, predictBoostedTrees } from "../../../../lib/core/models/boostedTrees.js";
import { type BoostedTrees } from "../../../../lib/core/models/boostedTreesDocument.js";
import { type FeatureTable } from "../../../../lib/core/models/table.js";

/** Below 10 euros, or a missing balance: ask for the country. Leaves −1, 2 and 0.5. */
const model: BoostedTrees = {
  schema: 1,
  type: "boostedTrees",
  features: [
    { name: "balance", kind: "numeric" },
    { name: "country", kind: "category", categories: ["DE", "FR"] },
  ],
  baseMargin: 0.25,
  trees: [
    [
      { kind: "threshold", feature: 0, threshold: 10, left: 1, right: 2, missing: "left", gain: 3, cover: 8 },
      {
        kind: "categories",
        feature: 1,
        categories: [1],
        left: 3,
        right: 4,
        missing: "right",
        gain: 2,
        cover: 4,
      },
      { kind: "leaf", value: 0.5, cover: 4 },
      { kind: "leaf", value: -1, cover: 2 },
      { kind: "leaf", value: 2, cover: 2 },
    ],
  ],
  training: { rows: 32, positives: 16 },
};

const table: FeatureTable = {
  rows: 6,
  columns: [
    // Coded in another order than the model's, with a country it does not know.
    {
      name: "country",
      kind: "category",
      codes: Int32Array.of(0, 0, 1, 2, -1, 0),
      categories: ["FR", "DE", "ES"],
    },
    { name: "unused", kind: "numeric", values: new Float64Array(6) },
    {
      name: "balance",
      kind: "numeric",
      values: Float64Array.of(9.99, 10, Number.NaN, -Infinity, 0, Infinity),
    },
  ],
};

describe("boostedTreesMargin(model, table)", () => {
  it("walks each row to its leaf", () => {
    expect([...boostedTreesMargin(model, table)]).toEqual([-0.75, 0.75, 2.25, 2.25, 2.25, 0.75]);
  });

  it("answers nothing for no rows", () => {
    const columns = table.columns.map((column) =>
      column.kind === "numeric"
        ? { ...column, values: new Float64Array() }
        : { ...column, codes: new Int32Array() },
    );
    expect(boostedTreesMargin(model, { rows: 0, columns })).toHaveLength(0);
  });

  it("refuses a table without a feature of the model", () => {
    expect(() => boostedTreesMargin(model, { rows: 6, columns: table.columns.slice(0, 2) })).toThrow(
      new RangeError("The table has no column balance."),
    );
  });

  it("refuses a feature of another kind", () => {
    const columns = table.columns.map((column) =>
      column.name === "country"
        ? { name: "country", kind: "numeric" as const, values: new Float64Array(6) }
        : column,
    );
    expect(() => boostedTreesMargin(model, { rows: 6, columns })).toThrow(
      new RangeError("Column country is numeric; the model takes it as category."),
    );
  });
});

describe("predictBoostedTrees(model, table)", () => {
  it("turns log-odds into probabilities", () => {
    expect(predictBoostedTrees(model, table)[0]).toBeCloseTo(1 / (1 + Math.exp(0.75)), 15);
  });
});
