import { describe, expect, it } from "vitest";
import { predictBoostedTrees } from "../../../../lib/core/models/boostedTrees.js";
import type { BoostedTrees, TreeNode } from "../../../../lib/core/models/boostedTreesDocument.js";
import { readBoostedTrees } from "../../../../lib/core/models/readBoostedTrees.js";
import { fittedDocuments, smallTable } from "./documents.js";

const root = {
  kind: "threshold",
  feature: 0,
  threshold: 1,
  left: 1,
  right: 2,
  missing: "left",
  gain: 2,
  cover: 9,
};
const word = { ...root, kind: "categories", feature: 1, categories: [1] };
const leaf = { kind: "leaf", value: 0.5, cover: 4 };
const model = {
  schema: 1,
  type: "boostedTrees",
  features: [
    { name: "x", kind: "numeric" },
    { name: "c", kind: "category", categories: ["a", "b"] },
  ],
  baseMargin: -1,
  trees: [
    [root, leaf, leaf],
    [word, leaf, leaf],
  ],
  training: { rows: 9, positives: 3 },
};
const withNodes = (...nodes: object[]): object => ({ ...model, trees: [nodes] });

describe("readBoostedTrees(document)", () => {
  it("scores the same after a way through JSON", () => {
    const fitted = fittedDocuments[1]!.model as BoostedTrees;
    expect(fitted.trees.flat().some((node: TreeNode) => node.kind === "categories")).toBe(true);
    const read = readBoostedTrees(JSON.parse(JSON.stringify(fitted)));
    expect(read).toEqual(fitted);
    expect(predictBoostedTrees(read, smallTable)).toEqual(predictBoostedTrees(fitted, smallTable));
  });

  it("takes a model written by hand", () => {
    expect(readBoostedTrees(model)).toBe(model);
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", "trees", /not an object/],
    ["another model", { ...model, type: "scorecard" }, /"boostedTrees" was expected/],
    ["a later version", { ...model, schema: 2 }, /schema is 2; this version reads 1 only/],
    ["no base margin", { ...model, baseMargin: null }, /baseMargin is not a finite number/],
    ["no counts", { ...model, training: { rows: 9 } }, /training\.positives/],
    ["a feature without a name", { ...model, features: [{ kind: "numeric" }] }, /features\[0\]\.name/],
    [
      "a feature of no kind",
      { ...model, features: [{ name: "x", kind: "date" }] },
      /neither numeric nor category/,
    ],
    [
      "categories that are no texts",
      { ...model, features: [{ name: "x", kind: "category", categories: [1] }] },
      /other than texts/,
    ],
    ["an empty tree", withNodes(), /trees\[0\] has no node/],
    ["a leaf without a value", withNodes({ ...leaf, value: undefined }), /trees\[0\]\[0\]\.value/],
    ["a feature that is not there", withNodes({ ...root, feature: 2 }, leaf, leaf), /no feature 2/],
    [
      "a category that is not there",
      withNodes({ ...word, categories: [2] }, leaf, leaf),
      /c has no category 2/,
    ],
    [
      "a question of the wrong kind",
      withNodes({ ...word, feature: 0 }, leaf, leaf),
      /"categories"; x is numeric/,
    ],
    ["a circle", withNodes({ ...root, left: 0 }, leaf, leaf), /left is 0; a whole number of at least 1/],
    ["a child that is not there", withNodes({ ...root, right: 3 }, leaf, leaf), /right is 3 of 3 nodes/],
    ["nowhere to go with a gap", withNodes({ ...root, missing: "up" }, leaf, leaf), /neither left nor right/],
  ])("refuses %s", (_, document, message) => {
    expect(() => readBoostedTrees(document)).toThrow(message);
  });
});
