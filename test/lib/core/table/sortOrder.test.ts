import { describe, expect, it } from "vitest";
import { sortKeys, sortOrder, type SortValue } from "../../../../lib/core/table/sortOrder.js";

const sorted = <Value extends SortValue>(values: readonly Value[], isDescending = false): Value[] =>
  Array.from(sortOrder(sortKeys(values), isDescending), (index) => values[index]!);

describe("sortKeys(values) and sortOrder(keys, isDescending)", () => {
  it.each<{ what: string; values: SortValue[]; up: SortValue[]; down: SortValue[] }>([
    { what: "numbers", values: [10, 9, -1], up: [-1, 9, 10], down: [10, 9, -1] },
    {
      what: "texts in alphabetical order, capitals beside small letters",
      values: ["pear", "Apple", "apple", "Zoo", "fig"],
      up: ["apple", "Apple", "fig", "pear", "Zoo"],
      down: ["Zoo", "pear", "fig", "Apple", "apple"],
    },
    {
      what: "letters with accents beside those without",
      values: ["zebra", "čaj", "cuba", "Éclair", "eclipse"],
      up: ["čaj", "cuba", "Éclair", "eclipse", "zebra"],
      down: ["zebra", "eclipse", "Éclair", "cuba", "čaj"],
    },
    {
      what: "missing values last, both ways",
      values: [null, 2, undefined, 1, Number.NaN],
      up: [1, 2, null, undefined, Number.NaN],
      down: [2, 1, null, undefined, Number.NaN],
    },
    { what: "true after false", values: [true, false], up: [false, true], down: [true, false] },
  ])("sorts $what", ({ values, up, down }) => {
    expect(sorted(values)).toEqual(up);
    expect(sorted(values, true)).toEqual(down);
  });

  it("sorts days by time", () => {
    const days = ["2026-03-01", "2025-12-31", "2026-01-15"].map((day) => new Date(day));
    expect(sorted(days)).toEqual([days[1], days[2], days[0]]);
  });

  it("leaves equal rows in the order in which they came", () => {
    const keys = sortKeys(["b", "a", "b", "a"]);
    expect([...sortOrder(keys, false)]).toEqual([1, 3, 0, 2]);
    expect([...sortOrder(keys, true)]).toEqual([0, 2, 1, 3]);
  });

  it("has nothing to say about no rows", () => {
    expect(sorted([])).toEqual([]);
  });
});
