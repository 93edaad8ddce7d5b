import { psi } from "../metrics/psi.js";
import { pointsOfLogOdds, type ScorecardScale } from "../models/scorecard.js";
import type { ScoreBin } from "../validation/report.js";
import type { PointsRow } from "./rows.js";

/** How far the scores of a month are from those the model was fitted on. */
export interface ScoreMonth {
  readonly month: Date;
  readonly rows: number;
  readonly psi: number;
}

/**
 * Points at which the bins of the score begin, as rising numbers.
 *
 * @param bins rising in PD; the first has no beginning
 * @param scale of the scorecard
 */
export function binEdges(bins: readonly ScoreBin[], scale: ScorecardScale): number[] {
  return bins
    .flatMap(({ from }) => (from === null ? [] : [pointsOfLogOdds(scale, Math.log((1 - from) / from))]))
    .reverse();
}

/**
 * Population stability index of the score in every month, against the rows the model was fitted on and in the bins of the
 * validation report.
 *
 * @param rows points by month
 * @param bins of the validation report, rising in PD, with their share of the training rows
 * @param scale of the scorecard
 * @param trainRows how many rows the model was fitted on
 * @returns a row per month, oldest first
 */
export function scoreMonths(
  rows: readonly PointsRow[],
  bins: readonly ScoreBin[],
  scale: ScorecardScale,
  trainRows: number,
): ScoreMonth[] {
  const edges = binEdges(bins, scale);
  const expected = [...bins].reverse().map(({ train }) => train * trainRows);
  const months = new Map<number, number[]>();
  for (const { snapshot_date: date, points, client_count: count } of rows) {
    const counts = months.get(date.getTime()) ?? bins.map(() => 0);
    months.set(date.getTime(), counts);
    const bin = edges.findIndex((edge) => points < edge);
    counts[bin < 0 ? edges.length : bin]! += count;
  }
  return [...months]
    .sort(([a], [b]) => a - b)
    .map(([time, counts]) => ({
      month: new Date(time),
      rows: counts.reduce((sum, count) => sum + count, 0),
      psi: psi(expected, counts),
    }));
}
