import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { hiddenCells, type GroupCell } from "../../lib/core/protectedGroups.js";
import { rows } from "../../lib/warehouse/sql.js";
import { hashCode } from "../runner/contentHash.js";
import type { Step } from "../runner/steps.js";

/** Tables whose cells are published, with their dates; each has product and segment, and most a channel. */
const tables = [
  { table: "fct_activity_months", date: "month_date", channel: "channel" },
  { table: "fct_activity_days", date: "posted_date", channel: "channel" },
  { table: "fct_balance_months", date: "month_date", channel: "'all'" },
] as const;

interface CellRow {
  readonly day: string;
  readonly product: string;
  readonly segment: string;
  readonly channel: string;
  readonly clients: number;
}

/** Says which cells of the published tables are not: `scores.hidden_groups`. Each day or month is a table of its own. */
export function hiddenGroupsStep(): Step {
  return {
    name: "scores.hidden_groups",
    after: tables.map(({ table }) => `marts.${table}`),
    parts: { code: hashCode(join(import.meta.dirname, "hiddenGroups.ts")) },
    run: async ({ connection }) => ({ rows: await writeHiddenGroups(connection) }),
  };
}

async function writeHiddenGroups(connection: DuckDBConnection): Promise<number> {
  await connection.run(
    `CREATE OR REPLACE TABLE scores.hidden_groups
       (cells VARCHAR, cell_date DATE, product VARCHAR, segment VARCHAR, channel VARCHAR)`,
  );
  const lines: string[][] = [];
  for (const { table, date, channel } of tables) {
    const found = await rows<CellRow>(
      connection,
      `SELECT CAST(${date} AS VARCHAR) AS day, product, segment, ${channel} AS channel, client_count AS clients
       FROM marts.${table} ORDER BY ALL`,
    );
    const days = new Map<string, (GroupCell & CellRow)[]>();
    for (const row of found) {
      const cell = { ...row, names: [row.product, row.segment, row.channel] };
      const list = days.get(row.day);
      if (list) list.push(cell);
      else days.set(row.day, [cell]);
    }
    for (const [day, cells] of days) {
      const hidden = hiddenCells(cells);
      cells.forEach(({ names }, index) => {
        if (hidden[index]) lines.push([table, day, ...names]);
      });
    }
  }
  await connection.run(
    "CREATE OR REPLACE TEMP TABLE hidden_lines (a VARCHAR, b VARCHAR, c VARCHAR, d VARCHAR, e VARCHAR)",
  );
  const appender = await connection.createAppender("hidden_lines");
  for (const line of lines) {
    for (const part of line) appender.appendVarchar(part);
    appender.endRow();
  }
  appender.closeSync();
  await connection.run(
    "INSERT INTO scores.hidden_groups SELECT a, CAST(b AS DATE), c, d, e FROM hidden_lines; DROP TABLE hidden_lines",
  );
  return lines.length;
}
