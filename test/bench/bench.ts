/** `npm run bench -- <name>`: prints figures beside their targets. It asserts nothing: a slow machine is no bug. */
import { Command, InvalidArgumentError } from "commander";
import config from "../../datahub.config.js";
import { apiBench, type ApiBenchOptions } from "./apiBench.js";
import { etlBench, type EtlOptions } from "./etlBench.js";
import { modelsBench, type ModelsBenchOptions } from "./modelsBench.js";
import { siteBench, type SiteBenchOptions } from "./siteBench.js";
import { simulateBench, type SimulateBenchOptions } from "./simulateBench.js";

const positive = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new InvalidArgumentError("a whole number from 1 was expected");
  return number;
};

const wholeNumber = (value: string): number => (value === "0" ? 0 : positive(value));

const sizes = (value: string): number[] =>
  value
    .split(",")
    .map(positive)
    .sort((a, b) => a - b);

const program = new Command("npm run bench --")
  .description(
    "Measures what has a target. Figures are printed beside it, and kept in .build/bench/<name>.json.",
  )
  .showSuggestionAfterError()
  .showHelpAfterError("Add -- --help to see the options.");

program
  .command("etl")
  .description("staging and marts against DuckDB's own typed read, memory, builds, page weights")
  .option(
    "--clients <number>",
    "clients of the measured bank; 18,000 have 5 million movements",
    positive,
    18_000,
  )
  .option("--months <number>", "months of the measured bank", positive, 36)
  .option("--repetitions <number>", "rounds, of which the median counts", positive, 3)
  .option(
    "--build-clients <number>",
    "clients of the bank built from nothing (default: as configured)",
    positive,
  )
  .option("--no-build", "leave out the two builds; weigh the pages of ./dist")
  .action((options: EtlOptions) => etlBench(options));

program
  .command("simulate")
  .description("movements a second of the simulator, its memory, and how time grows with clients")
  .option("--sizes <numbers>", "numbers of clients, with commas", sizes, [5_000, 50_000, 500_000])
  .option("--months <number>", "number of months", positive, config.simulate.months)
  .option("--repetitions <number>", "rounds of each size, of which the median counts", positive, 1)
  .option("--workers <number>", "threads (default: one per core)", positive)
  .action((options: SimulateBenchOptions) => simulateBench(options));

program
  .command("models")
  .description(
    "fit and score times of the models beside scikit-learn and XGBoost, and scoring by SQL in DuckDB",
  )
  .option("--sizes <numbers>", "numbers of rows, with commas", sizes, [10_000, 100_000, 1_000_000])
  .option("--only <names>", "some of irls, scorecard, trees, forest, sql, with commas", (value) =>
    value.split(","),
  )
  .option("--repetitions <number>", "rounds of each, of which the median counts", positive, 3)
  .option("--sql-rows <number>", "rows to score by SQL", positive, 1_000_000)
  .option("--no-python", "measure ours alone")
  .action((options: ModelsBenchOptions) => modelsBench(options));

program
  .command("site")
  .description(
    "Lighthouse, weight, time to the last chart, sliders, tables and the preview, on the default bank",
  )
  .option("--dist <dir>", "measure this built site (default: build the default bank, as far as it changed)")
  .option("--pages <paths>", "some pages, such as /,/risk", (value) => value.split(","))
  .option("--only <names>", "some of lighthouse, weight, chart, sliders, table, dev", (value) =>
    value.split(","),
  )
  .option(
    "--repetitions <number>",
    "rounds of Lighthouse and of the charts, of which the median counts",
    positive,
    1,
  )
  .action((options: SiteBenchOptions) => siteBench(options));

program
  .command("api")
  .description(
    "requests a second and waiting times of the API beside FastAPI and scikit-learn, overload, long run",
  )
  .option("--data <dir>", "built data folder whose warehouse is served", "data")
  .option("--seconds <number>", "of each measurement", positive, 5)
  .option("--repetitions <number>", "rounds of each, of which the median counts", positive, 3)
  .option("--soak-seconds <number>", "of the long run; 0 leaves it out", wholeNumber, 600)
  .option("--soak-rate <number>", "requests a second of it (default: 80 % of what was measured)", positive)
  .option("--no-python", "measure ours alone")
  .action((options: ApiBenchOptions) => apiBench(options));

await program.parseAsync();
