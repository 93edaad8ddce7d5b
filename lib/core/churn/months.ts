import type { ChurnMonth } from "./rows.js";

/** The months of everybody, and the segments of the latest one. */
export interface ChurnMonths {
  /** Oldest first; at most 13, the latest. */
  readonly recent: readonly ChurnMonth[];
  readonly now: ChurnMonth | undefined;
  readonly before: ChurnMonth | undefined;
  readonly segments: readonly ChurnMonth[];
  readonly segmentsBefore: readonly ChurnMonth[];
}

/**
 * Sorts the months out.
 *
 * @param rows of `rpt_churn_monthly`, any order
 */
export function churnMonths(rows: readonly ChurnMonth[]): ChurnMonths {
  const whole = rows.filter(({ segment }) => segment === "all").sort((a, b) => +a.month - +b.month);
  const [now, before] = [whole[whole.length - 1], whole[whole.length - 2]];
  const of = (month: ChurnMonth | undefined): ChurnMonth[] =>
    rows.filter((row) => row.segment !== "all" && month !== undefined && +row.month === +month.month);
  return { recent: whole.slice(-13), now, before, segments: of(now), segmentsBefore: of(before) };
}
