import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "../../../lib/simulate/random.js";

const draws = (count: number, draw: (random: Random) => number): number[] => {
  const random = new Random(11, 5);
  return Array.from({ length: count }, () => draw(random));
};
const mean = (list: readonly number[]): number => list.reduce((sum, value) => sum + value, 0) / list.length;

describe("Random(seed, ...streams)", () => {
  it("repeats itself, and differs between seeds and streams", () => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.nat(), (seed, stream) => {
        const first = (...parts: [number, ...number[]]) => new Random(...parts).uniform();
        expect(first(seed, stream)).toBe(first(seed, stream));
        expect(first(seed, stream)).not.toBe(first(seed, stream + 1));
        expect(first(seed, stream)).not.toBe(first(seed + 1, stream));
      }),
      { seed: 1 },
    );
  });

  it("is even across neighbouring streams", () => {
    const firsts = Array.from({ length: 10_000 }, (_, index) => new Random(1, index, 1).uniform());
    expect(mean(firsts)).toBeCloseTo(0.5, 1.7);
    expect(mean(firsts.map((value) => (value - 0.5) ** 2))).toBeCloseTo(1 / 12, 2);
  });

  it.each([
    ["uniform", (random: Random) => random.uniform(), 0.5],
    ["normal", (random: Random) => random.normal(), 0],
    ["poisson(1.5)", (random: Random) => random.poisson(1.5), 1.5],
    ["trials(0.2)", (random: Random) => random.trials(0.2), 5],
    ["pareto(1, 3)", (random: Random) => random.pareto(1, 3), 1.5],
    ["between(3, 5)", (random: Random) => random.between(3, 5), 4],
  ] as const)("%s has the mean it should", (_, draw, expected) => {
    expect(Math.abs(mean(draws(50_000, draw)) - expected)).toBeLessThan(0.06);
  });
});
