import { type Random } from "../../core/random.js";

/** `size` of the numbers 0 … below − 1 without replacement, ascending; each selection is as likely (Knuth's method S). */
export function drawAscending(random: Random, below: number, size: number): Int32Array {
  const drawn = new Int32Array(size);
  let found = 0;
  for (let candidate = 0; found < size; candidate++) {
    const needed = size - found;
    const left = below - candidate;
    if (needed === left || random.uniform() * left < needed) drawn[found++] = candidate;
  }
  return drawn;
}

/** How many of `count` a share is: at least one. */
export function shareOf(count: number, share: number): number {
  return Math.max(1, Math.round(count * share));
}
