import type { Formats } from "../format/formats.js";
import type { AlertReasonRow } from "./alerts.js";

/** Two or three words for what is odd, under a bar. */
const labels: Readonly<Record<string, string>> = {
  amount_above: "amount",
  amount_below: "amount",
  record: "record",
  odd_hour: "hour",
  rare_country: "rare country",
  stranger: "first dealing",
  burst: "in 10 minutes",
  pace: "in a day",
  trials: "small tries",
  repeated_amount: "repeated after",
  same_counterparty: "same again after",
  below_threshold: "below the limit",
  split_sum: "in parts, 7 days",
  passed_on: "passed on",
  drained: "of the balance",
  dormant: "days unused",
  new_device: "new device, after",
  round_amount: "round amount",
};

/** The same where the source knows days only. */
const dayLabels: Readonly<Record<string, string>> = {
  repeated_amount: "repeated",
  same_counterparty: "same again",
};

/** A short name of what is odd. */
export const reasonLabel = ({ feature, unit }: Pick<AlertReasonRow, "feature" | "unit">): string =>
  (unit === "days" ? dayLabels[feature] : undefined) ?? labels[feature] ?? feature.replaceAll("_", " ");

const daysLater = (days: number): string =>
  days === 0 ? "the same day" : days === 1 ? "the day after" : `after ${days} days`;

const duration = (hours: number): string => {
  const minutes = hours * 60;
  if (minutes < 1) return `${Math.max(1, Math.round(minutes * 60))} s`;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
};

/**
 * A reason's number in its unit, as short as it can be.
 *
 * @param reason whose unit and feature say what the number is
 * @param value the actual one or an end of the usual range
 * @param formats the bank's way of writing
 */
export function reasonValue(
  reason: Pick<AlertReasonRow, "feature" | "unit">,
  value: number,
  formats: Formats,
): string {
  if (reason.unit === "amount")
    return value < 1
      ? formats.tick("amount", value)
      : formats.value("amount", value >= 100 ? Math.round(value) : value);
  if (reason.unit === "ratio") return formats.percent(value, 0);
  if (reason.unit === "hours")
    return reason.feature === "odd_hour" ? `${Math.round(value)} h` : duration(value);
  if (reason.unit === "days" && dayLabels[reason.feature] !== undefined) return daysLater(value);
  return Number.isInteger(value) ? formats.count(value) : value.toFixed(1);
}

/**
 * The usual range in words, such as `€ 12 to € 310`; null where none is known.
 *
 * @param reason with its range
 * @param formats the bank's way of writing
 */
export function usualWords(reason: AlertReasonRow, formats: Formats): string | null {
  const { usual_low: low, usual_high: high } = reason;
  if (low === null || high === null) return null;
  const write = (value: number): string => reasonValue(reason, value, formats);
  if (high === 0) return "none";
  if (low === 0) return `up to ${write(high)}`;
  return low === high ? write(low) : `${write(low)} to ${write(high)}`;
}

/** Where a bar's parts lie, from 0 at its left end to 1 at its right. */
export interface RangeBar {
  readonly low: number;
  readonly high: number;
  readonly actual: number;
  /** Which side of the usual range the actual value is on; 0 if it is inside. */
  readonly side: -1 | 0 | 1;
}

/**
 * The geometry of the actual value beside the usual range. Amounts lie on a log scale, or a square root one where the
 * range begins at 0; hours of the day and shares on their own whole scale.
 *
 * @param reason with its number and range
 * @returns null where either is unknown
 */
export function rangeBar(reason: AlertReasonRow): RangeBar | null {
  const { actual, usual_low: low, usual_high: high } = reason;
  if (actual === null || low === null || high === null) return null;
  const side = actual > high ? 1 : actual < low ? -1 : 0;
  const isHour = reason.feature === "odd_hour";
  if (isHour || reason.unit === "ratio") {
    const most = isHour ? 24 : Math.max(1, actual, high);
    return { low: low / most, high: high / most, actual: actual / most, side };
  }
  const isLog = reason.unit === "amount" && Math.min(low, actual) > 0;
  const scale = isLog ? Math.log : Math.sqrt;
  const least = isLog ? scale(Math.min(low, actual)) : 0;
  const most = scale(Math.max(high, actual));
  // Room on both sides, so that an end is seen to be one.
  const pad = (most - least || 1) * 0.06;
  const at = (value: number): number =>
    (scale(value) - least + (isLog ? pad : 0)) / (most - least + (isLog ? 2 : 1) * pad || 1);
  return { low: at(low), high: at(high), actual: at(actual), side };
}

const short = (reason: Pick<AlertReasonRow, "feature" | "unit">, value: number, formats: Formats): string => {
  if (reason.unit === "amount")
    return value >= 10_000 ? formats.tick("count", Math.round(value / 100) * 100) : formats.count(value);
  if (reason.unit === "ratio") return formats.count(value * 100);
  if (reason.unit === "hours") return formats.count(value);
  return Number.isInteger(value) ? formats.count(value) : value.toFixed(1);
};

/**
 * The usual range as short as it can be, for a column of a table: `12–310`, amounts without the currency.
 *
 * @param reason with its range
 * @param formats the bank's way of writing
 */
export function usualShort(reason: AlertReasonRow, formats: Formats): string | null {
  const { usual_low: low, usual_high: high } = reason;
  if (low === null || high === null) return null;
  const unit = reason.unit === "ratio" ? "\u202F%" : reason.unit === "hours" ? "\u202Fh" : "";
  const [from, to] = [short(reason, low, formats), short(reason, high, formats)];
  if (high === 0) return "none";
  if (low === 0) return `to ${to}${unit}`;
  return from === to ? `${to}${unit}` : `${from}–${to}${unit}`;
}
