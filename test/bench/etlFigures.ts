import config from "../../datahub.config.js";
import type { Attempt, Round } from "./etlRounds.js";
import { atMost, count, each, median, megabytes, seconds, table, type Figure } from "./figures.js";
import type { FreshBuild } from "./freshBuild.js";
import type { PageWeight } from "./pageWeights.js";
import type { PipelineRunAnswer } from "./pipelineRun.js";

const ratioLimit = 2;
const memoryLimit = 3e9;
/** Fits and validation included. */
const firstBuildLimit = 120;
const secondBuildLimit = 6;
const pageLimit = 1e6;

/** The steps that the ratio counts: everything between the raw files and the reports' SQL. */
const isEtl = (step: string): boolean => /^(landing\.|staging$|marts\.)/.test(step);
/** The same without the tables by client, account and month, which are made from the star schema. */
const isStar = (step: string): boolean =>
  isEtl(step) && !/_(days|months|activity|income|exposures)$/.test(step);
/** Seconds in which at least one of the steps that count was under way; they may run side by side. */
function secondsOf({ steps }: PipelineRunAnswer, counts: (step: string) => boolean): number {
  let [sum, until] = [0, 0];
  for (const { begun, ended } of steps.filter(({ step }) => counts(step)).sort((a, b) => a.begun - b.begun)) {
    sum += Math.max(0, ended - Math.max(begun, until));
    until = Math.max(until, ended);
  }
  return sum;
}
export const etlSeconds = (run: PipelineRunAnswer): number => secondsOf(run, isEtl);

/** What the lines of the table are. */
export const howRead = `The ratio is of the same files, the dirty ones, in one run, each in a fresh process, in turns; medians.
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

/** Our time from the files to the marts beside DuckDB's own typed read of the same files. */
export function ratioFigures(rounds: readonly Round[], rows: number): Figure[] {
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

/** Time and memory of all steps. */
export function wholeFigures(whole: Attempt<PipelineRunAnswer>, rounds: readonly Round[]): Figure[] {
  if (!whole.ok) return [failed(`the whole pipeline, ${whole.error.split("\n", 1)[0] ?? ""}`, "passes")];
  const peak = `peak memory, memory_limit ${config.memoryLimit}`;
  return [
    { what: "the whole pipeline, hashes to reports, models included", value: seconds(whole.value.seconds) },
    atMost(peak, Math.max(...rounds.map((round) => round.ours.peakBytes)), memoryLimit, megabytes),
    { what: "  of the whole pipeline", value: megabytes(whole.value.peakBytes) },
  ];
}

/** Whether less memory is enough. */
export function limitedFigures(limited: Attempt<PipelineRunAnswer>): Figure[] {
  if (!limited.ok)
    return [failed(`with memory_limit 1GB, ${limited.error.split("\n", 1)[0] ?? ""}`, "passes")];
  return [
    { what: "with memory_limit 1GB", value: "passes", target: "passes", isMet: true },
    { what: "  its staging + marts", value: seconds(etlSeconds(limited.value)) },
    { what: "  its peak memory", value: megabytes(limited.value.peakBytes) },
  ];
}

/** The command that a bank runs, from nothing and once more. */
export function buildFigures(builds: Attempt<FreshBuild>): Figure[] {
  if (!builds.ok) return [failed("npm run build", "passes")];
  const { first, second } = builds.value;
  return [
    atMost("npm run build from nothing", first.seconds, firstBuildLimit, seconds),
    atMost("npm run build, nothing changed", second.seconds, secondBuildLimit, seconds),
    atMost(["  its steps that ran", ...second.stepsRun].join(" "), second.stepsRun.length, 0, count),
  ];
}

/** What a reader's browser has to fetch. */
export function pageFigures(pages: Attempt<readonly PageWeight[]>): Figure[] {
  if (!pages.ok) return [failed("pages", "open in a browser")];
  const kilobytes = (bytes: number): string => `${count(bytes / 1000)} kB`;
  return pages.value.flatMap(({ page, bytes, problems }) => [
    atMost(`page ${page}, gzip, before interaction`, bytes, pageLimit, kilobytes),
    ...problems.map((problem) => ({ ...failed(`  ${problem}`, "no problem"), value: "" })),
  ]);
}

const failed = (what: string, target: string): Figure => ({ what, value: "FAILED", target, isMet: false });

/** Every step of the pipeline with its median time. */
export function stepTable(rounds: readonly Round[]): string {
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
