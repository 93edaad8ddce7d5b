import { changeBetween, type Change } from "./format/change.js";
import { kpis, type Kpi } from "./kpis.js";
import { addMonths } from "./months.js";
import type { KpiRow } from "./reports.js";

export interface KpiPoint {
  readonly month: Date;
  readonly value: number;
}

/** One KPI as the pages show it: the last whole month, what it is compared with, and thirteen months of it. */
export interface KpiSeries {
  readonly kpi: Kpi;
  readonly month: Date;
  readonly value: number;
  readonly target: number | null;
  readonly lastMonth: number | null;
  readonly lastYear: number | null;
  readonly onMonth: Change | null;
  readonly onYear: Change | null;
  /** Up to thirteen months, oldest first; months without a value are left out. */
  readonly recent: readonly KpiPoint[];
  /** The value twelve months before each of `recent`, under the month it is compared with. */
  readonly yearBefore: readonly KpiPoint[];
}

/**
 * The last whole month of any KPI.
 *
 * @param rows of `rpt_kpi_monthly`
 * @returns null when no month is over yet
 */
export function lastWholeMonth(rows: readonly KpiRow[]): Date | null {
  let last: Date | null = null;
  for (const row of rows) {
    if (row.is_complete && row.value !== null && (last === null || row.month > last)) last = row.month;
  }
  return last;
}

/**
 * Any monthly measure as the pages show it.
 *
 * @param kpi its name, unit and wanted direction
 * @param points its values, in any order
 * @param month the month it is shown for
 * @param target what the bank wants, if anything
 * @returns null when that month has no value
 */
export function measureSeries(
  kpi: Kpi,
  points: readonly KpiPoint[],
  month: Date,
  target: number | null = null,
): KpiSeries | null {
  const values = new Map(points.map((point) => [point.month.getTime(), point.value]));
  const at = (date: Date): number | null => values.get(date.getTime()) ?? null;
  const value = at(month);
  if (value === null) return null;
  const recent: KpiPoint[] = [];
  const yearBefore: KpiPoint[] = [];
  for (let back = 12; back >= 0; back--) {
    const when = addMonths(month, -back);
    const now = at(when);
    const before = at(addMonths(when, -12));
    if (now !== null) recent.push({ month: when, value: now });
    if (before !== null) yearBefore.push({ month: when, value: before });
  }
  const lastMonth = at(addMonths(month, -1));
  const lastYear = at(addMonths(month, -12));
  return {
    kpi,
    month,
    value,
    target,
    lastMonth,
    lastYear,
    onMonth: changeBetween(kpi.unit, value, lastMonth, kpi.wanted),
    onYear: changeBetween(kpi.unit, value, lastYear, kpi.wanted),
    recent,
    yearBefore,
  };
}

/**
 * The KPIs a source has, in the order pages show them.
 *
 * @param rows of `rpt_kpi_monthly`
 * @returns one entry for each KPI with a value in the last whole month; none when no month is over
 */
export function kpiSeries(rows: readonly KpiRow[]): KpiSeries[] {
  const month = lastWholeMonth(rows);
  if (month === null) return [];
  return kpis.flatMap((kpi) => {
    const own = rows.filter((row) => row.kpi === kpi.id && row.is_complete);
    const points = own.flatMap((row) => (row.value === null ? [] : { month: row.month, value: row.value }));
    const target = own.find((row) => row.month.getTime() === month.getTime())?.target ?? null;
    return measureSeries(kpi, points, month, target) ?? [];
  });
}

/**
 * The KPIs that a source lacks the data for.
 *
 * @param shown what `kpiSeries` returned
 */
export function missingKpis(shown: readonly KpiSeries[]): Kpi[] {
  const have = new Set(shown.map(({ kpi }) => kpi.id));
  return kpis.filter(({ id }) => !have.has(id));
}
