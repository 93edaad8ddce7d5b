import type { DuckDBConnection } from "@duckdb/node-api";
import type { Feature } from "../../lib/core/features/feature.js";
import { anomalyDayFeatures, anomalyFeatures } from "../../lib/core/features/anomalyFeatures.js";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { takeRows } from "../../lib/core/models/table.js";
import type { ModelDocument } from "../../lib/core/models/modelDocument.js";
import type { DetectorEvidence } from "../../lib/core/validation/evidence.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import { judgeAnomalies } from "../evaluate/anomalyTruth.js";
import { leastMovements, trainAnomaly } from "./anomaly.js";
import { anomalyThreshold } from "./anomalyBudget.js";
import { anomalyScoresSelect } from "./anomalyScores.js";
import { alertDays, readAnomalyVectors } from "./anomalyVectors.js";
import { compareRuntimes } from "./compareRuntimes.js";
import { crossCheckForest } from "./crossCheckForest.js";
import { demandPassed } from "./crossChecks.js";
import { contentHash } from "./dataHash.js";
import { describeFeatures } from "./describeModel.js";
import type { FitContext } from "./modelDesign.js";
import type { ModelName } from "./modelTable.js";
import { sampleOf, scoreEverywhere } from "./runtimes.js";
import { UntrainableError } from "./untrainable.js";

/** What a detector looks at. */
export interface AnomalyView {
  readonly name: Extract<ModelName, "anomaly" | "anomaly_days">;
  /** In the schema features; has posted_date. */
  readonly table: string;
  readonly keys: readonly string[];
  readonly features: readonly Feature[];
  readonly title: string;
  readonly purpose: string;
}

export const movementView: AnomalyView = {
  name: "anomaly",
  table: "ftr_movements",
  keys: ["transaction_id", "client_id", "posted_date"],
  features: anomalyFeatures,
  title: "Anomaly detector",
  purpose: "How unlike a movement is to what its client, and clients at large, have done before.",
};

export const dayView: AnomalyView = {
  name: "anomaly_days",
  table: "ftr_client_days",
  keys: ["client_id", "posted_date"],
  features: anomalyDayFeatures,
  title: "Anomaly detector, by client and day",
  purpose: "How unlike a client's day is to the days before it, all movements of the day taken together.",
};

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
  { name, table, keys, features, title, purpose }: AnomalyView,
  alertsPerDay: number,
  { seed, asOf, hashes, truth }: FitContext,
): Promise<{ document: ModelDocument<IsolationForest>; report: DetectorEvidence }> {
  const vectors = await readAnomalyVectors(connection, table, features);
  const rowCount = vectors?.counts.reduce((sum, count) => sum + count, 0) ?? 0;
  if (vectors === null || rowCount < leastMovements) {
    throw new UntrainableError({
      reason:
        `${title}: not fitted. The extracts hold ${rowCount} ${name === "anomaly" ? "movements that somebody ordered" : "days of clients with such movements"}, ` +
        `and ${leastMovements} are needed to know what is ordinary.`,
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
    name,
    type: model.type,
    title,
    purpose,
    intendedUse:
      "For putting what is odd before somebody who looks at them, the oddest first, as many as there is time for. What is odd is no proof of anything: nothing may be blocked or reported by the score alone.",
    features: describeFeatures(features, model),
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
  const rows = { from: `features.${table}`, keys };
  const sample = await sampleOf(connection, rows, runtimeRows);
  const everywhere = await scoreEverywhere(connection, JSON.stringify(document), { ...rows, from: sample });
  const threshold = anomalyThreshold(vectors, scores, alertsPerDay);
  const scored = `(${anomalyScoresSelect(model, table, keys)})`;
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
