import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { runFileName, runsFolder, type Runs } from "../../lib/runs/runFiles.js";
import type { RunRecord, RunRow } from "../../lib/runs/runRecord.js";
import {
  headColumns,
  partColumns,
  partNames,
  type Columns,
  type PartName,
} from "../../lib/runs/runTables.js";
import { rows } from "../../lib/warehouse/sql.js";
import { writeWhole } from "../runner/writeWhole.js";

/**
 * What is to be remembered of the run that a warehouse holds: its own rows of the reports on runs.
 *
 * @returns null when it holds none that reports on runs know of, or when its record is the last one already
 */
export async function unrecordedRun(
  connection: DuckDBConnection,
  profile: string,
  runs: Pick<Runs, "records" | "next">,
): Promise<Omit<RunRecord, "finishedAt"> | null> {
  const [known] = await rows(
    connection,
    "SELECT 1 FROM information_schema.tables WHERE table_schema = 'reports' AND table_name = 'rpt_runs' AND table_catalog = current_database()",
  );
  if (!known) return null;
  const [about] = await rows<{ run: string; bank: string; profile: string }>(
    connection,
    "SELECT run, bank, profile FROM reports.rpt_about",
  );
  const last = runs.records[runs.records.length - 1];
  if (about?.profile !== profile || about.run === last?.run) return null;
  const [head] = await ownRows(connection, "rpt_runs", headColumns);
  if (!head) return null;
  const parts: [PartName, RunRow[]][] = [];
  for (const part of partNames) {
    parts.push([part, await ownRows(connection, `rpt_run_${part}`, partColumns[part])]);
  }
  return {
    schema: 1,
    document: "datahub-run",
    sequence: runs.next,
    ...about,
    head,
    parts: Object.fromEntries(parts) as Record<PartName, RunRow[]>,
  };
}

/** The rows of a report on runs that are about the run at hand. */
function ownRows(connection: DuckDBConnection, report: string, columns: Columns): Promise<RunRow[]> {
  const selected = Object.entries(columns).map(([column, type]) =>
    type === "DATE" ? `CAST(${column} AS VARCHAR) AS ${column}` : column,
  );
  return rows(
    connection,
    `SELECT ${selected.join(", ")} FROM reports.${report} WHERE sequence = (SELECT sequence FROM history.position) ORDER BY ALL`,
  );
}

/** Writes the record of a run into `<data>/runs`, whole or not at all. */
export function writeRunRecord(dataFolder: string, record: RunRecord): void {
  writeWhole(join(dataFolder, runsFolder, runFileName(record)), `${JSON.stringify(record, null, 1)}\n`);
}
