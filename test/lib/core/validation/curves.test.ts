import { describe, expect, it } from "vitest";
import { ks } from "../../../../lib/core/metrics/ks.js";
import { Random } from "../../../../lib/core/random.js";
import { curves, gainTable } from "../../../../lib/core/validation/curves.js";
import { reference, scored, scoredRows } from "./reference.js";

describe("curves(scored)", () => {
  it("has the points of scikit-learn where they are few", () => {
    const { roc } = curves(scored);
    const [fpr, tpr] = reference.roc;
    expect(roc).toHaveLength(fpr.length);
    roc.forEach((point, index) => {
      expect(point.falsePositiveRate).toBeCloseTo(fpr[index]!, 12);
      expect(point.truePositiveRate).toBeCloseTo(tpr[index]!, 12);
    });
  });

  it("keeps at most 100 points of many, from corner to corner, and the widest gap", () => {
    const random = new Random(3);
    const labels = Array.from({ length: 5000 }, (_, row) => (row % 10 === 0 ? 1 : 0));
    const many = scoredRows(
      labels.map((label) => 1 / (1 + Math.exp(-random.normal() - label))),
      labels,
    );
    const { roc, ks: curve } = curves(many);
    expect(roc.length).toBeLessThanOrEqual(100);
    expect(roc.length).toBeGreaterThan(80);
    expect(roc[0]).toEqual({ falsePositiveRate: 0, truePositiveRate: 0 });
    expect(roc.at(-1)).toEqual({ falsePositiveRate: 1, truePositiveRate: 1 });
    expect(curve.points.length).toBeLessThanOrEqual(100);
    expect(Math.abs(curve.widest.positives - curve.widest.negatives)).toBeCloseTo(
      ks(many.probabilities, many.labels),
      12,
    );
    const area = roc.slice(1).reduce((sum, point, index) => {
      const before = roc[index]!;
      return (
        sum +
        ((point.falsePositiveRate - before.falsePositiveRate) *
          (point.truePositiveRate + before.truePositiveRate)) /
          2
      );
    }, 0);
    expect(area).toBeCloseTo(0.76, 1);
  });
});

describe("gainTable(scored)", () => {
  it("is worked out by hand", () => {
    // Twenty rows in order of risk; of the two riskiest both are positive, of the next two one, and the last one.
    const labels = Array.from({ length: 20 }, (_, row) => ([0, 1, 3, 19].includes(row) ? 1 : 0));
    const table = gainTable(
      scoredRows(
        labels.map((_, row) => (20 - row) / 21),
        labels,
      ),
    );
    expect(table.map(({ positives }) => Math.round(positives * 1e9) / 1e9)).toEqual([
      2, 1, 0, 0, 0, 0, 0, 0, 0, 1,
    ]);
    expect(table[0]).toMatchObject({ decile: 1, gain: 0.5, lift: 5, cumulativeLift: 5 });
    expect(table[1]!.gain).toBe(0.75);
    expect(table[1]!.lift).toBeCloseTo(2.5, 12);
    expect(table[1]!.cumulativeLift).toBeCloseTo(3.75, 12);
    expect(table[9]!.gain).toBe(1);
    expect(table[9]!.cumulativeLift).toBeCloseTo(1, 12);
  });
});
