import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { version as duckdbVersion } from "@duckdb/node-api";
import { extractNamed, extracts } from "../../lib/core/contract.js";
import { pastOf, type Runs } from "../../lib/runs/runFiles.js";
import { oneRow, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import { evaluationStep } from "../evaluate/evaluationStep.js";
import { partsWithoutTruth } from "../evaluate/truthFile.js";
import { modelSteps } from "../models/modelSteps.js";
import { currentCommit } from "../history/commit.js";
import { historyStep } from "../history/historySteps.js";
import { previousStep } from "../history/previousStep.js";
import { hashCode, hashFile, hashText } from "../runner/contentHash.js";
import { besideFirst } from "../runner/runSteps.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";
import { macrosPath } from "../warehouse.js";
import { chooseAsOf, countDays, lastDayOf } from "./asOf.js";
import { runChecks } from "./checks.js";
import type { Delivery } from "./deliveries.js";
import { hiddenGroupsStep } from "./hiddenGroups.js";
import { currenciesOf, landExtract, landNothing, type Landed } from "./land.js";
import { pseudonymKey, pseudonymStep } from "./pseudonyms.js";
import { createQualityTables, tellMissingDays } from "./quality.js";
import { stageExtracts, type ToStage } from "./stage.js";
import { tableSteps } from "./tables.js";
import { writeCalendar } from "./writeCalendar.js";
import { writeSettings } from "./writeSettings.js";

const sqlFolder = join(import.meta.dirname, "../sql");
const codeOf = (module: string): string => hashCode(join(import.meta.dirname, module));

/**
 * Every step from the raw files to the report tables, in order, with the content hashes of what each depends on.
 *
 * @param workFolder scratch space of the run
 * @param runs what is remembered of runs so far
 */
export function planPipeline(
  settings: Settings,
  deliveries: readonly Delivery[],
  workFolder: string,
  runs: Runs,
): Step[] {
  const { config } = settings;
  const macros = hashText(readFileSync(macrosPath, "utf8") + duckdbVersion());
  const landed = new Map<string, Landed>();
  const currencies = currenciesOf(settings);
  const landCode = codeOf("land.ts");

  const settingsStep: Step = {
    name: "settings",
    after: [],
    parts: {
      "datahub.config.ts": hashText(
        JSON.stringify([
          settings.bank,
          settings.profile,
          settings.currency,
          config.locale,
          config.kpi,
          config.models,
          config.exposure,
          config.campaign,
          settings.freshnessDays,
          settings.balanceTolerance,
          settings.targets,
          settings.note,
        ]),
      ),
      code: codeOf("writeSettings.ts"),
    },
    run: ({ connection }) => writeSettings(connection, settings),
  };

  const landSteps = extracts.map((extract): Step => {
    const delivery = deliveries.find((each) => each.extract === extract);
    const paths = [...new Set(delivery?.tables.flatMap((table) => table.paths) ?? [])];
    return {
      name: `landing.${extract.name}`,
      after: [],
      parts: {
        ...Object.fromEntries(paths.map((path) => [basename(path), hashFile(path)])),
        ...(delivery ? { [`${settings.profile}/${extract.name}.sql`]: hashText(delivery.select) } : {}),
        currencies: hashText(JSON.stringify(currencies)),
        macros,
        code: landCode,
      },
      run: async ({ connection }) => {
        if (!delivery) {
          await landNothing(connection, extract, currencies);
          return { rows: 0 };
        }
        const found = await landExtract(connection, delivery, currencies, join(workFolder, extract.name));
        landed.set(extract.name, found);
        return { rows: found.rows };
      },
    };
  });

  const settleStep: Step = {
    name: "staging",
    after: landSteps.map((step) => step.name),
    needs: landSteps.map((step) => step.name),
    parts: {
      "as-of date": settings.asOf ?? "last full day",
      "currency rates": hashText(JSON.stringify(config.currencyRates)),
      "quarantine limit": String(config.quality.maximumQuarantineShare),
      macros,
      code: hashText(["stage.ts", "asOf.ts", "writeCalendar.ts"].map(codeOf).join()),
    },
    run: async (context) => {
      const { connection } = context;
      await createQualityTables(connection);
      const movements = extractNamed("transactions");
      const movementDays = await countDays(connection, movements);
      const lastMovementDay = lastDayOf(movementDays);
      const asOf = chooseAsOf(settings, { firstDay: movementDays[0]?.day ?? null, lastDay: lastMovementDay });
      const toStage: ToStage[] = [];
      for (const extract of extracts) {
        const found = landed.get(extract.name);
        if (!found) continue;
        // What comes after an as-of date that was asked for is left out of the marts, but is no mistake.
        const days = extract === movements ? movementDays : await countDays(connection, extract);
        toStage.push({
          landed: found,
          lastDay: Math.max(asOf, lastMovementDay ?? asOf, lastDayOf(days) ?? asOf),
        });
      }
      await stageExtracts(context, toStage, settings, workFolder);
      await tellMissingDays(connection, movementDays, asOf);
      if (lastMovementDay === null) {
        throw new BuildError("too_much_quarantined", "transactions: not one row could be read");
      }
      await writeCalendar(connection, settings, asOf);
      const { staged } = await oneRow<{ staged: number }>(
        connection,
        "SELECT sum(staged_rows) AS staged FROM quality.extracts",
      );
      return { rows: staged };
    },
  };

  const stepOf = (table: string): string => {
    if (table.startsWith("marts.")) return table;
    if (table.startsWith("staging.")) return "staging";
    if (table === "scores.scr_alerts") return "scores.scr_movements";
    if (/^(?:features|models|scores)\./.test(table)) return table.replace(/_(?:reasons|inputs)$/, "");
    if (table === "meta.run") return "run";
    if (table === "meta.build") return "commit";
    if (table.startsWith("history.previous_")) return "previous run";
    if (table.startsWith("history.")) return "history";
    if (table.startsWith("meta.")) return "settings";
    if (table.startsWith("quality.score")) return "evaluation";
    return table === "quality.checks" ? "checks" : "staging";
  };
  const folders = { marts: join(sqlFolder, "marts"), features: join(sqlFolder, "features") };
  const marts = tableSteps(folders.marts, macros, stepOf, true);
  const checksStep: Step = {
    name: "checks",
    after: ["staging", ...marts.map((step) => step.name)],
    parts: { code: codeOf("checks.ts") },
    run: async ({ connection }) => ({ rows: await runChecks(connection) }),
  };
  const key = pseudonymKey(settings);
  const features = tableSteps(folders.features, macros, stepOf, false);
  const models = modelSteps(
    settings,
    features.map((step) => step.name),
    folders,
    key,
  );
  const before = [
    ...[settingsStep, ...landSteps, settleStep, ...marts, checksStep],
    ...[pseudonymStep(key), hiddenGroupsStep(), ...besideFirst([...features, ...models])],
  ];
  const run = hashText(
    JSON.stringify(before.map((step) => [step.name, partsWithoutTruth(step.parts)])),
  ).slice(0, 12);
  const runStep: Step = {
    name: "run",
    after: [],
    parts: { run },
    run: async ({ connection }) => {
      await connection.run(`CREATE OR REPLACE TABLE meta.run AS SELECT ${text(run)} AS run`);
      return { rows: 1 };
    },
  };
  const commit = currentCommit();
  const commitStep: Step = {
    name: "commit",
    after: [],
    parts: { commit: commit ?? "none" },
    run: async ({ connection }) => {
      const value = commit === null ? "NULL" : text(commit);
      await connection.run(
        `CREATE OR REPLACE TABLE meta.build AS SELECT CAST(${value} AS VARCHAR) AS commit_id`,
      );
      return { rows: 1 };
    },
  };
  // After the run's hash, so that no other report depends on what only the evaluation knows, on the runs before, or on
  // the commit.
  const after = [evaluationStep(settings, deliveries), commitStep, historyStep(pastOf(runs, run))];
  const reports = tableSteps(join(sqlFolder, "reports"), macros, stepOf, true);
  return [previousStep(run, settings.profile), ...before, runStep, ...after, ...reports];
}
