import { describe, expect, it } from "vitest";
import {
  segmentTree,
  type SegmentBound,
  type SurrogateSegment,
} from "../../../../lib/core/churn/segmentTree.js";

const bound = (
  feature: string,
  from: number | null,
  below: number | null,
  missing: SegmentBound["missing"],
): SegmentBound => ({ feature, from, below, missing });
const segment = (clients: number, probability: number, ...bounds: SegmentBound[]): SurrogateSegment => ({
  bounds,
  clients,
  probability,
  observed: probability,
});

describe("segmentTree(segments)", () => {
  it("puts the questions back that the segments were made by", () => {
    const tree = segmentTree([
      segment(10, 0.9, bound("elsewhere", null, 120, "out"), bound("pay", 28, null, "in")),
      segment(10, 0.3, bound("elsewhere", null, 120, "out"), bound("pay", null, 28, "out")),
      segment(80, 0.1, bound("elsewhere", 120, null, "in")),
    ]);
    expect(tree.clients).toBe(100);
    expect(tree.probability).toBeCloseTo(0.2, 10);
    expect(tree.split?.question).toEqual({ feature: "elsewhere", below: 120 });
    expect(tree.split?.yes).toMatchObject({
      clients: 20,
      split: { question: { feature: "pay", below: 28 } },
    });
    expect(tree.split?.yes.split?.no).toMatchObject({ clients: 10, probability: 0.9, split: null });
    expect(tree.split?.no.split).toBeNull();
  });

  it("asks whether a value is known where that is what divides", () => {
    const tree = segmentTree([
      segment(5, 0.2, bound("loan", null, null, "only")),
      segment(15, 0, bound("loan", null, null, "out")),
    ]);
    expect(tree.split?.question).toEqual({ feature: "loan", below: Infinity });
    expect(tree.split?.yes.clients).toBe(15);
    expect(tree.split?.no.clients).toBe(5);
  });

  it("asks twice of one feature", () => {
    const tree = segmentTree([
      segment(5, 0, bound("x", null, 1, "out")),
      segment(5, 0.5, bound("x", 1, 2, "out")),
      segment(5, 1, bound("x", 2, null, "in")),
    ]);
    expect(
      tree.split && [tree.split.yes.split, tree.split.no.split].filter((split) => split !== null),
    ).toHaveLength(1);
  });

  it("is one part for one segment, and refuses none or those that overlap", () => {
    expect(segmentTree([segment(3, 0.5)])).toEqual({
      clients: 3,
      probability: 0.5,
      observed: 0.5,
      split: null,
    });
    expect(() => segmentTree([])).toThrow(RangeError);
    expect(() => segmentTree([segment(1, 0), segment(1, 1)])).toThrow(RangeError);
  });
});
