import { describe, expect, it } from "vitest";
import { Random } from "../../../lib/core/random.js";
import { sortedNumbers } from "../../../lib/fit/sortNumbers.js";

const random = new Random(1);
const ends = [
  0,
  -0,
  Infinity,
  -Infinity,
  Number.MAX_VALUE,
  -Number.MAX_VALUE,
  Number.MIN_VALUE,
  -Number.MIN_VALUE,
];

describe("sortedNumbers(numbers)", () => {
  it.each<[string, number, () => number]>([
    ["few", 10, () => random.normal()],
    ["normal ones", 5000, () => random.normal()],
    ["whole ones", 5000, () => random.integer(100) - 50],
    ["those of every size", 5000, () => random.normal() * 10 ** (random.integer(600) - 300)],
    ["those that differ in their last bits", 5000, () => 1 + random.integer(1000) * Number.EPSILON],
    ["the ends of the numbers", 5000, () => ends[random.integer(ends.length)]!],
    ["all the same", 5000, () => 7],
  ])("sorts %s as Float64Array.sort does", (_, count, draw) => {
    const numbers = Float64Array.from({ length: count }, draw);
    const before = numbers.slice();
    const sorted = sortedNumbers(numbers);
    expect(numbers).toEqual(before);
    before.sort();
    expect(sorted.every((value, i) => Object.is(value, before[i]))).toBe(true);
  });
});
