import { describe, expect, it } from "vitest";
import { answerWords, writeFeature } from "../../../../lib/core/churn/featureWords.js";
import type { Feature, Unit } from "../../../../lib/core/features/feature.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const of = (unit: Unit): Feature => ({
  name: "x",
  kind: "numeric",
  unit,
  title: "X",
  about: "",
  reason: () => "",
});

describe("writeFeature(feature, value, formats)", () => {
  it.each<[Unit, number | null, string]>([
    ["days", 28, "28 days"],
    ["days", 1, "1 day"],
    ["months", 2.5, "2.50 months"],
    ["ratio", 0.64, "64\u202F%"],
    ["ratio", 0.052, "5.2\u202F%"],
    ["count", 1200, "1,200"],
    ["amount", 1240, "€\u202F1,240"],
    ["days", null, "not known"],
  ])("%s %s is %s", (unit, value, expected) => {
    expect(writeFeature(of(unit), value, formats)).toBe(expected);
  });
});

describe("answerWords(question, isYes, context)", () => {
  const context = { feature: of("days"), hasMissing: true, isWhole: false, formats };
  it.each([
    [120, true, "less than 120 days"],
    [120, false, "120 days or more, or not known"],
    [Infinity, true, "known"],
    [Infinity, false, "not known"],
  ])("below %d, %s: %s", (below, isYes, expected) => {
    expect(answerWords({ feature: "x", below }, isYes, context)).toBe(expected);
  });

  it.each<[Unit, number, boolean, string]>([
    ["count", 0.5, true, "none"],
    ["count", 0.5, false, "1 or more"],
    ["count", 2.5, true, "less than 3"],
    ["count", 3, false, "3 or more"],
    ["days", 0.5, true, "less than 1 day"],
    ["days", 15.2, false, "16 days or more"],
  ])("of whole numbers of %s, below %d, %s: %s", (unit, below, isYes, expected) => {
    const whole = { ...context, feature: of(unit), hasMissing: false, isWhole: true };
    expect(answerWords({ feature: "x", below }, isYes, whole)).toBe(expected);
  });

  it("keeps what lies between whole numbers where there are such values", () => {
    const count = { ...context, feature: of("count"), hasMissing: false };
    expect(answerWords({ feature: "x", below: 0.5 }, true, count)).toBe("less than 0.50");
  });

  it("leaves out what cannot be", () => {
    expect(answerWords({ feature: "x", below: 7 }, false, { ...context, hasMissing: false })).toBe(
      "7 days or more",
    );
  });
});
