import { describe, expect, it } from "vitest";
import { Random } from "../../../../lib/core/random.js";
import { drawAscending, shareOf } from "../../../../lib/fit/boostedTrees/sampling.js";

describe("drawAscending(random, below, size)", () => {
  it("draws each number as often", () => {
    const random = new Random(1);
    const counts = new Float64Array(6);
    for (let round = 0; round < 6000; round++) {
      const drawn = drawAscending(random, 6, 3);
      expect([...drawn]).toEqual([...new Set(drawn)].sort((a, b) => a - b));
      for (const number of drawn) counts[number]!++;
    }
    // Standard deviation 39.
    for (const count of counts) expect(Math.abs(count - 3000)).toBeLessThan(160);
  });

  it("draws all of them", () => {
    expect([...drawAscending(new Random(1), 4, 4)]).toEqual([0, 1, 2, 3]);
  });
});

describe("shareOf(count, share)", () => {
  it.each([
    [10, 0.8, 8],
    [3, 0.1, 1],
    [7, 1, 7],
  ])("of %d and %d is %d", (count, share, expected) => {
    expect(shareOf(count, share)).toBe(expected);
  });
});
