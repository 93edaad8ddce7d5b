import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { hiddenCells, type GroupCell } from "../../lib/core/protectedGroups.js";
import { rows } from "../../lib/warehouse/sql.js";
import { hashCode } from "../runner/contentHash.js";
import type { Step } from "../runner/steps.js";

/**
 * Tables whose cells are published, with their dates; each has product and segment, and most a channel. The days of a
 * month add up to it, so that both are one table, in which a month's cell is the one of all its days.
 */
const tables = [
  {
    table: "fct_activity_months",
    measures: "activity",
    date: "month_date",
    day: "'all'",
    channel: "channel",
  },
  {
    ...{ table: "fct_activity_days", measures: "activity", date: "posted_date" },
    ...{ day: "CAST(posted_date AS VARCHAR)", channel: "channel" },
  },
  { table: "fct_balance_months", measures: "balance", date: "month_date", day: "'all'", channel: "'all'" },
] as const;

interface CellRow {
  readonly date: string;
  readonly month: string;
  readonly day: string;
  readonly product: string;
  readonly segment: string;
  readonly channel: string;
  readonly clients: number;
}

/** A cell with the place it was read from. */
interface Cell extends GroupCell {
  readonly line: readonly string[];
}

/** Says which cells of the published tables are not: `scores.hidden_groups`. Each month is a table of its own. */
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
  const months = new Map<string, Cell[]>();
  for (const { table, measures, date, day, channel } of tables) {
    const found = await rows<CellRow>(
      connection,
      `SELECT CAST(${date} AS VARCHAR) AS date, CAST(month_start(${date}) AS VARCHAR) AS month, ${day} AS day,
         product, segment, ${channel} AS channel, client_count AS clients
       FROM marts.${table} ORDER BY ALL`,
    );
    for (const { date, month, day, product, segment, channel, clients } of found) {
      const names = [product, segment, channel, day];
      const cell = { names, clients, line: [table, date, product, segment, channel] };
      const key = `${measures} ${month}`;
      const list = months.get(key);
      if (list) list.push(cell);
      else months.set(key, [cell]);
    }
  }
  const lines = [...months.values()].flatMap((cells) => {
    const hidden = hiddenCells(cells);
    return cells.flatMap(({ line }, index) => (hidden[index] ? [line] : []));
  });
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
