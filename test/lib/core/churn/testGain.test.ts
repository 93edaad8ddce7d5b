import { describe, expect, it } from "vitest";
import type { TestPoint } from "../../../../lib/core/churn/rows.js";
import { testAt } from "../../../../lib/core/churn/testGain.js";

const point = (depth: number, clients: number, leavers: number, lost_value: number): TestPoint => ({
  ranking: "value",
  depth,
  clients,
  leavers,
  lost_value,
  expected_value: lost_value / 2,
  months: 2,
});
const points = [
  point(1, 200, 10, 500),
  point(0.1, 20, 4, 400),
  { ...point(0.1, 20, 8, 100), ranking: "probability" as const },
];
const terms = { cost: 1, success: 0.5, years: 1 };

describe("testAt(points, ranking, depth, terms, clients)", () => {
  it("says which share of the leavers a campaign would have reached, for as many clients as today", () => {
    // 10 of 100 clients: half of 400 / 200 × 100 is kept, 10 is spent.
    expect(testAt(points, "value", 0.1, terms, 100)).toEqual({
      depth: 0.1,
      leaversShare: 0.4,
      precision: 0.2,
      net: 90,
      expectedNet: 40,
    });
  });

  it("lies on the line between two points", () => {
    expect(testAt(points, "value", 0.05, terms, 100)).toMatchObject({ leaversShare: 0.2, net: 45 });
    expect(testAt(points, "value", 0.55, terms, 100)?.leaversShare).toBeCloseTo(0.7, 10);
  });

  it("reaches nobody at depth 0, everybody at 1, and is null without a test", () => {
    expect(testAt(points, "value", 0, terms, 100)).toMatchObject({ leaversShare: 0, precision: 0, net: 0 });
    expect(testAt(points, "value", 1, terms, 100)).toMatchObject({ leaversShare: 1, net: 25 });
    expect(testAt([], "value", 0.5, terms, 100)).toBeNull();
  });
});
