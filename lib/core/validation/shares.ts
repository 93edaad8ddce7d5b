import { estimate, type Estimate } from "../metrics/estimate.js";
import type { Interval } from "../metrics/hanleyMcNeil.js";
import { wilson } from "../metrics/wilson.js";

/**
 * A share with its interval: Wilson's, which knows small counts, or the one by drawing clients, which knows that rows of
 * a client are alike, whichever reaches farther at either end.
 *
 * @param hits how many of the rows
 * @param rows 0 or more
 * @param resampled interval by drawing clients
 * @returns null without rows
 */
export function shareEstimate(hits: number, rows: number, resampled: Interval | null): Estimate | null {
  if (rows === 0) return null;
  const { low, high } = wilson(hits, rows);
  return estimate(hits / rows, {
    low: Math.min(low, resampled?.low ?? low),
    high: Math.max(high, resampled?.high ?? high),
  });
}

/**
 * A ratio, or nothing where it does not exist.
 *
 * @param part above the line
 * @param whole below it
 * @param interval null if none was worked out
 */
export function ratioEstimate(part: number, whole: number, interval: Interval | null): Estimate | null {
  return whole === 0 ? null : estimate(part / whole, interval);
}
