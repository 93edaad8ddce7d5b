import { Ajv2020 } from "ajv/dist/2020.js";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readModelDocument, type ModelDocument } from "../../../../lib/core/models/modelDocument.js";
import { fittedDocuments } from "./documents.js";

const schema = JSON.parse(
  readFileSync(new URL("../../../../docs/model-document.schema.json", import.meta.url), "utf8"),
) as object;
const isValid = new Ajv2020({
  strict: true,
  strictRequired: false,
  allErrors: true,
  allowUnionTypes: true,
}).compile(schema);

const [scorecard, trees, forest] = fittedDocuments as [ModelDocument, ModelDocument, ModelDocument];
const withoutBins = (feature: object): object => ({ ...feature, cuts: undefined, groups: undefined });
const throughJson = (document: unknown): unknown => JSON.parse(JSON.stringify(document));

describe("readModelDocument(json) and docs/model-document.schema.json", () => {
  it.each(fittedDocuments.map((document) => [document.type, document] as const))(
    "take a freshly fitted %s",
    (_, document) => {
      expect(readModelDocument(throughJson(document))).toEqual(document);
      isValid(throughJson(document));
      expect(isValid.errors).toBeNull();
    },
  );

  it("take a document without metrics, of a model without labels", () => {
    const bare = { ...forest, metrics: null, training: { ...forest.training, positives: null } };
    expect(readModelDocument(bare)).toBe(bare);
    expect(isValid(bare)).toBe(true);
  });

  const broken: readonly [string, unknown, RegExp][] = [
    ["a list", [], /not an object/],
    ["another document", { ...trees, document: "report" }, /"datahub-model" was expected/],
    ["a later version", { ...trees, schema: 2 }, /schema is 2; this version reads 1\. Build/],
    ["no version", { ...trees, schema: undefined }, /schema is undefined; this version reads 1/],
    [
      "an unknown type",
      { ...trees, type: "neuralNetwork" },
      /type is "neuralNetwork"; this version reads scorecard, boostedTrees, isolationForest/,
    ],
    ["a type that only objects have", { ...trees, type: "constructor" }, /type is "constructor"/],
    ["a type that is not the model's", { ...trees, type: "scorecard" }, /model: type is "boostedTrees"/],
    ["a model of a later version", { ...trees, model: { ...trees.model, schema: 2 } }, /model: schema is 2/],
    ["no model", { ...forest, model: undefined }, /model: the document is not an object/],
    ["no purpose", { ...scorecard, purpose: "" }, /purpose is not a text/],
    ["no training", { ...scorecard, training: null }, /training is not an object/],
    [
      "a training day that is none",
      { ...scorecard, training: { ...scorecard.training, to: "June" } },
      /"June"/,
    ],
    ["no hash of the code", { ...scorecard, hashes: { data: "1", config: "2" } }, /hashes\.code/],
    [
      "a figure that is no number",
      {
        ...scorecard,
        metrics: { ...scorecard.metrics, figures: { auc: { value: null, low: null, high: null } } },
      },
      /metrics\.figures\.auc\.value/,
    ],
    [
      "a feature without a unit",
      { ...scorecard, features: [{ name: "a", title: "A", about: "A." }] },
      /unit/,
    ],
    ["half a seed", { ...forest, seed: 0.5 }, /seed is 0.5/],
  ];

  it.each(broken)("refuse %s", (_, document, message) => {
    expect(() => readModelDocument(document)).toThrow(message);
    expect(isValid(throughJson(document))).toBe(false);
  });

  it("refuse a model with a feature that is not described; the reader only", () => {
    const [first] = scorecard.features;
    expect(() => readModelDocument({ ...scorecard, features: [first] })).toThrow(/does not describe channel/);
  });

  it.each<[string, object, object]>([
    ["a scorecard without cuts", scorecard, { features: scorecard.model.features.map(withoutBins) }],
    ["trees without nodes", trees, { trees: [[]] }],
    ["a leaf without a value", trees, { trees: [[{ kind: "leaf", cover: 1 }]] }],
    ["a forest of size 0", forest, { sampleSize: 0 }],
  ])("refuse %s", (_, document, part) => {
    const changed = { ...document, model: { ...(document as ModelDocument).model, ...part } };
    expect(() => readModelDocument(throughJson(changed))).toThrow(/^model: /);
    expect(isValid(throughJson(changed))).toBe(false);
  });
});
