import { basename, join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import { knownTruth, truthParts } from "../evaluate/truthFile.js";
import { hashCode, hashFile, hashText } from "../runner/contentHash.js";
import type { Settings } from "../runner/settings.js";
import type { Step } from "../runner/steps.js";
import { churnDesign } from "./churnDesign.js";
import { writeChurnEffects } from "./churnEffects.js";
import { explainThreadPath } from "./anomalyAlerts.js";
import { churnScores } from "./churnScores.js";
import { chooseDefaultDesign } from "./defaultDesign.js";
import { defaultScores } from "./defaultScores.js";
import { dayView, fitAnomalyModel, movementView, type AnomalyView } from "./fitAnomalyModel.js";
import { fitProbabilityModel } from "./fitProbabilityModel.js";
import { fitThreadPath } from "./fitBeside.js";
import type { ModelDesign } from "./modelDesign.js";
import { checkLeakage } from "./leakage.js";
import { readModelRow, writeModelRow, type ModelName } from "./modelTable.js";
import { scoreAnomalies, scoreMovements as scoreMovementsOf } from "./scoreMovements.js";
import { scoreClients, scoreNobody } from "./scoreClients.js";
import { triageFiles } from "./triageFiles.js";
import { UntrainableError } from "./untrainable.js";

const codeOf = (module: string): string => hashCode(join(import.meta.dirname, module));

/** Hash of the code that a model is made with, as its document and its card state it. */
export const modelCode = (model: ModelName): string =>
  codeOf(model.startsWith("anomaly") ? "fitAnomalyModel.ts" : `${model}Design.ts`);

/** What came of a fit, or why there was none. */
type Fitted<Result> = Result | { readonly reason: string };

async function orReason<Result>(fit: Promise<Result>): Promise<Fitted<Result>> {
  try {
    return await fit;
  } catch (error) {
    if (error instanceof UntrainableError) return { reason: error.reason };
    throw error;
  }
}

async function asOfDay(connection: DuckDBConnection): Promise<string> {
  const { day } = await oneRow<{ day: string }>(
    connection,
    "SELECT CAST(as_of AS VARCHAR) AS day FROM marts.dim_bank",
  );
  return day;
}

/**
 * The steps that fit, validate and score, after those that make the features.
 *
 * @param features names of the steps that make the feature tables
 * @param folders of the SELECTs, for the leakage gate
 * @param key of the pseudonyms
 */
export function modelSteps(
  settings: Settings,
  features: readonly string[],
  folders: { readonly marts: string; readonly features: string },
  key: string,
): Step[] {
  const { config } = settings;
  const truth = knownTruth(settings, "snapshots");
  const configHash = hashText(JSON.stringify([config.models, config.kpi.loanMargin, settings.noChurnModel]));
  // No fit waits for the gate: what it finds stops the build, whatever has been fitted meanwhile.
  const leakage: Step = {
    name: "leakage",
    after: features,
    parts: { code: codeOf("leakage.ts") },
    run: async ({ connection }) => ({ rows: await checkLeakage(connection, folders) }),
  };

  const fit = (
    name: "default" | "churn",
    reads: readonly string[],
    design: (connection: DuckDBConnection) => Promise<ModelDesign | string>,
  ): Step => {
    const code = modelCode(name);
    return {
      name: `models.${name}`,
      after: reads.map((table) => `features.${table}`),
      isBeside: true,
      parts: {
        "datahub.config.ts": configHash,
        ...truthParts(truth),
        code: hashText(code + codeOf("fitProbabilityModel.ts") + hashCode(fitThreadPath)),
      },
      run: async ({ connection }) => {
        const chosen = await design(connection);
        const fitted =
          typeof chosen === "string"
            ? { reason: chosen }
            : await orReason(
                fitProbabilityModel(connection, chosen, config, {
                  seed: config.models.seed,
                  asOf: await asOfDay(connection),
                  hashes: { code, config: configHash },
                  truth,
                }),
              );
        await writeModelRow(connection, name, fitted);
        return { rows: "reason" in fitted ? 0 : fitted.document.training.rows };
      },
    };
  };
  const movements = knownTruth(settings, "anomalies");
  const anomalyCode = modelCode("anomaly");
  const anomalyConfig = hashText(JSON.stringify(config.models));
  const fitAnomaly = (view: AnomalyView, judge: string | null): Step => ({
    name: `models.${view.name}`,
    after: [`features.${view.table}`],
    parts: { "datahub.config.ts": anomalyConfig, ...truthParts(judge), code: anomalyCode },
    run: async ({ connection }) => {
      const fitted = await orReason(
        fitAnomalyModel(connection, view, config.models.anomaly.alertsPerDay, {
          seed: config.models.seed,
          asOf: await asOfDay(connection),
          hashes: { code: anomalyCode, config: anomalyConfig },
          truth: judge,
        }),
      );
      await writeModelRow(connection, view.name, fitted);
      return { rows: "reason" in fitted ? 0 : fitted.document.training.rows };
    },
  });
  const triage = triageFiles(settings.dataFolder);
  const scoreMovements: Step = {
    name: "scores.scr_movements",
    after: ["models.anomaly"],
    isBeside: true,
    parts: {
      code: hashText(codeOf("scoreMovements.ts") + hashCode(explainThreadPath)),
      "pseudonym key": hashText(key),
      ...Object.fromEntries(triage.map((path) => [basename(path), hashFile(path)])),
    },
    run: async ({ connection }) => ({
      rows: await scoreMovementsOf(connection, triage, { seed: config.models.seed, key }),
    }),
  };
  const score = (name: "default" | "churn"): Step => ({
    name: `scores.scr_${name}`,
    after: [`models.${name}`, "scores.pseudonyms"],
    parts: { code: hashText(codeOf(`${name}Scores.ts`) + codeOf("scoreClients.ts")) },
    run: async ({ connection }) => {
      const { document } = await readModelRow(connection, name);
      const scores = name === "default" ? await defaultScores(connection, config) : churnScores(config);
      if (document === null) return { rows: await scoreNobody(connection, scores) };
      const { model } = readModelDocument(JSON.parse(document));
      return { rows: await scoreClients(connection, scores, model) };
    },
  });
  return [
    leakage,
    // The longest fit first.
    fit("churn", ["ftr_churn", "lbl_churn"], () =>
      Promise.resolve(settings.noChurnModel ?? churnDesign(config)),
    ),
    fit(
      "default",
      ["ftr_default", "ftr_default_grant", "lbl_default", "lbl_default_grant"],
      async (connection) => {
        const design = await chooseDefaultDesign(connection, config);
        return design ?? "No loan that went bad is in the extracts.";
      },
    ),
    fitAnomaly(movementView, movements),
    fitAnomaly(dayView, null),
    score("default"),
    score("churn"),
    {
      name: "scores.scr_churn_effects",
      after: ["models.churn"],
      parts: { code: codeOf("churnEffects.ts") },
      run: async ({ connection }) => {
        const { document } = await readModelRow(connection, "churn");
        const model = document === null ? null : readModelDocument(JSON.parse(document)).model;
        return { rows: await writeChurnEffects(connection, config, model as BoostedTrees | null) };
      },
    },
    scoreMovements,
    {
      name: "scores.scr_client_days",
      after: ["models.anomaly_days"],
      parts: { code: codeOf("scoreMovements.ts") },
      run: async ({ connection }) => ({ rows: await scoreAnomalies(connection, dayView) }),
    },
  ];
}
