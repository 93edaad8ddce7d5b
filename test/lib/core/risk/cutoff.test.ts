import { describe, expect, it } from "vitest";
import { curveRows, cutoffAt, cutoffCurve, nearlyBest, partsOf } from "../../../../lib/core/risk/cutoff.js";
import type { CutoffRow } from "../../../../lib/core/risk/rows.js";

const row = (
  points: number,
  is_default: boolean,
  row_count: number,
  amount: number,
  part = "all.all",
): CutoffRow => {
  const [attribute = "", name = ""] = part.split(".");
  return {
    attribute,
    name,
    points,
    is_default,
    is_grant: false,
    row_count,
    drawn_amount: amount,
    undrawn_amount: amount / 2,
    earning_amount: amount,
  };
};
const everybody = { attribute: "all", name: "all" };
const assumptions = { lgd: 0.5, undrawnShare: 0, margin: 0.1 };
// At 500 points a default of 100 (−50) and a payer of 200 (+20); at 502 a payer of 300 (+30).
const rows = [row(500, true, 1, 100), row(500, false, 2, 200), row(502, false, 3, 300)];

describe("cutoffCurve(rows, part, assumptions, snapshots)", () => {
  const curve = cutoffCurve(rows, everybody, assumptions)!;

  it("adds up margins of payers and losses of defaulters from the safest down", () => {
    expect([curve.from, curve.to]).toEqual([500, 503]);
    expect([...curve.profit]).toEqual([0, 30, 30, 0]);
    expect([...curve.accepted]).toEqual([6, 3, 3, 0]);
    expect(curve.best).toBe(501);
  });

  it("counts the share of undrawn limits as lost as well, and divides by the month ends", () => {
    const found = cutoffCurve(rows, everybody, { ...assumptions, undrawnShare: 1 }, 2)!;
    expect(found.profit[0]).toBeCloseTo((20 + 30 - 75) / 2, 12);
  });

  it("moves the best cut-off with the assumptions", () => {
    expect(cutoffCurve(rows, everybody, { ...assumptions, lgd: 0.1 })!.best).toBe(500);
  });

  it("is nothing for a part without rows", () =>
    expect(cutoffCurve(rows, { attribute: "segment", name: "none" }, assumptions)).toBeNull());
});

describe("cutoffAt(curve, cutOff)", () => {
  const curve = cutoffCurve(rows, everybody, assumptions)!;

  it.each([
    [
      500,
      {
        truePositives: 0,
        falsePositives: 0,
        trueNegatives: 5,
        falseNegatives: 1,
        approvalRate: 1,
        precision: null,
        recall: 0,
      },
    ],
    [
      501,
      {
        truePositives: 1,
        falsePositives: 2,
        trueNegatives: 3,
        falseNegatives: 0,
        approvalRate: 0.5,
        badRate: 0,
        recall: 1,
      },
    ],
    [503, { trueNegatives: 0, falseNegatives: 0, badRate: null, approvalRate: 0 }],
  ])("counts at %d", (cutOff, expected) => expect(cutoffAt(curve, cutOff)).toMatchObject(expected));

  it("stays on the curve", () => {
    expect(cutoffAt(curve, 0).cutOff).toBe(500);
    expect(cutoffAt(curve, 900).cutOff).toBe(503);
  });

  it("gives rows to take away, one for each cut-off", () => {
    expect(curveRows(curve)).toHaveLength(4);
    expect(curveRows(curve)[1]).toMatchObject({ cut_off: 501, profit: 30, accepted_paid: 3 });
  });
});

describe("nearlyBest(curve, tolerance)", () => {
  it("is the run of cut-offs around the best that miss little of it", () => {
    expect(nearlyBest(cutoffCurve(rows, everybody, assumptions)!, 0.02)).toEqual([501, 502]);
    expect(nearlyBest(cutoffCurve(rows, everybody, assumptions)!, 1)).toEqual([500, 503]);
  });
});

describe("partsOf(rows)", () => {
  it("leaves out what tells nobody apart", () => {
    const mixed = [
      ...rows,
      row(500, true, 9, 1, "segment.retail"),
      row(500, true, 9, 1, "segment.business"),
      row(500, true, 9, 1, "product.loan_only"),
    ];
    expect(partsOf(mixed).map(({ attribute, name }) => `${attribute}.${name}`)).toEqual([
      "all.all",
      "segment.business",
      "segment.retail",
    ]);
  });
});

describe("a curve of 50,000 clients", () => {
  it("is made and looked up far faster than a frame", () => {
    const many = Array.from({ length: 2000 }, (_, i) => row(400 + (i % 400), i % 5 === 0, 25, 1000));
    const start = performance.now();
    for (let i = 0; i < 20; i++)
      cutoffAt(cutoffCurve(many, everybody, { ...assumptions, lgd: i / 20 })!, 600);
    expect((performance.now() - start) / 20).toBeLessThan(25);
  });
});
