import type { DuckDBConnection } from "@duckdb/node-api";
import { oneRow, rows, text } from "../../lib/warehouse/sql.js";
import type { Step } from "../runner/steps.js";

/** What is kept of the run before, a table each: its columns, and where the warehouse published before has them. */
const kept = {
  previous_run: {
    columns: "run VARCHAR, as_of DATE",
    select: "SELECT r.run, b.as_of FROM meta.run AS r CROSS JOIN marts.dim_bank AS b",
  },
  previous_kpis: {
    columns: "kpi VARCHAR, month DATE, value DOUBLE, is_complete BOOLEAN",
    select: "SELECT kpi, month, value, is_complete FROM reports.rpt_kpi_monthly",
  },
  // At grant a loan is scored once; a client is scored at every snapshot, of which the latest counts.
  previous_bands: {
    columns: "client_id VARCHAR, loan_id VARCHAR, snapshot_date DATE, band VARCHAR, points DOUBLE, pd DOUBLE",
    select: `SELECT client_id, loan_id, snapshot_date, band, points, pd FROM scores.scr_default
      WHERE loan_id IS NOT NULL OR snapshot_date = (SELECT max(snapshot_date) FROM scores.scr_default WHERE loan_id IS NULL)`,
  },
  previous_alerts: {
    columns: "transaction_id VARCHAR",
    select: "SELECT transaction_id FROM scores.scr_alerts",
  },
} as const;

/**
 * The step that keeps of the run before what the reports on changes compare with. It runs first, on the copy of what
 * was published, and only when the run is another one, so that a change of a page's report does not make a run its own
 * predecessor.
 *
 * @param run hash of the run at hand
 * @param profile of the bank at hand: figures of another bank are not compared with
 */
export function previousStep(run: string, profile: string): Step {
  return {
    name: "previous run",
    after: [],
    parts: { run, profile },
    run: async ({ connection }) => {
      const isThere = await hasPrevious(connection, run, profile);
      for (const [table, { columns, select }] of Object.entries(kept)) {
        await connection.run(`CREATE OR REPLACE TABLE history.${table} (${columns})`);
        if (isThere) await connection.run(`INSERT INTO history.${table} ${select}`);
      }
      return { rows: isThere ? 1 : 0 };
    },
  };
}

/** Whether the copy holds a whole run of this bank, and another than the one at hand. */
async function hasPrevious(connection: DuckDBConnection, run: string, profile: string): Promise<boolean> {
  const needed = [
    "meta.run",
    "marts.dim_bank",
    "reports.rpt_kpi_monthly",
    "scores.scr_default",
    "scores.scr_alerts",
  ];
  const { found } = await oneRow<{ found: number }>(
    connection,
    `SELECT count(*) AS found FROM information_schema.tables
     WHERE table_catalog = current_database() AND table_schema || '.' || table_name IN (${needed.map(text).join(", ")})`,
  );
  if (found < needed.length) return false;
  const published = await rows<{ run: string; profile: string }>(
    connection,
    "SELECT r.run, b.profile FROM meta.run AS r CROSS JOIN marts.dim_bank AS b",
  );
  return published.some((each) => each.run !== run && each.profile === profile);
}
