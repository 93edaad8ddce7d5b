import type { Unit } from "./feature.js";

/** A row of `features.ftr_movements` beside its features: the movement's own numbers, and what is usual for the client. */
export interface MovementFacts {
  readonly transaction_type: string;
  /** Money in is positive. */
  readonly amount: number;
  /** Whether the source states an hour for it, rather than the day alone. */
  readonly has_hour: boolean;
  /** Hour of the day, 0 to 23. */
  readonly hour: number;
  /** Geometric mean of this kind of movement, and the range of eight in ten of them. */
  readonly usual_amount: number | null;
  readonly usual_low_amount: number | null;
  readonly usual_high_amount: number | null;
  /** Largest amount that way before. */
  readonly largest_amount: number | null;
  readonly pair_largest_amount: number | null;
  readonly burst_count: number;
  /** Movements of the last 24 hours, this one included. */
  readonly day_count: number;
  readonly usual_day_count: number | null;
  readonly trial_count: number;
  /** Seconds since the last dealing with the counterparty, and since the same payment. */
  readonly pair_seconds: number | null;
  readonly repeated_seconds: number | null;
  /** Large sums below the threshold of the last 7 days; what strangers paid in within 72 hours. */
  readonly week_amount: number | null;
  readonly received_amount: number | null;
  readonly balance_before_amount: number | null;
  readonly idle_days: number;
  readonly device_seconds: number | null;
}

/** Why a movement is odd, with the value that is odd beside what is usual. */
export interface MovementReason {
  /** In words, such as "12 times the usual amount of this kind". */
  readonly text: string;
  readonly unit: Unit;
  /** The movement's own number; null where the reason is not about a number. */
  readonly actual: number | null;
  /** Range that eight in ten of the client's values lie in, or the most that is usual; null where nothing is known. */
  readonly usual: readonly [low: number, high: number] | null;
}

type Say = (facts: MovementFacts) => MovementReason;

const reason = (
  text: string,
  unit: Unit,
  actual: number | null,
  usual: readonly [number, number] | null = null,
): MovementReason => ({ text, unit, actual, usual });

const times = (factor: number): string =>
  `${factor < 10 ? factor.toFixed(1).replace(/\.0$/, "") : Math.round(factor)} times`;
const ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"];
const whole = (amount: number): string => Math.round(amount).toLocaleString("en-GB");
const timeOf = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} seconds`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
};
/** How long after the same before: in days where hours are not known. */
const again = (text: string, seconds: number, hasHour: boolean): MovementReason => {
  if (hasHour) return reason(`${text} after ${timeOf(seconds)}`, "hours", seconds / 3600);
  const days = Math.round(seconds / 86_400);
  const when = days === 0 ? "on the same day" : days === 1 ? "the day after" : `after ${days} days`;
  return reason(`${text} ${when}`, "days", days);
};
const usualRange = ({ usual_low_amount: low, usual_high_amount: high }: MovementFacts) =>
  low === null || high === null ? null : ([low, high] as const);

const amountReason: Say = (facts) => {
  const { amount, usual_amount: usual } = facts;
  const size = Math.abs(amount);
  const text =
    usual === null || usual === 0
      ? "unusual amount"
      : size >= usual
        ? `${times(size / usual)} the usual amount of this kind`
        : `1/${Math.max(2, Math.round(usual / Math.max(0.01, size)))} of the usual amount of this kind`;
  return reason(text, "amount", size, usualRange(facts));
};

const says: Readonly<Record<string, Say>> = {
  amount_above: amountReason,
  amount_below: amountReason,
  record: ({ amount, largest_amount: all, pair_largest_amount: pair }) => {
    const size = Math.abs(amount);
    if (all !== null && all > 0 && size > all) {
      const text = `${times(size / all)} the largest amount ${amount > 0 ? "received" : "paid"} before`;
      return reason(text, "amount", size, [0, all]);
    }
    const most = pair ?? size;
    return reason(`${times(size / most)} the largest amount to this counterparty`, "amount", size, [0, most]);
  },
  odd_hour: ({ hour }) =>
    reason(`at ${String(hour).padStart(2, "0")} hours, when the client is seldom active`, "hours", hour),
  rare_country: () => reason("in a country that is rare for the client", "score", null),
  stranger: (facts) =>
    reason(
      facts.transaction_type === "cash_deposit"
        ? "cash deposit, which the client has hardly ever made"
        : `first ${facts.amount > 0 ? "money from" : "payment to"} this counterparty`,
      "amount",
      Math.abs(facts.amount),
      usualRange(facts),
    ),
  burst: ({ burst_count: before }) =>
    reason(
      `${ordinals[before] ?? `${before + 1}th`} movement within 10 minutes`,
      "count",
      before + 1,
      [1, 1],
    ),
  pace: ({ day_count: count, usual_day_count: usual, has_hour: hasHour }) =>
    reason(
      `${count} movements ${hasHour ? "within 24 hours" : "on one day"}, usually ${usual === null ? "fewer" : Math.max(usual, 0.1).toFixed(1)}`,
      "count",
      count,
      usual === null ? null : [0, usual],
    ),
  trials: ({ trial_count: count }) =>
    reason(
      `after ${count} unusually small ${count === 1 ? "payment" : "payments to changing receivers"} within an hour`,
      "count",
      count,
      [0, 0],
    ),
  repeated_amount: ({ repeated_seconds: seconds, has_hour: hasHour }) =>
    again("same amount with the same counterparty again", seconds ?? 0, hasHour),
  same_counterparty: ({ pair_seconds: seconds, has_hour: hasHour }) =>
    again("same counterparty again", seconds ?? 0, hasHour),
  below_threshold: (facts) =>
    reason(
      "just below the reporting threshold of 10,000",
      "amount",
      Math.abs(facts.amount),
      usualRange(facts),
    ),
  split_sum: ({ week_amount: sum }) =>
    reason(
      `${whole(sum ?? 0)} received within 7 days in parts below the reporting threshold`,
      "amount",
      sum,
      [0, 0],
    ),
  passed_on: ({ amount, received_amount: received }) =>
    reason(
      `passes on ${Math.round(100 * Math.min(1, -amount / Math.max(1, received ?? 1)))} % of what strangers paid in within 3 days`,
      "amount",
      received,
      [0, 0],
    ),
  drained: ({ amount, balance_before_amount: balance }) => {
    const share = Math.min(1, -amount / Math.max(0.01, balance ?? 0.01));
    return reason(`takes ${Math.round(100 * share)} % of the balance`, "ratio", share);
  },
  dormant: ({ idle_days: days }) => reason(`account unused for ${days} days before`, "days", days, [0, 30]),
  new_device: ({ device_seconds: seconds }) =>
    reason(`${timeOf(seconds ?? 0)} after a first login from a new device`, "hours", (seconds ?? 0) / 3600),
  round_amount: ({ amount }) =>
    reason("round amount, which is rare among movements of this kind", "amount", Math.abs(amount)),
};

/**
 * Says in a movement's own numbers what a feature of it means.
 *
 * @param feature name of one of `anomalyFeatures`
 * @throws RangeError for any other name
 */
export function explainMovement(feature: string, facts: MovementFacts): MovementReason {
  const say = says[feature];
  if (say === undefined) throw new RangeError(`Nothing is said of ${feature}.`);
  return say(facts);
}
