import { describe, expect, it } from "vitest";
import { normalTail } from "./normalTail.js";

describe("normalTail(z)", () => {
  it.each([
    [0, 0.5],
    [1, 0.158655254],
    [-1, 0.841344746],
    [1.959963985, 0.025],
    [3, 1.349898e-3],
    [5, 2.866516e-7],
  ])("at %d is %d", (z, share) => {
    expect(normalTail(z) / share).toBeCloseTo(1, 6);
  });
});
