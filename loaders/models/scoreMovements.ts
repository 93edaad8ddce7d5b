import { DuckDBTimestampValue, type DuckDBConnection } from "@duckdb/node-api";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { confirmationProbability, triageOrder } from "../../lib/core/models/triage.js";
import { fitTriage } from "../../lib/fit/triage.js";
import type { DetectorEvidence } from "../../lib/core/validation/evidence.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import { pseudonym } from "../steps/pseudonyms.js";
import { explainAlerts, type Alert } from "./anomalyAlerts.js";
import { anomalyScoresSelect } from "./anomalyScores.js";
import { movementView, type AnomalyView } from "./fitAnomalyModel.js";
import { readTriage, type Verdicts } from "./triageFiles.js";
import { readModelRow } from "./modelTable.js";

const scoreTables = { anomaly: "scr_movements", anomaly_days: "scr_client_days" } as const;

/**
 * Scores every row that a detector looks at: `scores.scr_movements` or `scores.scr_client_days`.
 *
 * @returns rows scored; none without a model
 */
export async function scoreAnomalies(connection: DuckDBConnection, view: AnomalyView): Promise<number> {
  const target = `scores.${scoreTables[view.name]}`;
  const { document, report } = await readModelRow(connection, view.name);
  const keys = view.keys.map((key) => `${key} ${key === "posted_date" ? "DATE" : "VARCHAR"}`);
  await connection.run(
    `CREATE OR REPLACE TABLE ${target} (${keys.join(", ")}, anomaly_score DOUBLE, percentile DOUBLE, one_in DOUBLE, is_alert BOOLEAN)`,
  );
  if (document === null || report === null) return 0;
  const { model } = readModelDocument(JSON.parse(document));
  const { threshold } = JSON.parse(report) as DetectorEvidence;
  // JSON has no infinity: where nothing is an alert, the cut-off is null.
  const isAlert = Number.isFinite(threshold.cutOff)
    ? `anomaly_score >= ${threshold.cutOff}
         AND posted_date > (SELECT add_days(max(posted_date), -${threshold.days}) FROM features.${view.table})`
    : "FALSE";
  // In an order, so that one row is found without reading the rest.
  await connection.run(
    `INSERT INTO ${target}
     SELECT ${view.keys.join(", ")}, anomaly_score, percentile, one_in, ${isAlert}
     FROM (${anomalyScoresSelect(model as IsolationForest, view.table, view.keys)}) AS scored
     ORDER BY ${view.keys.join(", ")}`,
  );
  return (await oneRow<{ n: number }>(connection, `SELECT count(*) AS n FROM ${target}`)).n;
}

/**
 * Scores every movement that somebody ordered (`scores.scr_movements`); puts the alerts of the last days in the order in
 * which to look at them, which is by the verdicts on earlier ones once there are enough (`scores.scr_alerts`); and says
 * why each is odd (`scores.scr_movements_reasons`).
 *
 * @param triage files of verdicts, if any
 * @param options the seed of the re-ranking, and the key of the pseudonyms that alerts are published under
 * @returns movements scored
 * @throws BuildError bad_triage
 */
export async function scoreMovements(
  connection: DuckDBConnection,
  triage: readonly string[],
  { seed, key }: { readonly seed: number; readonly key: string },
): Promise<number> {
  const scored = await scoreAnomalies(connection, movementView);
  await connection.run(`
    CREATE OR REPLACE TABLE scores.scr_alerts (transaction_id VARCHAR, pseudonym VARCHAR, alert_rank INTEGER, is_confirmed BOOLEAN,
      verdict VARCHAR, decided_at TIMESTAMP, confirmation_probability DOUBLE);
    CREATE OR REPLACE TABLE scores.scr_movements_reasons (transaction_id VARCHAR, reason_rank INTEGER, feature VARCHAR,
      effect DOUBLE, words VARCHAR, unit VARCHAR, actual DOUBLE, usual_low DOUBLE, usual_high DOUBLE)`);
  const { document, report } = await readModelRow(connection, "anomaly");
  if (document === null || report === null) return 0;
  const forest = readModelDocument(JSON.parse(document)).model as IsolationForest;
  const { threshold } = JSON.parse(report) as DetectorEvidence;
  const alerts = await explainAlerts(connection, forest, "scores.scr_movements", threshold);
  await writeOrder(connection, alerts, readTriage(triage), forest, { seed, key });
  await writeReasons(connection, alerts);
  return scored;
}

async function writeOrder(
  connection: DuckDBConnection,
  alerts: readonly Alert[],
  verdicts: Verdicts,
  { features }: IsolationForest,
  { seed, key }: { readonly seed: number; readonly key: string },
): Promise<void> {
  const judged = alerts.map((alert) => {
    const { transactionId } = alert;
    const name = pseudonym(key, "movement", transactionId);
    return { alert, name, verdict: verdicts.of({ pseudonym: name, transactionId }) };
  });
  const learnt = fitTriage(
    judged.flatMap(({ alert, verdict }) =>
      // Who is unsure has not told the two apart.
      verdict === undefined || verdict.label === "unsure"
        ? []
        : [{ ...alert, isConfirmed: verdict.label === "confirmed" }],
    ),
    features.map((feature) => feature.name),
    { seed },
  );
  const appender = await connection.createAppender("scr_alerts", "scores");
  const orNull = <Value>(value: Value | null | undefined, append: (value: Value) => void): void =>
    value === null || value === undefined ? appender.appendNull() : append(value);
  for (const [rank, index] of triageOrder(alerts, learnt).entries()) {
    const { alert, name, verdict } = judged[index]!;
    const isClear = verdict !== undefined && verdict.label !== "unsure";
    appender.appendVarchar(alert.transactionId);
    appender.appendVarchar(name);
    appender.appendInteger(rank + 1);
    orNull(isClear ? verdict.label === "confirmed" : null, (value) => appender.appendBoolean(value));
    orNull(verdict?.label, (value) => appender.appendVarchar(value));
    orNull(verdict?.decidedAt, (value) =>
      appender.appendTimestamp(new DuckDBTimestampValue(BigInt(Date.parse(value)) * 1000n)),
    );
    orNull(learnt && confirmationProbability(learnt, alert), (value) => appender.appendDouble(value));
    appender.endRow();
  }
  appender.closeSync();
}

async function writeReasons(connection: DuckDBConnection, alerts: readonly Alert[]): Promise<void> {
  const appender = await connection.createAppender("scr_movements_reasons", "scores");
  for (const alert of alerts) {
    for (const [index, reason] of alert.reasons.entries()) {
      appender.appendVarchar(alert.transactionId);
      appender.appendInteger(index + 1);
      appender.appendVarchar(reason.feature);
      appender.appendDouble(reason.contribution);
      appender.appendVarchar(reason.text);
      appender.appendVarchar(reason.unit);
      for (const number of [reason.actual, ...(reason.usual ?? [null, null])]) {
        if (number === null) appender.appendNull();
        else appender.appendDouble(number);
      }
      appender.endRow();
    }
  }
  appender.closeSync();
}
