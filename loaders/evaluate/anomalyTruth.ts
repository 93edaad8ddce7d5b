import type { DuckDBConnection } from "@duckdb/node-api";
import { anomalyAlertReport } from "../../lib/core/validation/anomalyAlerts.js";
import type { AnomalyTruth } from "../../lib/core/validation/evidence.js";
import { name, oneRow, rows, text } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";

/**
 * Judges scores of movements by the truth.
 *
 * @param scored SELECT, or table, with transaction_id, posted_date and anomaly_score
 * @param budget cut-off, and how many of the last days it is for
 * @throws BuildError unreadable_truth
 */
export async function judgeAnomalies(
  connection: DuckDBConnection,
  scored: string,
  path: string,
  budget: { readonly cutOff: number; readonly days: number },
): Promise<AnomalyTruth> {
  await readTruth(connection, path);
  try {
    await connection.run(`
CREATE OR REPLACE TEMP TABLE judged_movements AS
SELECT s.posted_date, s.anomaly_score AS score, COALESCE(t.kind, '') AS kind, COALESCE(t.is_anomaly, FALSE) AS is_anomaly,
  s.posted_date > add_days(max(s.posted_date) OVER (), -${Math.round(budget.days)}) AS is_recent
FROM ${scored} AS s LEFT JOIN anomaly_truth AS t ON t.transaction_id = s.transaction_id`);
    // What the cleaning kept, of any channel: an anomaly that the detector never sees is one it missed.
    const known = `SELECT t.kind, t.is_anomaly, count(*) AS total,
        count(*) FILTER (WHERE m.posted_date > (SELECT add_days(max(posted_date), -${Math.round(budget.days)}) FROM judged_movements)) AS recent
      FROM anomaly_truth AS t INNER JOIN marts.fct_transactions AS m ON m.transaction_id = t.transaction_id GROUP BY 1, 2`;
    const totals = await rows<KindCount>(connection, `${known} ORDER BY 1, 2`);
    const scores = await rows<ScoreCount>(
      connection,
      `SELECT score, kind, is_anomaly, count(*) AS total, count(*) FILTER (WHERE is_recent) AS recent
       FROM judged_movements GROUP BY 1, 2, 3 ORDER BY score DESC, kind, is_anomaly`,
    );
    const { movements } = await oneRow<{ movements: number }>(
      connection,
      "SELECT count(*) AS movements FROM judged_movements",
    );
    const anomalies = totals.reduce((sum, kind) => sum + (kind.is_anomaly ? kind.total : 0), 0);
    const groupsOf = (of: "total" | "recent") => ({
      scores: scores.map((row) => ({
        score: row.score,
        kind: row.kind,
        isAnomaly: row.is_anomaly,
        count: row[of],
      })),
      known: totals.map((row) => ({ kind: row.kind, isAnomaly: row.is_anomaly, count: row[of] })),
    });
    const all = groupsOf("total");
    const recent = groupsOf("recent");
    return {
      movements,
      anomalies,
      asMany: anomalyAlertReport(all, { alerts: anomalies }),
      twiceAsMany: anomalyAlertReport(all, { alerts: 2 * anomalies }),
      atBudget: anomalyAlertReport(recent, { cutOff: budget.cutOff }),
    };
  } finally {
    await connection.run("DROP TABLE IF EXISTS judged_movements; DROP TABLE IF EXISTS anomaly_truth");
  }
}

interface KindCount {
  readonly kind: string;
  readonly is_anomaly: boolean;
  readonly total: number;
  readonly recent: number;
}

interface ScoreCount extends KindCount {
  readonly score: number;
}

async function readTruth(connection: DuckDBConnection, path: string): Promise<void> {
  try {
    await connection.run(`CREATE OR REPLACE TEMP TABLE ${name("anomaly_truth")} AS
SELECT transaction_id, kind, CAST(is_anomaly AS BOOLEAN) AS is_anomaly
FROM read_csv(${text(path)}, header = true, delim = ',', all_varchar = true)`);
  } catch (error) {
    throw new BuildError("unreadable_truth", `${path}: ${(error as Error).message}`);
  }
}
