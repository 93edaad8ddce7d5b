import { describe, expect, it } from "vitest";
import { predictIsolationForest } from "../../../../lib/core/models/isolationForest.js";
import { readIsolationForest } from "../../../../lib/core/models/readIsolationForest.js";
import { fitIsolationForest } from "../../../../lib/fit/isolationForest.js";
import { forestOf, handTree, numericTable, reference } from "./forests.js";

const forest = forestOf([handTree], 2, 4);

describe("readIsolationForest(document)", () => {
  it("scores the same after a way through JSON", () => {
    const [x0, ...others] = numericTable(reference.rows).columns;
    const codes = Int32Array.from(reference.rows, (_, i) => i % 3);
    const kind = { name: "kind", kind: "category" as const, codes, categories: ["a", "b", "c"] };
    const infinite = {
      ...x0!,
      name: "infinite",
      kind: "numeric" as const,
      values: new Float64Array(codes.length).fill(Infinity),
    };
    const table = { rows: codes.length, columns: [x0!, ...others, kind, infinite] };
    const model = fitIsolationForest(table, { seed: 5, trees: 10 });
    const read = readIsolationForest(JSON.parse(JSON.stringify(model)));
    expect(read).toEqual(model);
    expect(predictIsolationForest(read, table)).toEqual(predictIsolationForest(model, table));
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", [], /not an object/],
    ["another model", { ...forest, type: "scorecard" }, /"isolationForest" was expected/],
    ["a later version", { ...forest, schema: 2 }, /schema is 2; this version reads 1 only/],
    ["no trees", { ...forest, trees: undefined }, /trees is not a list/],
    ["a feature of no kind", { ...forest, features: [{ name: "a" }] }, /features\[0\]\.kind/],
    [
      "a feature without its median",
      { ...forest, features: [{ name: "a", kind: "numeric", typical: null }] },
      /typical/,
    ],
    [
      "a tree of a feature that is not there",
      { ...forest, features: forest.features.slice(1) },
      /feature 1 of 1/,
    ],
    [
      "a loop",
      { ...forest, trees: [{ ...handTree, left: [1, 0, 0, 0, 0] }] },
      /trees\[0\], node 1, left is 0/,
    ],
    [
      "a child beyond the last",
      { ...forest, trees: [{ ...handTree, left: [1, 4, 0, 0, 0] }] },
      /child 5 of 5/,
    ],
    ["lists of unlike length", { ...forest, trees: [{ ...handTree, size: [4] }] }, /size has 1 nodes/],
    ["a tree that is too high", { ...forest, heightLimit: 1 }, /height limit of 1/],
  ])("refuses %s", (_, document, message) => {
    expect(() => readIsolationForest(document)).toThrow(message);
  });
});
