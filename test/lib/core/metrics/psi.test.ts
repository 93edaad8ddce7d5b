import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { psi } from "../../../../lib/core/metrics/psi.js";

describe("psi(expected, actual)", () => {
  it("is worked out by hand", () => {
    expect(psi([50, 50], [75, 25])).toBeCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5), 12);
    expect(psi([10, 90], [100, 900])).toBeCloseTo(0, 12);
  });

  it("reads an empty bin as half a row, and ignores one that is empty on both sides", () => {
    expect(psi([10, 10, 0], [20, 0, 0])).toBeCloseTo(
      0.5 * Math.log(2) + (0.025 - 0.5) * Math.log(0.025 / 0.5),
      12,
    );
  });

  it("is never negative and treats both sides alike", () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(counts, counts, (a, b) => {
        fc.pre(a.some((count) => count > 0) && b.some((count) => count > 0));
        expect(psi(a, b)).toBeGreaterThanOrEqual(0);
        expect(psi(a, b)).toBeCloseTo(psi(b, a), 12);
      }),
    );
  });

  it("refuses unequal bins and no rows", () => {
    expect(() => psi([1], [1, 2])).toThrow(RangeError);
    expect(() => psi([0, 0], [1, 2])).toThrow(RangeError);
  });
});
