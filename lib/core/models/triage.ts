/** What an alert is ranked by: its anomaly score, and why the forest thinks so. */
export interface AlertEvidence {
  /** In (0, 1). */
  readonly score: number;
  /** By feature of the forest, in splits, as `explainIsolationForest` gives them; below 0 makes it odder. */
  readonly contributions: ArrayLike<number>;
}

/** What people's verdicts on earlier alerts have taught: plain JSON. */
export interface Triage {
  readonly schema: 1;
  readonly type: "triage";
  /** Alerts judged, and how many of them were confirmed. */
  readonly labels: number;
  readonly confirmed: number;
  /** Lowest score that somebody judged: of alerts below it the verdicts can tell nothing. */
  readonly leastScore: number;
  /** Penalty that the fit was made with. */
  readonly ridge: number;
  readonly intercept: number;
  /** Per unit of the score's log odds. */
  readonly scoreCoefficient: number;
  /** By feature of the forest, in its order; per split that the feature saves. */
  readonly coefficients: readonly { readonly name: string; readonly coefficient: number }[];
}

/**
 * Log odds of a score, within ±20.
 *
 * @param score in [0, 1]
 */
export function scoreLogOdds(score: number): number {
  return Math.max(-20, Math.min(20, Math.log(score / (1 - score))));
}

/**
 * Chance that an alert is confirmed, as far as the verdicts so far can tell.
 *
 * @param triage fitted on alerts of the same forest
 * @returns null for an alert that scores below all that were judged: what holds for the oddest need not hold for it
 * @throws RangeError if the alert has another number of contributions
 */
export function confirmationProbability(triage: Triage, alert: AlertEvidence): number | null {
  const { coefficients, intercept, scoreCoefficient } = triage;
  if (alert.contributions.length !== coefficients.length) {
    throw new RangeError(
      `The alert has ${alert.contributions.length} contributions, the triage ${coefficients.length} features.`,
    );
  }
  if (alert.score < triage.leastScore) return null;
  let logOdds = intercept + scoreCoefficient * scoreLogOdds(alert.score);
  coefficients.forEach(({ coefficient }, index) => (logOdds -= coefficient * alert.contributions[index]!));
  return 1 / (1 + Math.exp(-logOdds));
}

/**
 * The order in which to look at alerts: by the chance of being confirmed, then by score those of which nothing is known,
 * which is all of them while there are too few verdicts.
 *
 * @param alerts any number
 * @param triage null while there is none
 * @returns indices of the alerts, the first to look at first; ties by score, then in their own order
 */
export function triageOrder(alerts: readonly AlertEvidence[], triage: Triage | null): number[] {
  const rank = alerts.map((alert) =>
    triage === null ? alert.score : confirmationProbability(triage, alert),
  );
  return alerts
    .map((_, index) => index)
    .sort((a, b) => rank[b]! - rank[a]! || alerts[b]!.score - alerts[a]!.score || a - b);
}
