import { createReadStream, existsSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import config from "../../datahub.config.js";
import {
  atMost,
  count,
  each,
  load,
  machine,
  median,
  megabytes,
  seconds,
  table,
  writeFigures,
  type Figure,
} from "./figures.js";
import { freshBuild, type FreshBuild } from "./freshBuild.js";
import { inFreshProcess } from "./freshProcess.js";
import { pageWeights, type PageWeight } from "./pageWeights.js";
import type { PipelineRunAnswer, PipelineRunTask } from "./pipelineRun.js";
import { simulatedFiles, type SimulatedFiles } from "./simulatedFiles.js";
import type { TypedReadAnswer, TypedReadTask } from "./typedRead.js";

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
const scratch = join(folder, "scratch");
const ratioLimit = 2;
const memoryLimit = 3e9;
/** Fits and validation included. */
const firstBuildLimit = 120;
const secondBuildLimit = 6;
const pageLimit = 1e6;

/** The steps that the ratio counts: everything between the raw files and the reports' SQL. */
const isEtl = (step: string): boolean => /^(landing\.|staging$|marts\.)/.test(step);
/** The same without the tables by client, account and month, which are made from the star schema. */
const isStar = (step: string): boolean => isEtl(step) && !/_(days|months|income|exposures)$/.test(step);
/** Seconds in which at least one of the steps that count was under way; they may run side by side. */
function secondsOf({ steps }: PipelineRunAnswer, counts: (step: string) => boolean): number {
  let [sum, until] = [0, 0];
  for (const { begun, ended } of steps.filter(({ step }) => counts(step)).sort((a, b) => a.begun - b.begun)) {
    sum += Math.max(0, ended - Math.max(begun, until));
    until = Math.max(until, ended);
  }
  return sum;
}
const etlSeconds = (run: PipelineRunAnswer): number => secondsOf(run, isEtl);

interface Round {
  readonly given: TypedReadAnswer;
  readonly detected: TypedReadAnswer;
  readonly ours: PipelineRunAnswer;
  readonly loadAverage: string;
}

/** Prints the figures of issue 2's "Numbers to reach" and writes them to `.build/bench/etl.json`. */
export async function etlBench(options: EtlOptions): Promise<void> {
  const startedOn = machine();
  console.log(`load average ${load()}`);
  const { seed, firstMonth } = config.simulate;
  const files = await simulatedFiles(folder, { ...options, seed, firstMonth });
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

const howRead = `The ratio is of the same files, the dirty ones, in one run, each in a fresh process, in turns; medians.
  typed read       CREATE TABLE AS FROM read_csv of each of the five extracts with the contract's column types and
                   ignore_errors = true: plain detection makes every column of it text and stops at its ragged
                   lines. What does not fit its type is lost there; ours repairs, quarantines and accounts for it.
  staging + marts  all our steps landing.* to marts.*, for all five extracts of that bank.
                   The time in which at least one of them ran; they may run side by side.
  star schema      the same up to the dimensions and facts, without the tables by day, month and client that are made
                   from them for pages and models. Some of those ran beside it, so its own time is less.
  clean twin       the same movements without dirt, read by plain read_csv, which then detects the types.
  Both sides write to a new database file with the same memory limit, ours in the storage form that our warehouse
  has, the other in DuckDB's default one; the files are in the page cache.`;

async function runRound(files: SimulatedFiles): Promise<Round> {
  const { memoryLimit: ownLimit } = config;
  const read = (raw: string, types: TypedReadTask["types"]): Promise<TypedReadAnswer> => {
    const task: TypedReadTask = { raw, types, folder: scratch, memoryLimit: ownLimit };
    return inFreshProcess("typedRead.ts", task);
  };
  await warm(files.transactions.path);
  const given = await read(files.raw, "given");
  const ours = await runOurs(files, ownLimit, false);
  await warm(files.clean.path);
  const detected = await read(dirname(files.clean.path), "detected");
  return { given, ours, detected, loadAverage: load() };
}

async function runOurs(files: SimulatedFiles, limit: string, isWhole: boolean): Promise<PipelineRunAnswer> {
  try {
    const task: PipelineRunTask = { raw: files.raw, folder: scratch, memoryLimit: limit, isWhole };
    const found = await inFreshProcess<PipelineRunAnswer>("pipelineRun.ts", task);
    if (found.failure !== null) throw new Error(found.failure);
    return found;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Reads a file to its end, so that it lies in the page cache. */
async function warm(path: string): Promise<void> {
  await finished(createReadStream(path, { highWaterMark: 1 << 22 }).resume());
}

type Attempt<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string };

/** A part that fails is a figure too; the others go on. */
async function attempt<Value>(what: string, work: () => Promise<Value>): Promise<Attempt<Value>> {
  console.log(`${what} …`);
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    process.exitCode = 1;
    return { ok: false, error: message };
  }
}

function ratioFigures(rounds: readonly Round[], rows: number): Figure[] {
  const given = rounds.map((round) => round.given.seconds);
  const alone = rounds.map((round) => round.given.transactionsSeconds);
  const detected = rounds.map((round) => round.detected.seconds);
  const star = rounds.map((round) => secondsOf(round.ours, isStar));
  const ours = rounds.map((round) => etlSeconds(round.ours));
  const ratios = ours.map((took, index) => took / (given[index] ?? NaN));
  const times = (value: number): string => `${value.toFixed(2)} ×`;
  const lost = rows - (rounds[0]?.given.rows ?? NaN);
  return [
    { what: `typed read (${each(given)}; ${count(lost)} movements lost)`, value: seconds(median(given)) },
    { what: `  of the movements alone (${each(alone)})`, value: seconds(median(alone)) },
    { what: `typed read of the clean twin (${each(detected)})`, value: seconds(median(detected)) },
    { what: `staging + marts (${each(ours)})`, value: seconds(median(ours)) },
    atMost(
      `staging + marts / typed read (by round ${ratios.map((ratio) => ratio.toFixed(2)).join(", ")})`,
      ...([median(ours) / median(given), ratioLimit, times] as const),
    ),
    atMost("  star schema / typed read, at most", median(star) / median(given), ratioLimit, times),
    {
      what: "  staging + marts / typed read of the movements alone",
      value: times(median(ours) / median(alone)),
    },
    {
      what: "  staging + marts / typed read of the movements' clean twin",
      value: times(median(ours) / median(detected)),
    },
  ];
}

function wholeFigures(whole: Attempt<PipelineRunAnswer>, rounds: readonly Round[]): Figure[] {
  if (!whole.ok) return [failed(`the whole pipeline, ${whole.error.split("\n", 1)[0] ?? ""}`, "passes")];
  const peak = `peak memory, memory_limit ${config.memoryLimit}`;
  return [
    { what: "the whole pipeline, hashes to reports, models included", value: seconds(whole.value.seconds) },
    atMost(peak, Math.max(...rounds.map((round) => round.ours.peakBytes)), memoryLimit, megabytes),
    { what: "  of the whole pipeline", value: megabytes(whole.value.peakBytes) },
  ];
}

function limitedFigures(limited: Attempt<PipelineRunAnswer>): Figure[] {
  if (!limited.ok)
    return [failed(`with memory_limit 1GB, ${limited.error.split("\n", 1)[0] ?? ""}`, "passes")];
  return [
    { what: "with memory_limit 1GB", value: "passes", target: "passes", isMet: true },
    { what: "  its staging + marts", value: seconds(etlSeconds(limited.value)) },
    { what: "  its peak memory", value: megabytes(limited.value.peakBytes) },
  ];
}

function buildFigures(builds: Attempt<FreshBuild>): Figure[] {
  if (!builds.ok) return [failed("npm run build", "passes")];
  const { first, second } = builds.value;
  return [
    atMost("npm run build from nothing", first.seconds, firstBuildLimit, seconds),
    atMost("npm run build, nothing changed", second.seconds, secondBuildLimit, seconds),
    atMost(["  its steps that ran", ...second.stepsRun].join(" "), second.stepsRun.length, 0, count),
  ];
}

function pageFigures(pages: Attempt<readonly PageWeight[]>): Figure[] {
  if (!pages.ok) return [failed("pages", "open in a browser")];
  const kilobytes = (bytes: number): string => `${count(bytes / 1000)} kB`;
  return pages.value.flatMap(({ page, bytes, problems }) => [
    atMost(`page ${page}, gzip, before interaction`, bytes, pageLimit, kilobytes),
    ...problems.map((problem) => ({ ...failed(`  ${problem}`, "no problem"), value: "" })),
  ]);
}

const failed = (what: string, target: string): Figure => ({ what, value: "FAILED", target, isMet: false });

/** Every step of the pipeline with its median time. */
function stepTable(rounds: readonly Round[]): string {
  const [first] = rounds;
  if (!first) return "";
  const timeOf = (step: string): number =>
    median(rounds.map(({ ours }) => secondsOf(ours, (each) => each === step)));
  return table([
    ...first.ours.steps.map(({ step, result }) => ({
      what: step,
      value: seconds(timeOf(step)),
      target: result,
    })),
    {
      what: "hashes, opening, checkpoint",
      value: seconds(median(rounds.map(({ ours }) => ours.seconds - secondsOf(ours, () => true)))),
    },
  ]);
}
