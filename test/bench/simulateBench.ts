import config from "../../datahub.config.js";
import { atLeast, count, each, load, machine, median, megabytes, table, writeFigures } from "./figures.js";
import { inFreshProcess } from "./freshProcess.js";
import type { SimulationAnswer, SimulationTask } from "./simulation.js";

export interface SimulateBenchOptions {
  readonly clients: number;
  readonly months: number;
  readonly repetitions: number;
}

const folder = ".build/bench";
const rateLimit = 300_000;
const transactionsLimit = 2_500_000;

/** Prints how fast the simulator writes and puts the figures into `.build/bench/simulate.json`. */
export async function simulateBench(options: SimulateBenchOptions): Promise<void> {
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const { seed, firstMonth } = config.simulate;
  const { clients, months } = options;
  const rounds: SimulationAnswer[] = [];
  for (let round = 1; round <= options.repetitions; round++) {
    const task: SimulationTask = { clients, months, seed, firstMonth, out: `${folder}/simulation` };
    const found = await inFreshProcess<SimulationAnswer>("simulation.ts", task);
    rounds.push(found);
    console.log(`round ${round}: ${found.seconds.toFixed(2)} s, load average ${load()}`);
  }
  const [first] = rounds;
  if (!first) return;
  const took = rounds.map((round) => round.seconds);
  const figures = [
    {
      what: `${clients} clients × ${months} months, all five files (${each(took)})`,
      value: megabytes(first.bytes),
    },
    atLeast("transactions", first.transactions, transactionsLimit, count),
    atLeast("transactions a second", first.transactions / median(took), rateLimit, count),
    { what: "rows of all files a second", value: count(first.rows / median(took)) },
    { what: "peak memory", value: megabytes(Math.max(...rounds.map((round) => round.peakBytes))) },
  ];
  console.log(`\n${table(figures)}\n\nload average ${load()}`);
  writeFigures(`${folder}/simulate.json`, { options, startedOn, endedOn: machine(), figures, rounds });
  console.log(`all of it is in ${folder}/simulate.json`);
}
