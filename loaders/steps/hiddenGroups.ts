import type { DuckDBConnection } from "@duckdb/node-api";
import { join } from "node:path";
import { hiddenCells, type GroupCell } from "../../lib/core/protectedGroups.js";
import { rows } from "../../lib/warehouse/sql.js";
import { hashCode } from "../runner/contentHash.js";
import type { Step } from "../runner/steps.js";

/**
 * Cells that are published, with their dates; each has product and segment, and most a channel. The days of a month add
 * up to it, so that both are one table, in which a month's cell is the one of all its days.
 */
const published = [
  {
    ...{ cells: "activity_months", table: "fct_activity", where: "period = 'month'" },
    ...{ measures: "activity", date: "period_date", day: "'all'", channel: "channel" },
  },
  {
    ...{ cells: "activity_days", table: "fct_activity", where: "period = 'day'" },
    ...{ measures: "activity", date: "period_date", day: "CAST(period_date AS VARCHAR)", channel: "channel" },
  },
  {
    ...{ cells: "balance_months", table: "fct_balance_months", where: "TRUE" },
    ...{ measures: "balance", date: "month_date", day: "'all'", channel: "'all'" },
  },
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

/** Says which of these cells are not published after all: `scores.hidden_groups`. Each month is a table of its own. */
export function hiddenGroupsStep(): Step {
  return {
    name: "scores.hidden_groups",
    after: [...new Set(published.map(({ table }) => `marts.${table}`))],
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
  for (const { cells, table, where, measures, date, day, channel } of published) {
    const found = await rows<CellRow>(
      connection,
      `SELECT CAST(${date} AS VARCHAR) AS date, CAST(month_start(${date}) AS VARCHAR) AS month, ${day} AS day,
         product, segment, ${channel} AS channel, client_count AS clients
       FROM marts.${table} WHERE ${where} ORDER BY ALL`,
    );
    for (const { date, month, day, product, segment, channel, clients } of found) {
      const names = [product, segment, channel, day];
      const cell = { names, clients, line: [cells, date, product, segment, channel] };
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
