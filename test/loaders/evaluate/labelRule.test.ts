import { describe, expect, it } from "vitest";
import { labelledRows } from "../../../loaders/evaluate/labelRule.js";

const ones = (values: readonly (string | null)[], positive?: string): number[] => [
  ...labelledRows("y", values, positive).labels,
];

describe("labelledRows(column, values, positive)", () => {
  it("takes the most frequent value for 0", () => {
    expect(ones(["bad", "good", "good"])).toEqual([1, 0, 0]);
    expect(ones(["1", "0", "1"])).toEqual([0, 1, 0]);
    expect(ones(["a", "b", "b", "c"])).toEqual([1, 0, 0, 1]);
  });

  it("takes the first in order of two that are as frequent for 0", () => {
    expect(ones(["yes", "no"])).toEqual([1, 0]);
    expect(ones(["10", "9"])).toEqual([1, 0]);
  });

  it("takes the value named for 1, a number however it is written", () => {
    expect(ones(["bad", "good", "good"], "good")).toEqual([0, 1, 1]);
    expect(ones(["1.0", "0.0", "0.0"], "1")).toEqual([1, 0, 0]);
    expect(ones(["a", "b", "c"], "b")).toEqual([0, 1, 0]);
  });

  it("leaves out rows without a label, and says what is what", () => {
    const { rows, labels, positives, meaning } = labelledRows("y", [null, "x", "y", null, "y"]);
    expect([...rows]).toEqual([1, 2, 4]);
    expect([...labels]).toEqual([1, 0, 0]);
    expect(positives).toBe(1);
    expect(meaning).toBe('1 is "x", 0 is "y"');
  });

  const many = Array.from({ length: 30 }, (_, i) => String(i));
  it.each<[string, (string | null)[], string | undefined, RegExp]>([
    ["a label without any value", [null, null], undefined, /y: no row has a value/],
    ["a label of one value", ["a", "a", null], undefined, /every row that has a value has "a"; two classes/],
    ["a number for a label", many, undefined, /30 different values \("0", "1", "2", …\); name the one/],
    [
      "a value that no row has",
      ["good", "bad"],
      "god",
      /--positive god: y has no such value; did you mean good\?/,
    ],
  ])("refuses %s", (_, values, positive, message) => {
    expect(() => labelledRows("y", values, positive)).toThrow(message);
  });
});
