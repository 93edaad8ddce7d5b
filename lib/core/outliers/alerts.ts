import { capital, codeWords } from "../findings/words.js";

/** A row of `rpt_alerts`. */
export interface AlertRow {
  /** Pseudonyms. */
  readonly movement: string;
  readonly client: string;
  /** Place in the queue, and by score alone. */
  readonly alert_rank: number;
  readonly score_rank: number;
  /** Milliseconds, UTC; midnight where the source knows days only. */
  readonly posted_at: number;
  readonly posted_date: Date;
  /** Money in is positive. */
  readonly amount: number;
  readonly transaction_type: string;
  readonly channel: string;
  readonly category: string | null;
  readonly country: string | null;
  readonly account_type: string;
  /** In (0, 1]. */
  readonly score: number;
  /** Share of all movements with a lower score. */
  readonly percentile: number;
  /** As in "1 in 214 movements of this client". */
  readonly one_in: number;
  /** How often the client made one of this kind in the year before, a month. */
  readonly kind_per_month: number;
  /** From the triage files of the build. */
  readonly verdict: string | null;
  /** Milliseconds, UTC. */
  readonly decided_at: number | null;
}

/** A row of `rpt_alert_reasons`. */
export interface AlertReasonRow {
  readonly alert_rank: number;
  readonly reason_rank: number;
  readonly feature: string;
  readonly words: string;
  readonly unit: string;
  readonly actual: number | null;
  readonly usual_low: number | null;
  readonly usual_high: number | null;
}

/** A row of `rpt_alert_days`. */
export interface AlertDayRow {
  readonly date: Date;
  readonly movements: number;
  readonly alerts: number;
  readonly confirmed: number;
  readonly dismissed: number;
  readonly unsure: number;
}

/** An alert with its reasons, the one that counts most first. */
export interface Alert extends AlertRow {
  readonly reasons: readonly AlertReasonRow[];
}

/**
 * Alerts with their reasons, in the order of the queue.
 *
 * @param rows of `rpt_alerts` or `rpt_alerts_week`
 * @param reasons of the same alerts and perhaps of others
 */
export function alertsOf(rows: readonly AlertRow[], reasons: readonly AlertReasonRow[]): Alert[] {
  const byRank = new Map<number, AlertReasonRow[]>();
  for (const reason of reasons) {
    const list = byRank.get(reason.alert_rank);
    if (list) list.push(reason);
    else byRank.set(reason.alert_rank, [reason]);
  }
  return rows
    .map((row) => ({
      ...row,
      reasons: (byRank.get(row.alert_rank) ?? []).sort((a, b) => a.reason_rank - b.reason_rank),
    }))
    .sort((a, b) => a.alert_rank - b.alert_rank);
}

/**
 * What the movement was, such as `Card purchase, groceries`.
 *
 * @param alert whose category may say no more than its type
 */
export function movementWords(alert: Pick<AlertRow, "transaction_type" | "category">): string {
  const type = codeWords(alert.transaction_type);
  const category = alert.category === null ? "" : codeWords(alert.category);
  return capital(category === "" || type.includes(category) ? type : `${type}, ${category}`);
}

/**
 * Whether any movement has a time of day: some sources know days only.
 *
 * @param alerts all that are at hand
 */
export const haveTimes = (alerts: readonly Pick<AlertRow, "posted_at">[]): boolean =>
  alerts.some(({ posted_at: at }) => at % 86_400_000 !== 0);

/**
 * `02:14`, in UTC as the source has it.
 *
 * @param instant milliseconds
 */
export const clock = (instant: number): string => new Date(instant).toISOString().slice(11, 16);

/**
 * Sums over days.
 *
 * @param days of `rpt_alert_days`
 */
export function sumDays(days: readonly AlertDayRow[]): Omit<AlertDayRow, "date"> {
  const sum = { movements: 0, alerts: 0, confirmed: 0, dismissed: 0, unsure: 0 };
  for (const day of days) {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += day[name];
  }
  return sum;
}

/**
 * A percentile as people read it, such as `99.42` or, close to the end, `99.998`; never 100.
 *
 * @param percentile share with a lower score, in [0, 1]
 */
export function percentileWords(percentile: number): string {
  const digits = percentile >= 0.999 ? 3 : 2;
  const size = 10 ** digits;
  // Rounded down, since no movement is odder than all of them.
  return (Math.min(100 * size - 1, Math.floor(percentile * 100 * size + 1e-6)) / size).toFixed(digits);
}
