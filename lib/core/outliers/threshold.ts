/** A row of `rpt_anomaly_scores`. */
export interface ScoreRow {
  readonly score: number;
  readonly is_alert: boolean;
  readonly movements: number;
}

/** From which score on movements would be alerts. */
export interface CutOff {
  /** Lowest score of an alert; null if nothing may be one. */
  readonly score: number | null;
  readonly alerts: number;
  readonly perDay: number;
  /** Alerts per 10,000 movements. */
  readonly perTenThousand: number;
}

/** Scores by how many movements have them, for one cut-off after another. */
export interface ScoreTable {
  /** Descending. */
  readonly scores: readonly number[];
  /** Movements with that score or a higher one. */
  readonly above: readonly number[];
  readonly movements: number;
  readonly days: number;
}

/**
 * Adds up how many movements score at least so much.
 *
 * @param rows of `rpt_anomaly_scores`
 * @param days that the detector judged
 */
export function scoreTable(rows: readonly ScoreRow[], days: number): ScoreTable {
  // Most movements are ordinary throughout and score the same: neither they nor what scores less are alerts.
  const floor = rows.reduce((most, row) => (row.movements > most.movements ? row : most), {
    score: 0,
    movements: 0,
  }).score;
  const odd = rows.filter(({ score, is_alert: isAlert }) => isAlert || score > floor);
  const sorted = [...odd].sort((a, b) => b.score - a.score || Number(b.is_alert) - Number(a.is_alert));
  let sum = 0;
  const above = sorted.map(({ movements }) => (sum += movements));
  return {
    scores: sorted.map(({ score }) => score),
    above,
    movements: rows.reduce((total, { movements }) => total + movements, 0),
    days,
  };
}

/**
 * The lowest cut-off that keeps within a budget. Movements as odd as each other are alerts together or not at all; if the
 * oddest are more than the budget, they are the alerts, as in the build.
 *
 * @param table of `scoreTable`
 * @param budget alerts a day
 */
export function cutOffFor({ scores, above, movements, days }: ScoreTable, budget: number): CutOff {
  // Binary search for the last one within the budget.
  let low = 0;
  let high = above.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (above[middle]! <= budget * days) low = middle + 1;
    else high = middle;
  }
  const last = Math.max(0, low - 1);
  const alerts = above[last] ?? 0;
  return {
    score: scores[last] ?? null,
    alerts,
    perDay: days > 0 ? alerts / days : 0,
    perTenThousand: movements > 0 ? (10_000 * alerts) / movements : 0,
  };
}

/** A bar of the distribution. */
export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly movements: number;
}

/**
 * Movements by score, in bins of one width.
 *
 * @param rows of `rpt_anomaly_scores`
 * @param width of a bin
 */
export function scoreBins(rows: readonly ScoreRow[], width: number): ScoreBin[] {
  const counts = new Map<number, number>();
  for (const { score, movements } of rows) {
    // A score on an edge belongs to the bin that begins there, whatever the division makes of it.
    const bin = Math.floor(score / width + 1e-9);
    counts.set(bin, (counts.get(bin) ?? 0) + movements);
  }
  return [...counts]
    .sort(([a], [b]) => a - b)
    .map(([bin, movements]) => ({ from: bin * width, to: (bin + 1) * width, movements }));
}
