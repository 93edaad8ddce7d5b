import { statfsSync } from "node:fs";
import config from "../../datahub.config.js";
import {
  atLeast,
  atMost,
  count,
  each,
  type Figure,
  load,
  machine,
  median,
  megabytes,
  table,
  writeFigures,
} from "./figures.js";
import { inFreshProcess } from "./freshProcess.js";
import type { SimulationAnswer, SimulationTask } from "./simulation.js";

export interface SimulateBenchOptions {
  /** Numbers of clients, ascending. */
  readonly sizes: readonly number[];
  readonly months: number;
  readonly repetitions: number;
  /** Undefined: as many as there are cores. */
  readonly workers?: number;
}

interface Size {
  readonly clients: number;
  readonly rounds: readonly SimulationAnswer[];
}

const folder = ".build/bench";
const rateLimit = 1_000_000;
/** The rate is promised from this many clients on; below, starting the threads counts. */
const atScale = 50_000;
const memoryLimit = 1e9;
const exponentLimit = 1.05;
/** Some 0.9 kB on disk for a month of a client, and some more to be safe. */
const bytesPerClientMonth = 1_500;

/** Prints how fast the simulator writes and in how much memory, and puts the figures into `.build/bench/simulate.json`. */
export async function simulateBench(options: SimulateBenchOptions): Promise<void> {
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const { seed, firstMonth } = config.simulate;
  const { months, workers, repetitions } = options;
  const sizes: Size[] = [];
  for (const clients of options.sizes) {
    if (freeBytes() < clients * months * bytesPerClientMonth) {
      console.log(`${count(clients)} clients: left out, the disk has only ${megabytes(freeBytes())} free`);
      continue;
    }
    const rounds: SimulationAnswer[] = [];
    for (let round = 1; round <= repetitions; round++) {
      const task: SimulationTask = {
        ...{ clients, months, seed, firstMonth, out: `${folder}/simulation` },
        ...(workers === undefined ? {} : { workers }),
      };
      const found = await inFreshProcess<SimulationAnswer>("simulation.ts", task);
      rounds.push(found);
      console.log(
        `${count(clients)} clients, round ${round}: ${found.seconds.toFixed(2)} s, ` +
          `${megabytes(found.peakBytes)} peak, load average ${load()}`,
      );
    }
    sizes.push({ clients, rounds });
  }
  const figures = [...sizes.flatMap((size) => figuresOf(size, months)), ...exponentFigures(sizes)];
  console.log(`\n${table(figures)}\n\nload average ${load()}`);
  writeFigures(`${folder}/simulate.json`, { options, startedOn, endedOn: machine(), figures, sizes });
  console.log(`all of it is in ${folder}/simulate.json`);
}

const secondsOf = ({ rounds }: Size): number => median(rounds.map((round) => round.seconds));

function figuresOf(size: Size, months: number): Figure[] {
  const { clients, rounds } = size;
  const [first] = rounds;
  if (!first) return [];
  const took = secondsOf(size);
  const name = `${count(clients)} clients`;
  const rate = first.transactions / took;
  const what = `${name}: movements a second`;
  return [
    {
      what: `${name} × ${months} months (${each(rounds.map((round) => round.seconds))})`,
      value: megabytes(first.bytes),
    },
    { what: `${name}: movements`, value: count(first.transactions) },
    clients >= atScale ? atLeast(what, rate, rateLimit, count) : { what, value: count(rate) },
    {
      what: `${name}: movements a second and core in use`,
      value: count(first.transactions / median(rounds.map((round) => round.cpuSeconds))),
    },
    { what: `${name}: rows of all files a second`, value: count(first.rows / took) },
    atMost(
      `${name}: peak memory`,
      Math.max(...rounds.map((round) => round.peakBytes)),
      memoryLimit,
      megabytes,
    ),
  ];
}

/** Slope of the logarithm of time over that of clients, by least squares: 1 is linear. */
function exponentFigures(sizes: readonly Size[]): Figure[] {
  if (sizes.length < 2) return [];
  const points = sizes.map((size) => [Math.log(size.clients), Math.log(secondsOf(size))] as const);
  const mean = (at: 0 | 1): number => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [meanX, meanY] = [mean(0), mean(1)];
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) /
    points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return [
    atMost("time grows with clients to the power of", slope, exponentLimit, (value) => value.toFixed(3)),
  ];
}

function freeBytes(): number {
  const { bavail, bsize } = statfsSync(".");
  return bavail * bsize;
}
