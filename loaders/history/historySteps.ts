import type { DuckDBConnection } from "@duckdb/node-api";
import type { Past } from "../../lib/runs/runFiles.js";
import type { RunRecord, RunRow, RunValue } from "../../lib/runs/runRecord.js";
import { headColumns, partColumns, partNames, type Columns } from "../../lib/runs/runTables.js";
import { text } from "../../lib/warehouse/sql.js";
import { hashText } from "../runner/contentHash.js";
import type { Step } from "../runner/steps.js";

/** How many of the past runs the reports reach back to: a year and more of daily ones. */
const mostRuns = 400;

/**
 * The step that loads the records of past runs: `history.runs`, `history.run_<part>` with a row's run as its key, and
 * `history.position`, the place of the run at hand among them. Only reports read them.
 */
export function historyStep({ records, sequence }: Past): Step {
  const recent = records.slice(-mostRuns);
  return {
    name: "history",
    after: [],
    parts: {
      "past runs": hashText(JSON.stringify([sequence, recent])),
      tables: hashText(JSON.stringify([headColumns, partColumns])),
    },
    run: async ({ connection }) => {
      await connection.run(
        `CREATE OR REPLACE TABLE history.position AS SELECT CAST(${sequence} AS INTEGER) AS sequence`,
      );
      await fill(connection, "runs", headColumns, recent, (record) => [record.head]);
      for (const part of partNames) {
        await fill(connection, `run_${part}`, partColumns[part], recent, (record) => record.parts[part]);
      }
      return { rows: recent.length };
    },
  };
}

async function fill(
  connection: DuckDBConnection,
  table: string,
  columns: Columns,
  records: readonly RunRecord[],
  rowsOf: (record: RunRecord) => readonly RunRow[],
): Promise<void> {
  const names = Object.keys(columns);
  const defined = names.map((column) => `${column} ${columns[column]!}`);
  await connection.run(
    `CREATE OR REPLACE TABLE history.${table} (sequence INTEGER, run VARCHAR, ${defined.join(", ")})`,
  );
  const values = records.flatMap((record) =>
    rowsOf(record).map((row) => {
      const cells = names.map((column) => literal(row[column] ?? null));
      return `(${[record.sequence, text(record.run), ...cells].join(", ")})`;
    }),
  );
  if (values.length > 0) await connection.run(`INSERT INTO history.${table} VALUES ${values.join(", ")}`);
}

const literal = (value: RunValue): string =>
  value === null ? "NULL" : typeof value === "string" ? text(value) : String(value);
