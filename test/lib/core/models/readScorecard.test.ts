import { describe, expect, it } from "vitest";
import { readScorecard } from "../../../../lib/core/models/readScorecard.js";
import { handCard } from "./scorecards.js";

const [balance, purpose] = handCard.features;

describe("readScorecard(document)", () => {
  it("comes through JSON unchanged", () => {
    expect(readScorecard(JSON.parse(JSON.stringify(handCard)))).toEqual(handCard);
  });

  it.each<[string, unknown, RegExp]>([
    ["no object", null, /not an object/],
    ["another model", { ...handCard, type: "boostedTrees" }, /"scorecard" was expected/],
    ["a later version", { ...handCard, schema: 2 }, /schema is 2; this version reads 1 only/],
    ["a missing intercept", { ...handCard, intercept: null }, /intercept is not a finite number/],
    ["no features", { ...handCard, features: undefined }, /features is not a list/],
    ["a kind it does not know", { ...handCard, features: [{ ...balance, kind: "date" }] }, /kind/],
    ["cuts out of order", { ...handCard, features: [{ ...balance, cuts: [1, 1] }] }, /does not ascend/],
    ["a bin too few", { ...handCard, features: [{ ...balance, cuts: [1] }] }, /3 bins; 2 were expected/],
    ["a bin without points", { ...handCard, features: [{ ...balance, missing: {} }] }, /missing\.rows/],
    ["texts that are none", { ...handCard, features: [{ ...purpose, groups: [[1], []] }] }, /groups\[0\]/],
  ])("refuses %s", (_, document, message) => {
    expect(() => readScorecard(document)).toThrow(message);
  });
});
