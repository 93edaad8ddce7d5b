/** Rows of one score and kind; `kind` is empty for what the truth says nothing of. */
export interface ScoredKind {
  readonly score: number;
  readonly kind: string;
  readonly isAnomaly: boolean;
  readonly count: number;
}

/** All rows of a kind that the truth names, scored or not. */
export interface KnownKind {
  readonly kind: string;
  readonly isAnomaly: boolean;
  readonly count: number;
}

export interface KindAlerts {
  readonly kind: string;
  readonly count: number;
  /** Expected number, where rows of the lowest score were drawn from. */
  readonly alerts: number;
  /** Share of the rows that are alerts. */
  readonly share: number;
}

/** What a number of alerts finds. */
export interface AlertReport {
  readonly alerts: number;
  /** Lowest score of an alert; null if there are none. */
  readonly cutOff: number | null;
  readonly precision: number | null;
  readonly recall: number | null;
  /** The anomalies, by kind. */
  readonly found: readonly KindAlerts[];
  /** False alarms by what they are: kinds that look like anomalies or belong to them, and "" for all others. */
  readonly falseAlarms: readonly KindAlerts[];
}

/**
 * Precision and recall of the oddest rows, by kind.
 *
 * Where rows of one score are more than the alerts left, each of them is an alert with the same chance, and the counts
 * are what is expected: no order within a score can flatter the detector.
 *
 * @param groups scored rows by descending score, and how many there are of each kind
 * @param limit a number of alerts, or the lowest score of one
 */
export function anomalyAlertReport(
  groups: { readonly scores: readonly ScoredKind[]; readonly known: readonly KnownKind[] },
  limit: { readonly alerts: number } | { readonly cutOff: number },
): AlertReport {
  const { scores, known } = groups;
  const hits = new Map<string, number>();
  const keyOf = (kind: string, isAnomaly: boolean): string => `${isAnomaly ? "anomaly" : "other"} ${kind}`;
  let left = "alerts" in limit ? limit.alerts : Number.POSITIVE_INFINITY;
  const lowest = "cutOff" in limit ? limit.cutOff : Number.NEGATIVE_INFINITY;
  let alerts = 0;
  let cutOff: number | null = null;
  for (let at = 0; at < scores.length && left > 0;) {
    const { score } = scores[at]!;
    if (score < lowest) break;
    let end = at;
    let tied = 0;
    for (; end < scores.length && scores[end]!.score === score; end++) tied += scores[end]!.count;
    const share = Math.min(1, left / Math.max(1, tied));
    for (; at < end; at++) {
      const { kind, isAnomaly, count } = scores[at]!;
      const key = keyOf(kind, isAnomaly);
      hits.set(key, (hits.get(key) ?? 0) + share * count);
    }
    if (tied > 0) cutOff = score;
    alerts += share * tied;
    left -= share * tied;
  }
  const kinds = (isAnomaly: boolean): KindAlerts[] =>
    known
      .filter((each) => each.isAnomaly === isAnomaly)
      .map(({ kind, count }) => {
        const found = hits.get(keyOf(kind, isAnomaly)) ?? 0;
        return { kind, count, alerts: found, share: count === 0 ? 0 : found / count };
      });
  const found = kinds(true);
  const sum = (list: readonly KindAlerts[], of: "alerts" | "count"): number =>
    list.reduce((total, each) => total + each[of], 0);
  const ordinary = scores.reduce((total, { kind, count }) => total + (kind === "" ? count : 0), 0);
  const ordinaryAlerts = hits.get(keyOf("", false)) ?? 0;
  return {
    alerts,
    cutOff,
    precision: alerts === 0 ? null : sum(found, "alerts") / alerts,
    recall: sum(found, "count") === 0 ? null : sum(found, "alerts") / sum(found, "count"),
    found,
    falseAlarms: [
      {
        kind: "",
        count: ordinary,
        alerts: ordinaryAlerts,
        share: ordinary === 0 ? 0 : ordinaryAlerts / ordinary,
      },
      ...kinds(false),
    ],
  };
}
