import { pointsOf, type Measure } from "../activity.js";
import { changeBetween, type Change } from "../format/change.js";
import type { KpiPoint } from "../kpiSeries.js";
import { addMonths } from "../months.js";
import type { ActivityRow } from "../reports.js";
import { comparedPeriod, lengthOf, monthsOf, type Comparison, type Period } from "./period.js";

/** What a measure came to over some months. */
export interface PeriodTotal {
  /** A sum, or the mean of the months for a measure that does not add up; null when no month has a figure. */
  readonly value: number | null;
  /** Months with a figure; the others have fewer than five clients. */
  readonly known: number;
  readonly months: number;
}

/** A measure over a period and over what that is compared with. */
export interface ComparedTotal extends PeriodTotal {
  readonly before: number | null;
  /** Null when a month is missing on either side, for then like is not compared with like. */
  readonly change: Change | null;
}

/**
 * Whether the months of a measure add up: clients who are active in two months are not two clients.
 *
 * @param measure a column of the cube
 */
export function addsUp(measure: Pick<Measure, "id">): boolean {
  return measure.id !== "active_clients";
}

/**
 * A measure over some months.
 *
 * @param points its months, in any order
 * @param period which months
 * @param isSum whether months add up; otherwise their mean is taken
 */
export function totalOver(points: readonly KpiPoint[], period: Period, isSum: boolean): PeriodTotal {
  const values = points.filter(({ month }) => month >= period.start && month <= period.end);
  const sum = values.reduce((total, { value }) => total + value, 0);
  const known = values.length;
  const value = known === 0 ? null : isSum ? sum : sum / known;
  return { value, known, months: lengthOf(period) };
}

/**
 * A measure of picked cells over a period, beside the period that is compared with.
 *
 * @param cells of one filter
 * @param options which measure, which months, and what they are compared with
 */
export function compareOver(
  cells: readonly ActivityRow[],
  options: { readonly measure: Measure; readonly period: Period; readonly comparison: Comparison },
): ComparedTotal {
  const { measure, period, comparison } = options;
  const points = pointsOf(cells, measure.id);
  const now = totalOver(points, period, addsUp(measure));
  const compared = comparedPeriod(period, comparison);
  const before = compared && totalOver(points, compared, addsUp(measure));
  const isWhole = now.known === now.months && before !== null && before.known === before.months;
  const change = isWhole
    ? changeBetween(measure.unit, now.value, before.value, null, measure.id === "net_flow")
    : null;
  return { ...now, before: before && before.known === before.months ? before.value : null, change };
}

/**
 * The value so many months earlier, under the month it is compared with.
 *
 * @param points months of a measure
 * @param back how many months earlier; null for no comparison
 * @param within the months that are compared
 */
export function pointsBefore(points: readonly KpiPoint[], back: number | null, within: Period): KpiPoint[] {
  if (back === null) return [];
  const values = new Map(points.map(({ month, value }) => [month.getTime(), value]));
  return monthsOf(within).flatMap((month) => {
    const value = values.get(addMonths(month, -back).getTime());
    return value === undefined ? [] : [{ month, value }];
  });
}
