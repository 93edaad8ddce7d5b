import { describe, expect, it } from "vitest";
import {
  classificationReport,
  type ClassFigures,
} from "../../../../lib/core/metrics/classificationReport.js";
import { confusion } from "../../../../lib/core/metrics/confusion.js";
import { expected, labels, probabilities } from "./draws.js";

describe("confusion(scores, labels, cutOff)", () => {
  it("counts a score at the cut-off as a predicted 1", () => {
    expect(confusion(Float64Array.of(0.1, 0.5, 0.5, 0.9), Uint8Array.of(0, 0, 1, 0), 0.5)).toEqual({
      cutOff: 0.5,
      truePositives: 1,
      falsePositives: 2,
      trueNegatives: 1,
      falseNegatives: 0,
    });
    expect(() => confusion(Float64Array.of(1), Uint8Array.of(), 0)).toThrow(RangeError);
  });
});

describe("classificationReport(counts)", () => {
  const report = classificationReport(confusion(probabilities, labels, 0.4));

  it.each<[keyof typeof expected.report, ClassFigures]>([
    ["0", report.negative],
    ["1", report.positive],
    ["macro avg", report.macro],
    ["weighted avg", report.weighted],
  ])("is scikit-learn's: %s", (name, figures) => {
    const wanted = expected.report[name] as (typeof expected.report)["0"];
    expect(figures.precision).toBeCloseTo(wanted.precision, 12);
    expect(figures.recall).toBeCloseTo(wanted.recall, 12);
    expect(figures.f1).toBeCloseTo(wanted["f1-score"], 12);
    expect(figures.support).toBe(wanted.support);
  });

  it("is scikit-learn's: accuracy", () => expect(report.accuracy).toBeCloseTo(expected.report.accuracy, 12));

  it("gives 0 for a ratio without a denominator", () => {
    const none = classificationReport(confusion(Float64Array.of(0, 0), Uint8Array.of(0, 1), 1));
    expect(none.positive).toEqual({ precision: 0, recall: 0, f1: 0, support: 1 });
  });
});
