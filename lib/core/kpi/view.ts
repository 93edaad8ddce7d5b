import type { Dimension, Filter, Measure } from "../activity.js";
import type { KpiPoint } from "../kpiSeries.js";
import type { Part } from "./parts.js";
import { hasMonth, lengthOf, type Comparison, type Period } from "./period.js";

/** What a reader of the KPI page looks at. */
export interface KpiView {
  readonly measure: Measure;
  readonly filter: Filter;
  readonly period: Period;
  /** The period was chosen, rather than being the last month because none was. */
  readonly isChosen: boolean;
  readonly comparison: Comparison;
}

/** Days are shown for no more months than can be told apart. */
const mostMonths = 3;

/**
 * The months whose days are worth showing: those that were chosen, when they are few and their days are published.
 *
 * @param view what is looked at
 * @param since first month with days
 * @returns null when no days are shown
 */
export function daysPeriod(view: Pick<KpiView, "isChosen" | "period">, since: Date): Period | null {
  const { isChosen, period } = view;
  return isChosen && period.start >= since && lengthOf(period) <= mostMonths ? period : null;
}

/**
 * What the chart of months shows, as rows to take away.
 *
 * @param points months of the measure
 * @param before what they are compared with, under the same months
 * @param view what is looked at
 */
export function monthRows(points: readonly KpiPoint[], before: readonly KpiPoint[], view: KpiView): object[] {
  const earlier = new Map(before.map(({ month, value }) => [month.getTime(), value]));
  return points.map(({ month, value }) => ({
    month,
    ...view.filter,
    measure: view.measure.id,
    value,
    compared_with: earlier.get(month.getTime()) ?? null,
    is_in_period: hasMonth(view.period, month),
  }));
}

/**
 * What a breakdown shows, as rows to take away; what is hidden is not among them.
 *
 * @param parts of `partsOver`
 * @param dimension what they are parts of
 * @param view what is looked at
 */
export function partRows(parts: readonly Part[], dimension: Dimension, view: KpiView): object[] {
  return parts
    .filter(({ value }) => value !== null)
    .map((part) => ({
      ...view.filter,
      [dimension]: part.name,
      first_month: view.period.start,
      last_month: view.period.end,
      measure: view.measure.id,
      value: part.value,
      months_known: part.known,
      share: part.share,
      compared_with: part.before,
      change: part.change?.size ?? null,
      change_kind: part.change?.kind ?? null,
    }));
}
