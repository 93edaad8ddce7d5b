import type { DuckDBConnection } from "@duckdb/node-api";
import { text } from "../../lib/warehouse/sql.js";
import type { Settings } from "../runner/settings.js";

/** What SQL may know of the configuration. */
export async function writeSettings(
  connection: DuckDBConnection,
  settings: Settings,
): Promise<{ rows: number }> {
  const { config } = settings;
  const limits = Object.entries(settings.freshnessDays).map(
    ([extract, days]) => `(${text(extract)}, ${days ?? "NULL"})`,
  );
  const targets = Object.entries(settings.targets).map(
    ([kpi, target]) => `(${text(kpi)}, ${target ?? "NULL"})`,
  );
  const { default: scorecard, anomaly } = config.models;
  const assumptions = {
    loss_given_default: scorecard.lossGivenDefault,
    undrawn_share: config.exposure.undrawnShare,
    loan_margin: config.kpi.loanMargin,
    deposit_margin: config.kpi.depositMargin,
    points_to_double: scorecard.pointsToDouble,
    base_points: scorecard.basePoints,
    base_odds: scorecard.baseOdds,
    contact_cost: config.campaign.costOfContact,
    contact_success_ratio: config.campaign.successRate,
    contact_horizon_years: config.campaign.horizonYears,
    alerts_per_day: anomaly.alertsPerDay,
  };
  await connection.run(`
CREATE OR REPLACE TABLE meta.settings AS SELECT ${text(settings.bank)} AS bank, ${text(settings.profile)} AS profile,
  ${text(settings.currency)} AS currency, ${text(config.locale)} AS locale,
  ${settings.note === null ? "CAST(NULL AS VARCHAR)" : text(settings.note)} AS note,
  CAST(${config.kpi.loanMargin} AS DOUBLE) AS loan_margin, CAST(${config.kpi.depositMargin} AS DOUBLE) AS deposit_margin,
  CAST(${settings.balanceTolerance} AS DECIMAL(18, 2)) AS balance_tolerance;
CREATE OR REPLACE TABLE meta.targets (kpi VARCHAR, target DOUBLE);
CREATE OR REPLACE TABLE meta.freshness_limits (extract VARCHAR, limit_days INTEGER);
${targets.length > 0 ? `INSERT INTO meta.targets VALUES ${targets.join(", ")};` : ""}
CREATE OR REPLACE TABLE meta.assumptions AS SELECT ${Object.entries(assumptions)
    .map(([column, value]) => `CAST(${value} AS DOUBLE) AS ${column}`)
    .join(", ")};
INSERT INTO meta.freshness_limits VALUES ${limits.join(", ")}`);
  return { rows: 1 };
}
