import { describe, expect, it } from "vitest";
import { hanleyMcNeil } from "../../../../lib/core/metrics/hanleyMcNeil.js";

describe("hanleyMcNeil(area, positives, negatives)", () => {
  it("is the area ± 1.96 standard errors, worked out by hand", () => {
    // Q1 = 0.75 / 1.25 = 0.6, Q2 = 1.125 / 1.75: variance (0.1875 + 9 · 0.0375 + 9 · 0.0803571) / 100.
    const error = Math.sqrt(0.0124821429);
    const { low, high } = hanleyMcNeil(0.75, 10, 10);
    expect(low).toBeCloseTo(0.75 - 1.959964 * error, 7);
    expect(high).toBeCloseTo(0.75 + 1.959964 * error, 7);
  });

  it("stays within [0, 1] and needs both classes", () => {
    expect(hanleyMcNeil(0.99, 3, 3).high).toBe(1);
    expect(hanleyMcNeil(1, 10, 10)).toEqual({ low: 1, high: 1 });
    expect(() => hanleyMcNeil(0.7, 0, 5)).toThrow(RangeError);
    expect(() => hanleyMcNeil(1.2, 5, 5)).toThrow(RangeError);
  });
});
