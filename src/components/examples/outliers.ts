import { clock, type Alert, type AlertDayRow, type AlertReasonRow } from "../../core/outliers/alerts.js";
import type { ScoreRow } from "../../core/outliers/threshold.js";
import type { TimelineBalanceRow, TimelineEventRow, TimelineRow } from "../../core/outliers/timeline.js";
import { chance } from "./chance.js";

/** Made-up data of the Outliers page for the gallery: the same every time, and like nothing real. */

const day = 86_400_000;
const lastDay = Date.UTC(2026, 5, 30);

const kinds = [
  { transaction_type: "transfer_out", category: "person", channel: "app", country: "LT" },
  { transaction_type: "card_purchase", category: "electronics", channel: "card", country: "ES" },
  { transaction_type: "cash_withdrawal", category: null, channel: "atm", country: "ES" },
] as const;

/** The same three reasons in another order for each movement. */
const reasonsOf = (
  rank: number,
  { amount, posted_at: at }: { amount: number; posted_at: number },
): AlertReasonRow[] => {
  const reasons = [
    {
      ...{ feature: "amount_above", unit: "amount", actual: -amount, usual_low: 12, usual_high: 310 },
      words: `${Math.round(-amount / 310)} times the usual amount of this kind`,
    },
    {
      ...{ feature: "odd_hour", unit: "hour", actual: (at % day) / 3_600_000, usual_low: 9, usual_high: 21 },
      words: `at ${clock(at)}, when this client never moves money`,
    },
    {
      ...{ feature: "stranger", unit: "count", actual: 0, usual_low: 1, usual_high: 40 },
      words: "first dealing with this counterparty",
    },
  ];
  return reasons.map((_, index) => ({
    ...reasons[(index + rank - 1) % reasons.length]!,
    ...{ alert_rank: rank, reason_rank: index + 1 },
  }));
};

/** So many alerts, newest first among equals; three of the first client, the second of which the build knows as confirmed. */
export const exampleAlerts = (count = 12): Alert[] =>
  Array.from({ length: count }, (_, index): Alert => {
    const rank = index + 1;
    const posted_date = new Date(lastDay - (index % 6) * day);
    const posted_at = posted_date.getTime() + (132 + 60 * (index % 4)) * 60_000;
    const amount = -Math.round(600 + 5400 * chance(index + 1));
    return {
      ...{
        movement: `M${String(rank).padStart(11, "0")}`,
        client: `C${String(index < 3 ? 1 : rank).padStart(11, "0")}`,
      },
      ...{ alert_rank: rank, score_rank: rank, posted_date, account_type: "checking", amount },
      ...kinds[index % kinds.length]!,
      posted_at,
      ...{ score: 0.72 - index / 100, percentile: 0.9998 - index / 5000, one_in: 4120 - 250 * index },
      kind_per_month: [0.04, 0.4, 2.5][index % 3]! * (0.6 + chance(index)),
      verdict: index === 1 ? "confirmed" : null,
      decided_at: index === 1 ? lastDay + 9 * 3_600_000 : null,
      reasons: reasonsOf(rank, { amount, posted_at }),
    };
  });

/** Ninety days with alerts and what the build knows of them. */
export const exampleAlertDays = (): AlertDayRow[] =>
  Array.from({ length: 90 }, (_, index) => {
    const alerts = 14 + Math.round(12 * chance(index));
    return {
      ...{
        date: new Date(lastDay - index * day),
        movements: 5000 + Math.round(900 * chance(index + 0.5)),
        alerts,
      },
      ...{
        confirmed: index % 9 === 0 ? 2 : 0,
        dismissed: index % 4 === 0 ? 3 : 0,
        unsure: index % 20 === 0 ? 1 : 0,
      },
    };
  });

/** Movements that are no alerts, for the cloud of the scatter. */
export const exampleSample = (): { amount: number; kind_per_month: number; drawn_of: number }[] =>
  Array.from({ length: 600 }, (_, index) => ({
    amount: -(10 ** (0.5 + 2.4 * chance(index))),
    kind_per_month: 10 ** (-1 + 2.2 * chance(index + 0.5)),
    drawn_of: 470_000,
  }));

/** How many movements have which score; the highest are alerts. */
export const exampleScores = (): ScoreRow[] =>
  Array.from({ length: 80 }, (_, index) => {
    const score = 0.3 + index / 200;
    return {
      score,
      is_alert: score >= 0.51,
      movements: Math.max(1, Math.round(90_000 * Math.exp(-index / 7))),
    };
  });

/** 120 days of the first client: a salary a month, purchases, and a night with a new device. */
export const exampleTimeline = (): {
  movements: TimelineRow[];
  events: TimelineEventRow[];
  balances: TimelineBalanceRow[];
} => {
  const client = "C00000000001";
  const minute = (at: number, ofDay: number): number => at * 1440 + ofDay;
  const night = minute(119, 132);
  return {
    movements: [
      ...Array.from({ length: 110 }, (_, index) => ({
        ...{ client, minute: minute(index, 600 + Math.round(500 * chance(index))), account_type: "checking" },
        ...(index % 30 === 2
          ? { kind: "salary", amount: 2400 }
          : { kind: "card_purchase", amount: -Math.round(8 + 90 * chance(index)) }),
      })),
      {
        client,
        minute: night,
        account_type: "checking",
        kind: "transfer_out",
        amount: exampleAlerts(1)[0]!.amount,
      },
      { client, minute: night + 25, account_type: "checking", kind: "transfer_out", amount: -480 },
    ],
    events: [
      ...Array.from({ length: 40 }, (_, index) => ({
        client,
        minute: minute(index * 3, 500),
        event: "login",
        logins: 1 + (index % 3),
      })),
      { client, minute: night - 20, event: "new_device", logins: null },
    ],
    balances: [{ client, account_type: "checking", opening_amount: 3200 }],
  };
};
