import { describe, expect, it } from "vitest";
import { wilson } from "../../../../lib/core/metrics/wilson.js";
import { reference } from "../validation/reference.js";

describe("wilson(hits, rows)", () => {
  it.each(reference.wilson)("of %d in %d is that of statsmodels", (hits, rows, low, high) => {
    const interval = wilson(hits, rows);
    expect(interval.low).toBeCloseTo(low, 12);
    expect(interval.high).toBeCloseTo(high, 12);
  });

  it("refuses no rows and more hits than rows", () => {
    expect(() => wilson(0, 0)).toThrow(RangeError);
    expect(() => wilson(3, 2)).toThrow(RangeError);
  });
});
