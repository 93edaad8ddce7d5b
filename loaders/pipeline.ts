import { existsSync } from "node:fs";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import type { DatahubConfig } from "./config.js";
import { BuildError } from "./errors.js";
import { evaluateQuality, requireTruth } from "./evaluate/evaluateQuality.js";
import { addTableCommands } from "./evaluate/tableCommands.js";
import { lockFolder } from "./runner/lock.js";
import { createProgress } from "./runner/progress.js";
import { resolveSettings, type Flags, type Settings } from "./runner/settings.js";
import { runPipeline, type Progress } from "./runPipeline.js";
import { buildSite } from "./site/buildSite.js";
import { personalTexts } from "./site/personalTexts.js";
import { previewSite } from "./site/previewSite.js";
import { simulateBank, type SimulateOptions } from "./steps/simulate.js";

const wholeNumber = (value: string): number => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0) throw new InvalidArgumentError("a whole number was expected");
  return number;
};

const ratioFrom = (value: string): number => {
  const number = Number(value);
  if (!(number >= 0 && number <= 1)) throw new InvalidArgumentError("a ratio from 0 to 1 was expected");
  return number;
};

type SimulateFlags = Omit<SimulateOptions, "firstMonth" | "clientsPerPart" | "onProgress" | "dirt"> & {
  readonly dirt: boolean;
};

function withDataOptions(command: Command, config: DatahubConfig): Command {
  return command
    .option("--profile <name>", "source profile, a folder of data/sources", config.profile)
    .option("--raw <dir>", "folder of the CSV extracts (default: <data>/raw/<profile>)")
    .option("--as-of <YYYY-MM-DD>", "last day whose data counts (default: last full day of the movements)")
    .option("--data <dir>", "folder for warehouse, models, runs, reports and exports", "data");
}

async function locked<Result>(
  settings: Settings,
  work: (progress: Progress) => Promise<Result>,
): Promise<Result> {
  const lock = lockFolder(settings.dataFolder);
  try {
    return await work(createProgress());
  } finally {
    lock.release();
  }
}

/** How a command is called: npm passes on only what stands after `--`. */
function usageOf(command: Command): string {
  const words: string[] = [];
  for (let each = command; each.parent !== null; each = each.parent) words.unshift(each.name());
  const [script, ...rest] = words;
  return script === undefined
    ? `${command.name()} ${command.usage()}`
    : `npm run ${script} -- ${[...rest, command.usage()].join(" ")}`;
}

function createProgram(config: DatahubConfig): Command {
  const program = new Command("npm run")
    .description("From a bank's CSV extracts to a DuckDB star schema and a static site.")
    .configureHelp({ commandUsage: usageOf })
    .showSuggestionAfterError()
    .showHelpAfterError("Add -- --help to see the options.");

  withDataOptions(program.command("build"), config)
    .description("run the pipeline, then build the site")
    .option("--out <dir>", "folder of the built site", "dist")
    .action(async (flags: Flags & { out: string }) => {
      const settings = resolveSettings(config, flags);
      await locked(settings, async (progress) => {
        await runPipeline(settings, progress);
        await progress.task("site", "pages, reports or components", async () => {
          const forbidden = await personalTexts(settings.dataFolder);
          const { skipped, reports } = await buildSite({
            data: settings.dataFolder,
            out: flags.out,
            forbidden,
          });
          return skipped ? "nothing changed" : `${reports.length} reports written anew`;
        });
        progress.note(
          `${settings.bank}: the site is in ${flags.out}; any web server shows it, or npm run dev`,
        );
      });
    });

  withDataOptions(program.command("pipeline"), config)
    .description("bring the warehouse and the reports up to date, without the site")
    .action(async (flags: Flags) => {
      const settings = resolveSettings(config, flags);
      await locked(settings, (progress) => runPipeline(settings, progress));
    });

  withDataOptions(program.command("dev"), config)
    .description("run the pipeline, then preview the pages; what is saved is seen")
    .option("--port <number>", "port of the preview", wholeNumber)
    .action(async (flags: Flags & { port?: number }) => {
      const settings = resolveSettings(config, flags);
      try {
        await locked(settings, (progress) => runPipeline(settings, progress));
      } catch (error) {
        // What was published before can still be looked at while the mistake is being corrected.
        if (!existsSync(join(settings.dataFolder, "reports/reports.json"))) throw error;
        console.error(
          `\n${error instanceof Error ? error.message : String(error)}\n  The pages show what was last published.\n`,
        );
      }
      await previewSite({
        data: settings.dataFolder,
        flags,
        ...(flags.port === undefined ? {} : { port: flags.port }),
      });
    });

  const evaluate = program
    .command("evaluate")
    .usage("quality|default|churn|anomaly [options]")
    .description("score the cleaning against what a simulated bank knows, or a model on a table of your own");
  addTableCommands(evaluate);

  withDataOptions(evaluate.command("quality"), config)
    .description("how many known defects were repaired, set aside or missed, and clean rows harmed")
    .action(async (flags: Flags) => {
      const settings = resolveSettings(config, flags);
      // A bank of our own is simulated first, and then knows.
      if (!settings.isSimulated) requireTruth(settings);
      const score = await locked(settings, async (progress) => {
        await runPipeline(settings, progress);
        return evaluateQuality(settings);
      });
      console.log(`\n${score}`);
    });

  program
    .command("simulate")
    .description("write the extracts of a simulated bank")
    .option("--clients <number>", "number of clients", wholeNumber, config.simulate.clients)
    .option("--months <number>", "number of months", wholeNumber, config.simulate.months)
    .option("--seed <number>", "the same seed gives the same bytes", wholeNumber, config.simulate.seed)
    .option(
      "--default-rate <ratio>",
      "borrowers that default in a year",
      ratioFrom,
      config.simulate.defaultRate,
    )
    .option("--churn-rate <ratio>", "clients that leave in a year", ratioFrom, config.simulate.churnRate)
    .option("--anomaly-rate <ratio>", "movements that are anomalies", ratioFrom, config.simulate.anomalyRate)
    .option("--shock <YYYY-MM>", "first month of a quarter of recession", config.simulate.shock ?? undefined)
    .option("--no-dirt", "write every row as the contract wants it")
    .option("--workers <number>", "threads (default: one per core); the bytes stay the same", wholeNumber)
    .requiredOption("--out <dir>", "folder for the CSV files; replaced as a whole if a simulation made it")
    .action(async (options: SimulateFlags) => {
      await createProgress().task(`simulate into ${options.out}`, `seed ${options.seed}`, async (report) => {
        const { transactions } = await simulateBank({
          ...config.simulate,
          ...options,
          dirt: options.dirt && config.simulate.dirt,
          onProgress: (rows, done) => report(`${done} clients, ${rows} movements`),
        });
        return `${transactions.toLocaleString("en-GB")} movements`;
      });
    });

  return program;
}

try {
  // Imported here so that a mistake in it is told like any other.
  const { default: config } = await import("../datahub.config.js");
  await createProgram(config).parseAsync();
} catch (error) {
  const isExpected = error instanceof BuildError || error instanceof RangeError;
  console.error(isExpected ? `\n${error.message}` : error);
  console.error("\nNothing was published; what was there before is as it was.");
  process.exitCode = 1;
}
