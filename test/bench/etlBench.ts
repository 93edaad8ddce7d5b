import { existsSync } from "node:fs";
import { join } from "node:path";
import config from "../../datahub.config.js";
import {
  buildFigures,
  etlSeconds,
  howRead,
  limitedFigures,
  pageFigures,
  ratioFigures,
  stepTable,
  wholeFigures,
} from "./etlFigures.js";
import { attempt, runOurs, runRound, type Round } from "./etlRounds.js";
import { count, load, machine, megabytes, seconds, table, writeFigures } from "./figures.js";
import { freshBuild } from "./freshBuild.js";
import { pageWeights } from "./pageWeights.js";
import { simulatedFiles } from "./simulatedFiles.js";

export interface EtlOptions {
  readonly clients: number;
  readonly months: number;
  readonly repetitions: number;
  /** Clients of the bank that is built from nothing; undefined: as configured. */
  readonly buildClients?: number;
  /** False leaves out the two builds; pages are then those of `./dist`, if there is one. */
  readonly build: boolean;
}

const folder = ".build/bench";

/**
 * Prints how long a bank's files take to become marts beside DuckDB's own typed read of them, with memory, builds and
 * weights of pages, and writes all of it to `.build/bench/etl.json`.
 */
export async function etlBench(options: EtlOptions): Promise<void> {
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const { seed, firstMonth } = config.simulate;
  const { clients, months } = options;
  const files = await simulatedFiles(folder, { clients, months, seed, firstMonth });
  const { transactions, clean } = files;
  console.log(
    `transactions.csv: ${count(transactions.rows)} rows, ${megabytes(transactions.bytes)}, with the simulator's dirt\n` +
      `its clean twin:   ${count(clean.rows)} rows, ${megabytes(clean.bytes)}`,
  );

  const rounds: Round[] = [];
  for (let round = 1; round <= options.repetitions; round++) {
    rounds.push(await runRound(files));
    const { given, detected, ours, loadAverage } = rounds.at(-1)!;
    console.log(
      `round ${round}: typed read ${seconds(given.seconds)} (clean twin ${seconds(detected.seconds)}), ` +
        `staging + marts ${seconds(etlSeconds(ours))}, load average ${loadAverage}`,
    );
  }
  const whole = await attempt("the whole pipeline", () => runOurs(files, config.memoryLimit, true));
  const limited = await attempt("with memory_limit 1GB", () => runOurs(files, "1GB", true));
  const builds = options.build
    ? await attempt("build from nothing", () =>
        freshBuild(join(folder, "checkout"), options.buildClients ?? null),
      )
    : null;
  const dist = builds?.ok ? builds.value.dist : "dist";
  const pages = existsSync(join(dist, "index.html")) ? await attempt("pages", () => pageWeights(dist)) : null;

  const figures = [
    ...ratioFigures(rounds, transactions.rows),
    ...wholeFigures(whole, rounds),
    ...limitedFigures(limited),
    ...(builds ? buildFigures(builds) : []),
    ...(pages ? pageFigures(pages) : []),
  ];
  console.log(`\n${stepTable(rounds)}\n\n${howRead}\n\n${table(figures)}\n\nload average ${load()}`);
  const endedOn = machine();
  writeFigures(join(folder, "etl.json"), {
    ...{ options, startedOn, endedOn, files, figures, rounds, whole, limited, builds, pages },
  });
  console.log(`all of it is in ${folder}/etl.json`);
}
