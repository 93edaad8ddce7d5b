import type { DuckDBConnection } from "@duckdb/node-api";
import { text } from "../../lib/warehouse/sql.js";
import type { Settings } from "../runner/settings.js";

/** The as-of date, the days up to it, and the rates of exchange. */
export async function writeCalendar(
  connection: DuckDBConnection,
  settings: Settings,
  asOf: number,
): Promise<void> {
  const rates = [[settings.currency, 1] as const, ...Object.entries(settings.config.currencyRates)];
  await connection.run(`
CREATE OR REPLACE TABLE staging.exchange_rates AS SELECT * FROM (VALUES ${rates.map(([code, rate]) => `(${text(code)}, CAST(${rate} AS DECIMAL(18, 6)))`).join(", ")}) AS v (currency, rate);
CREATE OR REPLACE TABLE staging.as_of AS
  SELECT DATE '1970-01-01' + ${asOf} AS as_of, oldest_date AS first_date FROM quality.extracts WHERE extract = 'transactions';
CREATE OR REPLACE TABLE staging.days AS
SELECT CAST(unnest(generate_series(least(min(oldest_date), (SELECT as_of FROM staging.as_of)), (SELECT as_of FROM staging.as_of), INTERVAL 1 DAY)) AS DATE) AS date_day
FROM quality.extracts WHERE extract IN ('transactions', 'events', 'loans')`);
}
