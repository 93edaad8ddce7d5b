import { describe, expect, it } from "vitest";
import { chiSquareTail, twoSidedNormalTail } from "../../../../lib/core/metrics/tails.js";
import { reference } from "../../fit/reference.js";

describe("twoSidedNormalTail(z)", () => {
  it.each(reference.normalTails)("of %d is SciPy's %d", (z, tail) => {
    expect(Math.abs(twoSidedNormalTail(z) / tail - 1)).toBeLessThan(1e-12);
  });
});

describe("chiSquareTail(value, degrees)", () => {
  it.each(reference.chiSquareTails)("of %d with %d degrees is SciPy's %d", (value, degrees, tail) => {
    expect(Math.abs(chiSquareTail(value, degrees) / tail - 1)).toBeLessThan(1e-12);
  });
});
