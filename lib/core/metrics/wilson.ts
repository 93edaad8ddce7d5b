import type { Interval } from "./hanleyMcNeil.js";

/**
 * 95 % interval of a share, by Wilson's score: sensible for small counts, and for shares of 0 and 1.
 *
 * @param hits how many of the rows, 0 or more
 * @param rows 1 or more, each independent of the others
 * @returns an interval within [0, 1]
 * @throws RangeError if there are no rows, or more hits than rows
 * @see Wilson 1927, doi:10.1080/01621459.1927.10502953
 */
export function wilson(hits: number, rows: number): Interval {
  if (!(rows > 0 && hits >= 0 && hits <= rows)) throw new RangeError(`${hits} hits of ${rows} rows.`);
  const z = 1.959963984540054;
  const share = hits / rows;
  const shrink = 1 + (z * z) / rows;
  const middle = (share + (z * z) / (2 * rows)) / shrink;
  const reach = (z * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows))) / shrink;
  // Exactly 0 and 1 where the share is, which rounding would miss.
  return {
    low: hits === 0 ? 0 : Math.max(0, middle - reach),
    high: hits === rows ? 1 : Math.min(1, middle + reach),
  };
}
