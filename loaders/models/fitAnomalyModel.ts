import type { DuckDBConnection } from "@duckdb/node-api";
import { anomalyFeatures } from "../../lib/core/features/anomalyFeatures.js";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { takeRows } from "../../lib/core/models/table.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import { judgeAnomalies, type AnomalyTruth } from "../evaluate/anomalyTruth.js";
import { leastMovements, trainAnomaly } from "./anomaly.js";
import { anomalyThreshold, type AnomalyThreshold } from "./anomalyBudget.js";
import { anomalyScoresSelect } from "./anomalyScores.js";
import { alertDays, readAnomalyVectors } from "./anomalyVectors.js";
import { compareRuntimes, type RuntimeComparison } from "./compareRuntimes.js";
import { crossCheckForest } from "./crossCheckForest.js";
import { demandPassed, type CrossCheck } from "./crossChecks.js";
import { describeFeatures } from "./describeModel.js";
import { contentHash, type FitContext } from "./fitProbabilityModel.js";
import { sampleOf, scoreEverywhere } from "./runtimes.js";
import { UntrainableError } from "./untrainable.js";

/** The detector's validation as the run keeps it. */
export interface AnomalyFitReport {
  /** Against what a simulator knows; null where nothing is known. */
  readonly truth: AnomalyTruth | null;
  readonly threshold: AnomalyThreshold;
  readonly crossChecks: readonly CrossCheck[];
  readonly runtimes: RuntimeComparison;
  readonly notes: readonly string[];
}

const table = "ftr_movements";

/** Trees grown with the other package: more would take as long as everything else together. */
const checkedTrees = 20;

/** Rows that every build scores in all four runtimes. */
const runtimeRows = 500;

/**
 * Fits the detector, finds the cut-off that keeps to the budget, and holds it against other software.
 *
 * @throws UntrainableError without a movement to learn from
 * @throws BuildError cross_check_failed or runtimes_differ
 */
export async function fitAnomalyModel(
  connection: DuckDBConnection,
  alertsPerDay: number,
  { seed, asOf, hashes, truth }: FitContext,
): Promise<{ document: ModelDocument<IsolationForest>; report: AnomalyFitReport }> {
  const vectors = await readAnomalyVectors(connection, table, anomalyFeatures);
  const movements = vectors?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  if (vectors === null || movements < leastMovements) {
    throw new UntrainableError({
      reason:
        `The anomaly detector is not fitted: the extracts hold ${movements} movements that somebody ordered, and ` +
        `${leastMovements} are needed to know what is ordinary.`,
    });
  }
  const { model, scores, notes, isLong, drawn } = trainAnomaly(vectors, { seed });
  const fittedOn = isLong
    ? `posted_date <= (SELECT add_days(max(posted_date), -${alertDays}) FROM features.${table})`
    : "TRUE";
  const training = await oneRow<{ from: string; to: string; days: number; rows: number }>(
    connection,
    `SELECT CAST(min(posted_date) AS VARCHAR) AS "from", CAST(max(posted_date) AS VARCHAR) AS "to",
       count(DISTINCT posted_date) AS days, count(*) AS rows FROM features.${table} WHERE ${fittedOn}`,
  );
  const document: ModelDocument<IsolationForest> = {
    schema: 1,
    document: "datahub-model",
    name: "anomaly",
    type: model.type,
    title: "Anomaly detector",
    purpose: "How unlike a movement is to what its client, and clients at large, have done before.",
    intendedUse:
      "For putting movements before somebody who looks at them, the oddest first, as many as there is time for. An odd movement is no proof of anything: nothing may be blocked or reported by the score alone.",
    features: describeFeatures(anomalyFeatures, model),
    model,
    training: {
      from: training.from,
      to: training.to,
      snapshots: training.days,
      rows: training.rows,
      positives: null,
    },
    hashes: { data: await contentHash(connection, [table]), ...hashes },
    metrics: null,
    seed,
    asOf,
  };
  const rows = { from: `features.${table}`, keys: ["transaction_id"] };
  const sample = await sampleOf(connection, rows, runtimeRows);
  const everywhere = await scoreEverywhere(connection, JSON.stringify(document), { ...rows, from: sample });
  const threshold = anomalyThreshold(vectors, scores, alertsPerDay);
  const scored = `(${anomalyScoresSelect(model, table, ["transaction_id", "client_id", "posted_date"])})`;
  return {
    document,
    report: {
      truth: truth === null ? null : await judgeAnomalies(connection, scored, truth, threshold),
      threshold,
      crossChecks: demandPassed([
        crossCheckForest(model, takeRows(vectors.table, drawn), { trees: checkedTrees }),
      ]),
      runtimes: compareRuntimes(everywhere),
      notes,
    },
  };
}
