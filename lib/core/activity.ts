import { measureSeries, type KpiPoint, type KpiSeries } from "./kpiSeries.js";
import type { KpiUnit } from "./kpis.js";
import type { ActivityMeasure, ActivityRow, BalanceRow } from "./reports.js";

/** Reading the activity cube: it holds every combination, so that a filter picks cells and nothing is ever summed. */

export const dimensions = ["product", "segment", "channel"] as const;
export type Dimension = (typeof dimensions)[number];

/** Which cells are looked at; `all` is not broken down. */
export type Filter = Readonly<Record<Dimension, string>>;

type Cell = Partial<Record<Dimension, string>>;

/**
 * The values a dimension takes, `all` left out.
 *
 * @param rows of a cube
 * @param dimension product, segment or channel
 */
export function valuesOf(rows: readonly Cell[], dimension: Dimension): string[] {
  const values = new Set(rows.map((row) => row[dimension] ?? "all"));
  values.delete("all");
  return [...values].sort();
}

/**
 * The cells of a cube that a filter picks.
 *
 * @param rows of a cube; a dimension it does not have is not filtered by
 * @param filter one value, or `all`, for each dimension
 */
export function pickCells<Row extends Cell>(rows: readonly Row[], filter: Filter): Row[] {
  return rows.filter((row) =>
    dimensions.every((dimension) => row[dimension] === undefined || row[dimension] === filter[dimension]),
  );
}

/**
 * One measure of picked cells by month.
 *
 * @param cells of `pickCells`
 * @param measure which column
 */
export function pointsOf(cells: readonly ActivityRow[], measure: ActivityMeasure): KpiPoint[] {
  return cells
    .flatMap((cell) => {
      const value = cell[measure];
      return cell.month && value != null ? [{ month: cell.month, value }] : [];
    })
    .sort((left, right) => left.month.getTime() - right.month.getTime());
}

/** What is measured: the column, how it is written and what it means. */
export interface Measure {
  readonly id: ActivityMeasure;
  readonly label: string;
  readonly unit: KpiUnit;
  readonly about: string;
}

/**
 * Balances of every product at the end of a month.
 *
 * @param rows of `rpt_balances_monthly`
 * @param segment one segment, or `all`
 * @param month the month they are shown for
 * @param label turns the product's code into words
 */
export function balanceSeries(
  rows: readonly BalanceRow[],
  segment: string,
  month: Date,
  label: (product: string) => string,
): KpiSeries[] {
  return valuesOf(rows, "product").flatMap((product) => {
    const points = rows
      .filter((row) => row.product === product && row.segment === segment)
      .map((row) => ({ month: row.month, value: row.balance }));
    const about = `Sum of the month-end balances of ${label(product)} accounts; what clients owe is negative.`;
    const kpi = { id: product, label: label(product), unit: "amount" as const, wanted: null, about };
    return measureSeries(kpi, points, month) ?? [];
  });
}
