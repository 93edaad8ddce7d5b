import { describe, expect, it } from "vitest";
import { classify } from "../../../../lib/core/validation/classification.js";
import { prevalenceCutOff, profitCutOff, topShareCutOff } from "../../../../lib/core/validation/cutOffs.js";
import { scoredRows } from "./reference.js";

const pds = Float64Array.of(0.3, 0.01, 0.05, 0.1, 0.05);

describe("profitCutOff(probabilities, economics)", () => {
  const each = (value: number): Float64Array => new Float64Array(pds.length).fill(value);

  it.each([
    // A PD pays while (1 − PD) × margin > PD × 0.45 × 1000: below 82 / 532 = 0.154, 21 / 471 = 0.045 and so on.
    [82, 0.3],
    [30, 0.1],
    [21, 0.05],
    [1, 0.01],
    [1e6, 1 + Number.EPSILON],
  ])("with a margin of %d on 1,000 refuses from a PD of %d on", (margin, probability) => {
    const cutOff = profitCutOff(pds, { margin: each(margin), exposure: each(1000), lgd: 0.45 });
    expect(cutOff).toEqual({ name: "maximises profit", probability });
  });

  it("weighs rows by what is at stake", () => {
    const exposure = Float64Array.of(1000, 1000, 1000, 10, 1000);
    const margin = exposure.map((value) => value * 0.03);
    margin[3] = 5;
    expect(profitCutOff(pds, { margin, exposure, lgd: 0.45 }).probability).toBe(0.3);
  });

  it("refuses numbers for other rows", () => {
    expect(() => profitCutOff(pds, { margin: each(1), exposure: new Float64Array(1), lgd: 1 })).toThrow(
      RangeError,
    );
  });
});

describe("prevalenceCutOff(probabilities, labels)", () => {
  it("flags as many rows as there are positives, where there are no ties", () => {
    expect(prevalenceCutOff(pds, Uint8Array.of(1, 0, 0, 1, 0)).probability).toBe(0.1);
    expect(prevalenceCutOff(pds, new Uint8Array(5)).probability).toBe(0.3);
  });
});

describe("topShareCutOff(probabilities, share)", () => {
  it("names the share", () => {
    expect(topShareCutOff(pds, 0.4)).toEqual({ name: "top 40 %", probability: 0.1 });
  });
});

describe("classify(scored, cutOff, options)", () => {
  const scored = scoredRows([0.9, 0.8, 0.7, 0.2, 0.1, 0.6], [1, 0, 1, 1, 0, 0]);
  const options = { seed: 1, resamples: 100 };

  it("counts a row at the cut-off as flagged, and gives precision and recall their intervals", () => {
    const found = classify(scored, { name: "hand", probability: 0.7 }, options);
    expect(found.confusion).toMatchObject({
      truePositives: 2,
      falsePositives: 1,
      trueNegatives: 2,
      falseNegatives: 1,
    });
    expect(found.precision.value).toBeCloseTo(2 / 3, 12);
    expect(found.precision.low!).toBeLessThan(0.4);
    expect(found.recall.value).toBeCloseTo(2 / 3, 12);
    expect(found.flagged.value).toBe(0.5);
    expect(found.report.positive.support).toBe(3);
  });

  it("is 0 where nothing is flagged", () => {
    const found = classify(scored, { name: "none", probability: 2 }, options);
    expect(found.precision).toEqual({ value: 0, low: null, high: null });
    expect(found.recall.value).toBe(0);
  });
});
