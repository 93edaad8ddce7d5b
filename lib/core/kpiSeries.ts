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

/** A month with fewer of the KPIs than this is not the one a page is about. */
const enoughKpis = 0.7;

/**
 * The month the pages are about: the last whole one in which most of the KPIs of the source have a value. A month in
 * which hardly anybody moved money, so that most figures are left out, is passed over.
 *
 * @param rows of `rpt_kpi_monthly`
 * @returns null when no month is over yet
 */
export function lastWholeMonth(rows: readonly KpiRow[]): Date | null {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (!row.is_complete || row.value === null) continue;
    counts.set(row.month.getTime(), (counts.get(row.month.getTime()) ?? 0) + 1);
  }
  const most = Math.max(0, ...counts.values());
  const months = [...counts].filter(([, count]) => count >= enoughKpis * most).map(([month]) => month);
  return months.length === 0 ? null : new Date(Math.max(...months));
}

/**
 * Whole months after the one the pages are about, which were passed over.
 *
 * @param rows of `rpt_kpi_monthly`
 * @returns oldest first; empty as a rule
 */
export function passedOverMonths(rows: readonly KpiRow[]): Date[] {
  const last = lastWholeMonth(rows);
  const later = rows.filter(
    (row) => row.is_complete && row.value !== null && last !== null && row.month > last,
  );
  return [...new Set(later.map((row) => row.month.getTime()))]
    .sort((a, b) => a - b)
    .map((time) => new Date(time));
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
  const isFlow = kpi.id === "net_flow";
  return {
    kpi,
    month,
    value,
    target,
    lastMonth,
    lastYear,
    onMonth: changeBetween(kpi.unit, value, lastMonth, kpi.wanted, isFlow),
    onYear: changeBetween(kpi.unit, value, lastYear, kpi.wanted, isFlow),
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
 * The KPIs that a source lacks the data for, in any month.
 *
 * @param rows of `rpt_kpi_monthly`
 */
export function missingKpis(rows: readonly KpiRow[]): Kpi[] {
  const have = new Set(rows.filter(({ value }) => value !== null).map(({ kpi }) => kpi));
  return kpis.filter(({ id }) => !have.has(id));
}
