import type { DuckDBConnection } from "@duckdb/node-api";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { readRuns, runsFolder, type Runs } from "../lib/runs/runFiles.js";
import type { RunRecord } from "../lib/runs/runRecord.js";
import { openWarehouse } from "../lib/warehouse/open.js";
import { name, rows } from "../lib/warehouse/sql.js";
import { unrecordedRun, writeRunRecord } from "./history/recordRun.js";
import { publishModels } from "./models/publishModels.js";
import { runSteps } from "./runner/runSteps.js";
import type { Settings } from "./runner/settings.js";
import { planSteps, readState, recordStep, type PlannedStep, type StepState } from "./runner/steps.js";
import { findDeliveries } from "./steps/deliveries.js";
import { planPipeline } from "./steps/plan.js";
import { publishReports } from "./steps/publishReports.js";
import { simulateBank, simulationFile, simulationRecord } from "./steps/simulate.js";
import { openAside, publish, workplaceOf } from "./warehouse.js";

/** Where a run says what it does. */
export interface Progress {
  /**
   * Runs one task of the list; what it returns is shown beside its title with the time it took.
   *
   * @param isBeside other tasks begin before it ends
   */
  task(
    title: string,
    reason: string,
    work: (report: (progress: string) => void) => Promise<string>,
    isBeside?: boolean,
  ): Promise<void>;
  note(message: string): void;
}

/**
 * Brings `<data>/warehouse/bank.duckdb` up to date with the raw files, the SQL, the code and the configuration.
 * Everything happens in a copy that replaces the warehouse once every check has passed.
 *
 * @param now the clock, for the record of the run
 * @throws BuildError when the input or a check stops it; the warehouse is then as it was
 */
export async function runPipeline(
  settings: Settings,
  progress: Progress,
  now: () => Date = () => new Date(),
): Promise<void> {
  if (settings.isSimulated) await simulateWhenNeeded(settings, progress);
  const deliveries = findDeliveries(settings);
  for (const extract of ["events", "loans"]) {
    if (!deliveries.some((delivery) => delivery.extract.name === extract)) {
      progress.note(`${extract}: not delivered; what needs it is left out`);
    }
  }
  const workplace = workplaceOf(settings.dataFolder);
  const state = await publishedState(workplace.published, settings, progress);
  const runs = runsOf(settings, progress);
  const steps = planPipeline(settings, deliveries, workplace.folder, runs);
  const planned = planSteps(steps, state ?? new Map());
  const waiting = planned.filter((each) => each.reasons.length > 0);
  const reportsAt = join(settings.dataFolder, "reports/reports.json");
  if (waiting.length === 0 && existsSync(reportsAt)) {
    progress.note(`warehouse: nothing changed, ${planned.length} steps are current`);
    return;
  }
  const warehouse = await openAside(workplace, settings.config.memoryLimit, state !== undefined);
  let record: Omit<RunRecord, "finishedAt"> | null;
  try {
    const { connection } = warehouse;
    const idle: DuckDBConnection[] = [];
    const plannedOf = new Map(waiting.map((each) => [each.step, each]));
    await runSteps([...plannedOf.keys()], async (step) => {
      const each = plannedOf.get(step)!;
      const isBeside = step.isBeside === true;
      const work = async (report: (progress: string) => void): Promise<string> => {
        const own = isBeside ? (idle.pop() ?? (await warehouse.connect())) : connection;
        const { rows } = await step.run({ connection: own, connect: () => warehouse.connect(), report });
        await recordStep(own, each, rows);
        if (isBeside) idle.push(own);
        return `${rows.toLocaleString("en-GB")} rows`;
      };
      await progress.task(step.name, why(each), work, isBeside);
    });
    const names = new Set(steps.map((step) => step.name));
    for (const step of (await readState(connection)).keys()) {
      if (names.has(step)) continue;
      const [schema = "", table = ""] = step.split(".");
      await connection.run(`DROP TABLE IF EXISTS ${name(schema)}.${name(table)}`);
      await connection.run(`DELETE FROM meta.steps WHERE step = '${step}'`);
    }
    await publishReports(connection, settings.dataFolder);
    await publishModels(connection, settings.dataFolder);
    for (const line of await accounts(connection)) progress.note(line);
    record = await unrecordedRun(connection, settings.profile, runs);
    await publish(workplace, warehouse);
  } catch (error) {
    warehouse.close();
    throw error;
  }
  // Last of all: a run that is killed before has published nothing, or is recorded by the next one.
  if (record) writeRunRecord(settings.dataFolder, { ...record, finishedAt: now().toISOString() });
}

/** The runs remembered, with a note on every file that is none of them. */
function runsOf(settings: Settings, progress: Progress): Runs {
  const runs = readRuns(settings.dataFolder, settings.profile);
  for (const { file, problem } of runs.skipped) {
    progress.note(`${join(settings.dataFolder, runsFolder, file)} is left out of the history: ${problem}`);
  }
  return runs;
}

/** A sentence per extract: what came in and what became of it. */
async function accounts(connection: DuckDBConnection): Promise<string[]> {
  const extracts = await rows<
    Record<"extract", string> & Record<"raw" | "staged" | "quarantined" | "duplicates", number>
  >(
    connection,
    `SELECT extract, raw_rows AS raw, staged_rows AS staged, quarantined_rows AS quarantined, duplicate_rows AS duplicates
     FROM quality.extracts`,
  );
  const count = (value: number): string => value.toLocaleString("en-GB");
  return extracts.map(
    ({ extract, raw, staged, quarantined, duplicates }) =>
      `${extract}: ${count(raw)} rows = ${count(staged)} staged + ${count(quarantined)} quarantined + ${count(duplicates)} duplicates`,
  );
}

const why = (planned: PlannedStep): string => {
  const [first, second, ...more] = planned.reasons;
  return [first, second, more.length > 0 ? `${more.length} more` : undefined].filter(Boolean).join(", ");
};

/**
 * What the published warehouse holds; undefined when it cannot be read. A run that was published and then killed before
 * its record was written gets it now.
 */
async function publishedState(
  path: string,
  settings: Settings,
  progress: Progress,
): Promise<StepState | undefined> {
  if (!existsSync(path)) return new Map();
  try {
    const warehouse = await openWarehouse(path, { readOnly: true });
    try {
      const { connection } = warehouse;
      const state = await readState(connection);
      await recordLate(connection, path, settings, progress);
      return state;
    } finally {
      warehouse.close();
    }
  } catch (error) {
    progress.note(
      `${path} cannot be read, so it is built anew (${error instanceof Error ? error.message : String(error)})`,
    );
    return undefined;
  }
}

async function recordLate(
  connection: DuckDBConnection,
  path: string,
  settings: Settings,
  progress: Progress,
): Promise<void> {
  try {
    const runs = readRuns(settings.dataFolder, settings.profile);
    const missing = await unrecordedRun(connection, settings.profile, runs);
    if (!missing) return;
    writeRunRecord(settings.dataFolder, { ...missing, finishedAt: statSync(path).mtime.toISOString() });
    progress.note(`run ${missing.run}: its record was missing and is written`);
  } catch (error) {
    // The reports of an earlier version have other columns. A gap in the history stops no run.
    progress.note(
      `the run published last cannot be recorded (${error instanceof Error ? error.message : String(error)})`,
    );
  }
}

/** Fills `<data>/raw/simulated` unless it holds the bank that the configuration asks for, or somebody's own files. */
async function simulateWhenNeeded(settings: Settings, progress: Progress): Promise<void> {
  const wanted = simulationRecord(settings.config.simulate);
  const recordPath = join(settings.rawFolder, simulationFile);
  if (existsSync(recordPath)) {
    const found = JSON.parse(readFileSync(recordPath, "utf8")) as Record<string, unknown>;
    if (Object.entries(wanted).every(([key, value]) => found[key] === value)) return;
  } else if (hasExtracts(settings.rawFolder)) return;
  const { clients, months } = settings.config.simulate;
  const reason = existsSync(recordPath) ? "datahub.config.ts changed" : "no extracts yet";
  await progress.task(
    `simulate ${clients.toLocaleString("en-GB")} clients, ${months} months`,
    reason,
    async (report) => {
      const { transactions } = await simulateBank({
        ...settings.config.simulate,
        out: settings.rawFolder,
        onProgress: (rows, done) =>
          report(`${done.toLocaleString("en-GB")} clients, ${rows.toLocaleString("en-GB")} movements`),
      });
      return `${transactions.toLocaleString("en-GB")} movements`;
    },
  );
}

const hasExtracts = (folder: string): boolean =>
  existsSync(folder) && readdirSync(folder).some((name) => /^transactions.*\.csv$/i.test(name));
