import type { DuckDBConnection } from "@duckdb/node-api";
import type { Extract } from "../../lib/core/contract.js";
import { lastFullDay, type DayCount } from "../../lib/core/lastFullDay.js";
import { name, rows } from "../../lib/warehouse/sql.js";
import { BuildError } from "../errors.js";
import type { Settings } from "../runner/settings.js";

/** Day 0 of the `day` numbers here and in `lastFullDay`. */
const epoch = "DATE '1970-01-01'";
const dayNumber = (expression: string): string => `date_diff('day', ${epoch}, CAST(${expression} AS DATE))`;

/** The other way round: what a date or an instant of a day is not before. A comparison with it costs a fifth of a day number. */
export const firstInstantOf = (day: number): string => `${epoch} + ${day}`;

/** An extract's own rows by day, ascending; none when it has no date of its own. */
export async function countDays(connection: DuckDBConnection, extract: Extract): Promise<DayCount[]> {
  if (extract.freshBy === null) return [];
  return rows<DayCount>(
    connection,
    `SELECT ${dayNumber("day")} AS day, count FROM (
       SELECT CAST(${name(extract.freshBy)} AS DATE) AS day, count(*) AS count FROM landing.${name(extract.name)}
       WHERE NOT _is_doubtful AND ${name(extract.freshBy)} IS NOT NULL GROUP BY 1
     ) ORDER BY 1`,
  );
}

/** Last complete day, as a day number; null when there is none. */
export const lastDayOf = (days: readonly DayCount[]): number | null =>
  days.length > 0 ? lastFullDay(days) : null;

/** 31 December 9999. */
const endOfTime = 2_932_896;

/**
 * The as-of date: the one asked for, or the last full day of the movements; the last day there is when no movement
 * can be read, whose quarantine then tells why.
 *
 * @throws BuildError when it lies before the first movement
 */
export function chooseAsOf(
  settings: Settings,
  movements: { readonly firstDay: number | null; readonly lastDay: number | null },
): number {
  if (movements.firstDay === null || movements.lastDay === null) return endOfTime;
  if (settings.asOf === null) return movements.lastDay;
  const asOf = Date.parse(`${settings.asOf}T00:00:00Z`) / 86_400_000;
  if (asOf < movements.firstDay) {
    const first = new Date(movements.firstDay * 86_400_000).toISOString().slice(0, 10);
    throw new BuildError("bad_option", `as-of date ${settings.asOf}: the first movement is of ${first}`);
  }
  return asOf;
}
