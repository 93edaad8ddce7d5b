import type { Interval } from "./hanleyMcNeil.js";

/** A figure with its 95 % interval; both ends are null where none was worked out. */
export interface Estimate {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * A figure beside its interval.
 *
 * @param value as measured
 * @param interval null if none was worked out
 */
export function estimate(value: number, interval: Interval | null): Estimate {
  return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}
