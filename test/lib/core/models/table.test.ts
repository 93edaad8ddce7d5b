import { describe, expect, it } from "vitest";
import { takeRows } from "../../../../lib/core/models/table.js";
import { category, numeric, tableOf } from "../../fit/columns.js";

describe("takeRows(table, rows)", () => {
  const table = tableOf(numeric("x", [1, NaN, 3]), category("c", ["a", null, "b"]));

  it("copies rows in the order asked for, more than once if asked", () => {
    expect(takeRows(table, Int32Array.of(2, 1, 2))).toEqual({
      rows: 3,
      columns: [numeric("x", [3, NaN, 3]), { ...category("c", ["a", "b"]), codes: Int32Array.of(1, -1, 1) }],
    });
  });

  it("refuses a row that is not there", () => {
    expect(() => takeRows(table, Int32Array.of(3))).toThrow(RangeError);
    expect(() => takeRows(table, Int32Array.of(-1))).toThrow(RangeError);
  });
});
