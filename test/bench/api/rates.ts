import { atLeast, atMost, count, median, type Figure } from "../figures.js";
import type { bodiesOf } from "./bodies.js";
import { putLoad, type Loaded } from "./load.js";

export const connections = 20;
const goals = { single: 10_000, records: 200_000, p99: 10, timesPeer: 5 };

export const milliseconds = (value: number): string => `${value.toFixed(1)} ms`;
export const times = (value: number): string => `${value.toFixed(1)} times`;

/** Where a service scores, and with which token. */
export interface Service {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface RatesOptions {
  /** Of each measurement. */
  readonly seconds: number;
  /** Measurements of each, of which the median counts. */
  readonly repetitions: number;
}

/** What was measured of a kind of request, in the order it was done. */
interface Measured {
  readonly ours: Loaded[];
  readonly theirs: Loaded[];
}

const kinds = [
  { kind: "oneById", what: "one client by id", records: 1, goal: goals.single },
  { kind: "oneByAttributes", what: "one record by attributes", records: 1, goal: goals.single },
  { kind: "batchById", what: "batches of 100 by id", records: 100, goal: goals.records },
  { kind: "batchByAttributes", what: "batches of 100 by attributes", records: 100, goal: goals.records },
] as const;

/**
 * Requests answered a second, ours and the peer's in turns: a machine whose speed changes by the minute then changes both.
 *
 * @param theirs null where there is no peer
 * @returns the figures, all that was measured, and how many requests for one client by id ours answers a second
 */
export async function rates(
  ours: Service,
  theirs: Service | null,
  bodies: ReturnType<typeof bodiesOf>,
  { seconds, repetitions }: RatesOptions,
): Promise<{ figures: Figure[]; measured: Record<string, Measured>; capacity: number }> {
  const figures: Figure[] = [];
  const measured: Record<string, Measured> = {};
  for (const { kind, what, records, goal } of kinds) {
    const run = ({ url, headers }: Service, duration: number): Promise<Loaded> =>
      putLoad({ url, headers, bodies: bodies[kind]!, connections, seconds: duration });
    const found: Measured = (measured[kind] = { ours: [], theirs: [] });
    for (const service of [ours, theirs]) if (service !== null) await run(service, Math.min(3, seconds));
    for (let round = 1; round <= repetitions; round++) {
      found.ours.push(await run(ours, seconds));
      if (theirs !== null) found.theirs.push(await run(theirs, seconds));
      const said = [found.ours.at(-1), found.theirs.at(-1)].map((each) =>
        each === undefined
          ? "none"
          : `${count(each.rate)}/s, p99 ${milliseconds(each.p99)}, ${JSON.stringify(each.statuses)}`,
      );
      console.log(`${what}, round ${round}: ${said[0]}; peer: ${said[1]}`);
    }
    const rate = median(found.ours.map((each) => each.rate));
    const p99 = median(found.ours.map((each) => each.p99));
    const p99Name = `${what}: p99 at ${connections} connections`;
    figures.push(atLeast(`${what}: records a second`, records * rate, goal, count));
    figures.push(
      records === 1
        ? atMost(p99Name, p99, goals.p99, milliseconds)
        : { what: p99Name, value: milliseconds(p99) },
    );
    if (theirs === null) continue;
    const peerRate = median(found.theirs.map((each) => each.rate));
    const ratio = median(found.ours.map((each, round) => each.rate / found.theirs[round]!.rate));
    figures.push(
      { what: `${what}: records a second of the peer`, value: count(records * peerRate) },
      atLeast(`${what}: ours to the peer's`, ratio, goals.timesPeer, times),
    );
  }
  return { figures, measured, capacity: median(measured.oneById!.ours.map(({ rate }) => rate)) };
}
