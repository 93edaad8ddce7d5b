import type { DuckDBConnection } from "@duckdb/node-api";
import type { IsolationForest } from "../../lib/core/models/isolationForest.js";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { confirmationProbability, triageOrder } from "../../lib/core/models/triage.js";
import { fitTriage } from "../../lib/fit/triage.js";
import { oneRow } from "../../lib/warehouse/sql.js";
import { explainAlerts, type Alert } from "./anomalyAlerts.js";
import { anomalyScoresSelect } from "./anomalyScores.js";
import type { AnomalyFitReport } from "./fitAnomalyModel.js";
import { readTriageFile } from "./triageFile.js";
import { readModelRow } from "./modelTable.js";

const keys = ["transaction_id", "client_id", "posted_date"];

/**
 * Scores every movement that somebody ordered (`scores.scr_movements`); puts the alerts of the last days in the order in
 * which to look at them, which is by the verdicts on earlier ones once there are enough (`scores.scr_alerts`); and says
 * why each is odd (`scores.scr_movements_reasons`).
 *
 * @param triage file of verdicts, which need not be there
 * @returns movements scored
 * @throws BuildError bad_triage
 */
export async function scoreMovements(
  connection: DuckDBConnection,
  triage: string,
  seed: number,
): Promise<number> {
  const { document, report } = await readModelRow(connection, "anomaly");
  await connection.run(`
    CREATE OR REPLACE TABLE scores.scr_movements (transaction_id VARCHAR, client_id VARCHAR, posted_date DATE,
      anomaly_score DOUBLE, percentile DOUBLE, one_in DOUBLE, is_alert BOOLEAN);
    CREATE OR REPLACE TABLE scores.scr_alerts (transaction_id VARCHAR, alert_rank INTEGER, is_confirmed BOOLEAN,
      confirmation_probability DOUBLE);
    CREATE OR REPLACE TABLE scores.scr_movements_reasons (transaction_id VARCHAR, reason_rank INTEGER, feature VARCHAR,
      effect DOUBLE, words VARCHAR, unit VARCHAR, actual DOUBLE, usual_low DOUBLE, usual_high DOUBLE)`);
  if (document === null || report === null) return 0;
  const { model } = readModelDocument(JSON.parse(document));
  const { threshold } = JSON.parse(report) as AnomalyFitReport;
  // JSON has no infinity: where nothing is an alert, the cut-off is null.
  const isAlert = Number.isFinite(threshold.cutOff)
    ? `anomaly_score >= ${threshold.cutOff}
         AND posted_date > (SELECT add_days(max(posted_date), -${threshold.days}) FROM features.ftr_movements)`
    : "FALSE";
  const forest = model as IsolationForest;
  await connection.run(
    `INSERT INTO scores.scr_movements
     SELECT ${keys.join(", ")}, anomaly_score, percentile, one_in,
       ${isAlert}
     FROM (${anomalyScoresSelect(forest, "ftr_movements", keys)}) AS scored`,
  );
  const alerts = await explainAlerts(connection, forest, "scores.scr_movements", threshold);
  await writeOrder(connection, alerts, readTriageFile(triage), forest, seed);
  await writeReasons(connection, alerts);
  return (await oneRow<{ n: number }>(connection, "SELECT count(*) AS n FROM scores.scr_movements")).n;
}

async function writeOrder(
  connection: DuckDBConnection,
  alerts: readonly Alert[],
  verdicts: ReadonlyMap<string, boolean>,
  { features }: IsolationForest,
  seed: number,
): Promise<void> {
  const learnt = fitTriage(
    alerts.flatMap((alert) => {
      const isConfirmed = verdicts.get(alert.transactionId);
      return isConfirmed === undefined ? [] : [{ ...alert, isConfirmed }];
    }),
    features.map((feature) => feature.name),
    { seed },
  );
  const appender = await connection.createAppender("scr_alerts", "scores");
  for (const [rank, index] of triageOrder(alerts, learnt).entries()) {
    const alert = alerts[index]!;
    const verdict = verdicts.get(alert.transactionId);
    const probability = learnt && confirmationProbability(learnt, alert);
    appender.appendVarchar(alert.transactionId);
    appender.appendInteger(rank + 1);
    if (verdict === undefined) appender.appendNull();
    else appender.appendBoolean(verdict);
    if (probability === null) appender.appendNull();
    else appender.appendDouble(probability);
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
