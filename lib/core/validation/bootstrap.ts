import type { Interval } from "../metrics/hanleyMcNeil.js";
import { Random } from "../random.js";

export interface BootstrapOptions {
  /** Whole number, 0 or more; the same seed gives the same intervals. */
  readonly seed: number;
  /** How many times the clients are drawn anew. */
  readonly resamples: number;
}

/** Rows that belong to clients, numbered from 0 to `count` − 1 without gaps. */
export interface ClientCodes {
  readonly codes: Int32Array;
  readonly count: number;
}

/**
 * Numbers the clients of some rows without gaps, so that they can index an array.
 *
 * @param clients n whole numbers of any kind; the same number is the same client
 * @returns n codes
 */
export function clientCodes(clients: Int32Array): ClientCodes {
  const found = Int32Array.from(new Set(clients)).sort();
  const codeOf = new Map<number, number>();
  for (const client of found) codeOf.set(client, codeOf.size);
  return { codes: clients.map((client) => codeOf.get(client)!), count: found.length };
}

/**
 * 95 % intervals of figures by drawing clients, not rows: the rows of a client at several snapshots are alike, and rows
 * drawn one by one would pretend to know more than they do.
 *
 * @param clients how many there are
 * @param options seed and number of resamples
 * @param figuresOf figures of the sample in which client i stands weights[i] times; NaN where there is none
 * @returns for each figure the 2.5 % and 97.5 % quantile of the resamples; null if half of them or more had none
 * @see Efron & Tibshirani 1993, chapter 13; Field & Welsh 2007, doi:10.1111/j.1467-9868.2007.00593.x
 */
export function bootstrapByClient<Name extends string>(
  clients: number,
  { seed, resamples }: BootstrapOptions,
  figuresOf: (weights: Uint16Array) => Readonly<Record<Name, number>>,
): Record<Name, Interval | null> {
  const random = new Random(seed, clients);
  const weights = new Uint16Array(clients);
  const values = new Map<Name, number[]>();
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < clients; draw++) weights[random.integer(clients)]!++;
    const figures = figuresOf(weights);
    for (const name of Object.keys(figures) as Name[]) {
      const list = values.get(name) ?? [];
      if (list.length === 0) values.set(name, list);
      list.push(figures[name]);
    }
  }
  const intervals = {} as Record<Name, Interval | null>;
  for (const [name, list] of values) intervals[name] = percentileInterval(list);
  return intervals;
}

function percentileInterval(values: readonly number[]): Interval | null {
  const known = Float64Array.from(values.filter((value) => Number.isFinite(value))).sort();
  if (known.length * 2 <= values.length) return null;
  return { low: quantile(known, 0.025), high: quantile(known, 0.975) };
}

/** Linear between the two neighbours, as NumPy's default. */
function quantile(sorted: Float64Array, share: number): number {
  const at = share * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
