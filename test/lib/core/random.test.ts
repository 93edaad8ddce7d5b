import { describe, expect, it } from "vitest";
import { Random } from "../../../lib/core/random.js";

const draws = (random: Random, count = 5): number[] => Array.from({ length: count }, () => random.uniform());

describe("Random(seed, ...streams)", () => {
  it("gives the same numbers for the same seed and streams, and others otherwise", () => {
    expect(draws(new Random(7, 1))).toEqual(draws(new Random(7, 1)));
    expect(draws(new Random(7, 1))).not.toEqual(draws(new Random(7, 2)));
    expect(draws(new Random(7, 1))).not.toEqual(draws(new Random(8, 1)));
  });

  it("keeps its numbers from one version to the next", () => {
    const random = new Random(1);
    expect(Array.from({ length: 4 }, () => random.integer(1000))).toMatchInlineSnapshot(`
      [
        355,
        611,
        99,
        220,
      ]
    `);
  });

  it("is uniform and normal by its moments", () => {
    const random = new Random(3);
    const n = 100_000;
    let sum = 0;
    let normalSum = 0;
    let normalSquares = 0;
    let outside = false;
    for (let index = 0; index < n; index++) {
      const value = random.uniform();
      outside ||= !(value >= 0 && value < 1);
      sum += value;
      const normal = random.normal();
      normalSum += normal;
      normalSquares += normal * normal;
    }
    expect(outside).toBe(false);
    expect(sum / n).toBeCloseTo(0.5, 2);
    expect(normalSum / n).toBeCloseTo(0, 1);
    expect(normalSquares / n).toBeCloseTo(1, 1);
  });

  it("shuffles in place, every order as likely", () => {
    const random = new Random(5);
    const counts = new Map<string, number>();
    for (let index = 0; index < 6000; index++) {
      const values = Int32Array.of(0, 1, 2);
      random.shuffle(values);
      counts.set(values.join(""), (counts.get(values.join("")) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it("samples without replacement, each number as likely; all of them if asked for more", () => {
    const random = new Random(11);
    const counts = new Int32Array(10);
    for (let index = 0; index < 5000; index++) {
      const drawn = random.sample(10, 4);
      expect(new Set(drawn).size).toBe(4);
      for (const value of drawn) counts[value]!++;
    }
    for (const count of counts) expect(Math.abs(count - 2000)).toBeLessThan(200);
    expect([...random.sample(3, 9)]).toEqual([0, 1, 2]);
    expect(random.sample(0, 9)).toHaveLength(0);
  });
});
