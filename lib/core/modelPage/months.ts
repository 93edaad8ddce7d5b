import type { Estimate } from "../metrics/estimate.js";
import { wilson } from "../metrics/wilson.js";
import type { ValidationReport } from "../validation/report.js";
import { dayOf } from "./figures.js";

/** A month of snapshots, and how the model did on it. */
export interface MonthPoint {
  readonly month: Date;
  readonly isTest: boolean;
  readonly rows: number;
  readonly positives: number;
  /** Null where a class is empty. */
  readonly auc: Estimate | null;
  readonly predicted: number;
  /** With Wilson's interval: within a month a client counts once. */
  readonly observed: Estimate;
  readonly psi: number;
}

/** Of either outcome, below which the AUC of a month is mostly chance. */
const leastOfEachClass = 10;

/**
 * Whether a month has enough of both outcomes for its AUC to mean something.
 *
 * @param month of a validation
 */
export function isRanked({ rows, positives, auc }: Pick<MonthPoint, "rows" | "positives" | "auc">): boolean {
  return auc !== null && Math.min(positives, rows - positives) >= leastOfEachClass;
}

/** Rows below which the PSI of a month is mostly chance: ten bins need ten rows each. */
export const leastRowsForPsi = 100;

/**
 * A model month by month.
 *
 * @param report its validation
 * @returns in order of time; months without rows are left out
 */
export function monthPoints({ months }: Pick<ValidationReport, "months">): MonthPoint[] {
  return months
    .filter(({ rows }) => rows > 0)
    .map(({ month, isTest, rows, positives, auc, predicted, observed, psi }) => ({
      month: dayOf(month),
      isTest,
      rows,
      positives,
      auc,
      predicted,
      observed: { value: observed, ...wilson(positives, rows) },
      psi,
    }))
    .sort((a, b) => a.month.getTime() - b.month.getTime());
}

/**
 * Months whose observed share has an interval that leaves out what was predicted.
 *
 * @param points of a model
 */
export function missedMonths(points: readonly MonthPoint[]): MonthPoint[] {
  return points.filter(({ predicted, observed: { low, high } }) => predicted < low! || predicted > high!);
}
