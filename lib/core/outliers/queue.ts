import { addDays } from "../months.js";
import { movementWords, type Alert } from "./alerts.js";
import type { TriageState } from "./triageBook.js";

/** How far back the queue goes; `all` is the days that the detector judged. */
export const periods = ["day", "week", "month", "all"] as const;
export type Period = (typeof periods)[number];

const periodDays: Readonly<Record<Period, number>> = { day: 1, week: 7, month: 30, all: Infinity };

/** States to filter by; `judged` is any verdict. */
export const stateFilters = ["all", "open", "confirmed", "dismissed", "unsure"] as const;
export type StateFilter = (typeof stateFilters)[number];

/** A region of the scatter: lowest and highest times a month, and amount without sign. */
export interface Box {
  readonly rate: readonly [number, number];
  readonly amount: readonly [number, number];
}

/** Below it, how often a client does something cannot be told apart: about once in ten months. */
const leastRate = 0.1;
/** Where the scatter draws what is rarer. */
export const neverRate = 0.05;
export const leastAmount = 0.5;

/**
 * Where the scatter draws a movement.
 *
 * @param movement with its amount, of either sign, and how often the client makes one of its kind
 */
export const placeOf = (movement: {
  readonly amount: number;
  readonly kind_per_month: number;
}): { readonly rate: number; readonly amount: number } => ({
  rate: movement.kind_per_month < leastRate ? neverRate : movement.kind_per_month,
  amount: Math.max(leastAmount, Math.abs(movement.amount)),
});

/**
 * Whether the scatter draws a movement inside a region, its edges included.
 *
 * @param box a region
 * @param movement to be placed
 */
export function isInside(
  box: Box,
  movement: { readonly amount: number; readonly kind_per_month: number },
): boolean {
  const { rate, amount } = placeOf(movement);
  return rate >= box.rate[0] && rate <= box.rate[1] && amount >= box.amount[0] && amount <= box.amount[1];
}

/** What the reader wants to see. */
export interface QueueFilter {
  readonly period: Period;
  readonly state: StateFilter;
  /** Words that all have to occur. */
  readonly search: string;
  readonly box: Box | null;
  /** Lowest score; 0 for all. */
  readonly cutOff: number;
}

/**
 * The first day of a period, which ends with the last day that has an alert.
 *
 * @param last that day
 * @param period how far back
 */
const periodStart = (last: Date, period: Period): Date =>
  period === "all" ? new Date(0) : addDays(last, 1 - periodDays[period]);

/**
 * Everything about an alert that words are searched in.
 *
 * @param alert with its reasons
 */
const searchText = (alert: Alert): string =>
  [
    alert.client,
    alert.movement,
    movementWords(alert),
    alert.channel,
    alert.country ?? "",
    alert.account_type,
    ...alert.reasons.map(({ words }) => words),
  ]
    .join(" ")
    .toLowerCase();

/**
 * The alerts to show, in the order they came.
 *
 * @param alerts all that are loaded
 * @param filter what the reader wants; the period ends with the last day among the alerts
 * @param stateOfAlert what each counts as now
 */
export function filterQueue(
  alerts: readonly Alert[],
  filter: QueueFilter,
  stateOfAlert: (alert: Alert) => TriageState,
): Alert[] {
  const last = alerts.reduce((most, { posted_date: date }) => Math.max(most, date.getTime()), 0);
  const start = periodStart(new Date(last), filter.period);
  const words = filter.search.toLowerCase().split(/\s+/).filter(Boolean);
  return alerts.filter((alert) => {
    if (alert.posted_date < start || alert.score < filter.cutOff) return false;
    if (filter.box && !isInside(filter.box, alert)) return false;
    if (filter.state !== "all" && stateOfAlert(alert).label !== filter.state) return false;
    if (words.length === 0) return true;
    const text = searchText(alert);
    return words.every((word) => text.includes(word));
  });
}

/** What the queue can be sorted by. */
export const sortKeys = ["rank", "time", "amount", "percentile"] as const;
export type SortKey = (typeof sortKeys)[number];

const sortValues: Readonly<Record<SortKey, (alert: Alert) => number>> = {
  rank: (alert) => alert.alert_rank,
  time: (alert) => alert.posted_at,
  amount: (alert) => Math.abs(alert.amount),
  percentile: (alert) => alert.percentile,
};

/**
 * The alerts by rank, time, size or percentile; ties by rank.
 *
 * @param alerts any order
 * @param key what to sort by
 * @param isDescending the largest first
 */
export function sortQueue(alerts: readonly Alert[], key: SortKey, isDescending: boolean): Alert[] {
  const value = sortValues[key];
  const sign = isDescending ? -1 : 1;
  return [...alerts].sort((a, b) => sign * (value(a) - value(b)) || a.alert_rank - b.alert_rank);
}
