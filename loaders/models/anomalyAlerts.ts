import { join } from "node:path";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  explainMovement,
  type MovementFacts,
  type MovementReason,
} from "../../lib/core/features/anomalyReasons.js";
import { anomalyFeatures } from "../../lib/core/features/anomalyFeatures.js";
import { featureTable } from "../../lib/core/features/featureTable.js";
import type { IsolationExplanation } from "../../lib/core/models/explainIsolationForest.js";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { name, rows } from "../../lib/warehouse/sql.js";
import { askThread } from "../../lib/threads/thread.js";
import type { ExplainJob } from "./explainThread.js";

/** The code of the thread in which alerts are explained: it takes seconds, in which this one can go on. */
export const explainThreadPath = join(import.meta.dirname, "explainThread.ts");

/** Of more, the third largest contribution is seldom worth reading. */
const reasonCount = 3;

export interface AlertReason extends MovementReason {
  readonly feature: string;
  readonly title: string;
  /** Splits that the feature saves the forest; above 0. */
  readonly contribution: number;
}

/** A movement that is worth a look. */
export interface Alert {
  readonly transactionId: string;
  readonly clientId: string;
  readonly score: number;
  /** By feature of the forest, in splits; below 0 makes it odder. */
  readonly contributions: Float64Array;
  /** The largest first; features at 0 are never among them. */
  readonly reasons: readonly AlertReason[];
}

interface AlertRow extends MovementFacts {
  readonly transaction_id: string;
  readonly client_id: string;
  readonly anomaly_score: number;
  readonly [feature: string]: number | string | boolean | null | undefined;
}

/**
 * The movements of the last days at or above the cut-off, the oddest first, each with its reasons.
 *
 * @param scored table or SELECT in parentheses with transaction_id, posted_date and anomaly_score
 * @param budget what `anomalyThreshold` gave
 */
export async function explainAlerts(
  connection: DuckDBConnection,
  model: IsolationForest,
  scored: string,
  budget: { readonly cutOff: number; readonly days: number },
): Promise<Alert[]> {
  if (!Number.isFinite(budget.cutOff)) return [];
  const features = anomalyFeatures.filter((each) => model.features.some((used) => used.name === each.name));
  const facts = `f.* REPLACE (CAST(f.amount AS DOUBLE) AS amount)`;
  const found = await rows<AlertRow>(
    connection,
    `SELECT ${facts}, s.anomaly_score FROM ${scored} AS s
     INNER JOIN features.ftr_movements AS f ON f.transaction_id = s.transaction_id
     WHERE s.anomaly_score >= ${budget.cutOff}
       AND s.posted_date > (SELECT add_days(max(posted_date), -${Math.round(budget.days)}) FROM features.${name("ftr_movements")})
     ORDER BY s.anomaly_score DESC, f.transaction_id`,
  );
  // Movements that are odd in the same way are explained once.
  const vectorOf = new Map<string, number>();
  const first: number[] = [];
  const vectors = found.map((row, index) => {
    const key = features.map((feature) => String(row[feature.name])).join(" ");
    let vector = vectorOf.get(key);
    if (vector === undefined) {
      vectorOf.set(key, (vector = first.length));
      first.push(index);
    }
    return vector;
  });
  const table = featureTable(
    features,
    first.length,
    ({ name: column }) =>
      (vector) =>
        found[first[vector]!]![column],
  );
  const job: ExplainJob = { model, table };
  const explained = await askThread<IsolationExplanation[]>(explainThreadPath, job);
  return found.map((row, index) => {
    const { contributions } = explained[vectors[index]!]!;
    return {
      transactionId: row.transaction_id,
      clientId: row.client_id,
      score: row.anomaly_score,
      contributions,
      reasons: reasonsOf(model, contributions, row),
    };
  });
}

function reasonsOf(model: IsolationForest, contributions: Float64Array, row: AlertRow): AlertReason[] {
  return model.features
    .map(({ name: feature }, index) => ({ feature, contribution: -contributions[index]! }))
    .filter(({ feature, contribution }) => contribution > 0 && Number(row[feature]) > 0)
    .sort((a, b) => b.contribution - a.contribution)
    .slice(0, reasonCount)
    .map(({ feature, contribution }) => ({
      feature,
      contribution,
      title: anomalyFeatures.find((each) => each.name === feature)?.title ?? feature,
      ...explainMovement(feature, row),
    }));
}
