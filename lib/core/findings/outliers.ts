import { capital, codeWords, countWord, listWords, plural } from "./words.js";
import type { Formats } from "../format/formats.js";
import { clock, haveTimes, type Alert, type AlertDayRow } from "../outliers/alerts.js";
import type { Box, Period } from "../outliers/queue.js";
import { isInside } from "../outliers/queue.js";
import type { CutOff } from "../outliers/threshold.js";
import type { Timeline } from "../outliers/timeline.js";
import type { TriageState } from "../outliers/triageBook.js";

const dayLength = 86_400_000;
const money = (formats: Formats, amount: number): string => formats.value("amount", Math.abs(amount));

/** Alerts of one client within a day of each other: at least three, those with the most money first. */
function largestCluster(alerts: readonly Alert[]): Alert[] | null {
  const clients = new Map<string, Alert[]>();
  for (const alert of alerts) clients.set(alert.client, [...(clients.get(alert.client) ?? []), alert]);
  let best: { alerts: Alert[]; sum: number } | null = null;
  for (const list of clients.values()) {
    const ordered = [...list].sort((a, b) => a.posted_at - b.posted_at);
    for (let from = 0; from < ordered.length; from++) {
      const near = ordered
        .slice(from)
        .filter((each) => each.posted_at - ordered[from]!.posted_at < dayLength);
      const sum = near.reduce((total, { amount }) => total + Math.abs(amount), 0);
      if (
        near.length >= 3 &&
        (!best || near.length > best.alerts.length || (near.length === best.alerts.length && sum > best.sum))
      )
        best = { alerts: near, sum };
    }
  }
  return best?.alerts ?? null;
}

/** `card purchases` of movements of one type, `movements` of several. */
function typeWords(alerts: readonly Alert[]): string {
  const types = new Set(alerts.map(({ transaction_type: type }) => type));
  const [only] = types;
  if (types.size !== 1 || only === undefined) return "movements";
  const words = codeWords(only);
  if (words === "transfer out" || words === "transfer in") return words.replace("transfer", "transfers");
  return `${words}s`;
}

/**
 * How many movements of the last week stand out, and what stands out most among them: three or more of one client within
 * a day, or the first of the queue.
 *
 * @param days of `rpt_alert_days`
 * @param alerts of the week, in the order of the queue
 * @param formats the bank's way of writing
 * @param reason why there is no detector, if there is none
 */
export function outliersHeadline(
  days: readonly AlertDayRow[],
  alerts: readonly Alert[],
  formats: Formats,
  reason: string | null = null,
): string {
  if (days.length === 0)
    return reason === null
      ? "No movement was judged"
      : `Movements are not judged: ${reason.replace(/\.$/, "")}`;
  const [first] = alerts;
  if (!first)
    return `None of ${formats.count(days.reduce((sum, { movements }) => sum + movements, 0))} movements stands out`;
  const end = alerts.reduce((most, { posted_date: date }) => Math.max(most, date.getTime()), 0);
  const start = end - 6 * dayLength;
  const movements = days
    .filter(({ date }) => date.getTime() >= start && date.getTime() <= end)
    .reduce((sum, day) => sum + day.movements, 0);
  const week = `in the week to ${formats.dayOfMonth(new Date(end))}`;
  const many = `${formats.count(alerts.length)} of ${formats.count(movements)} movements ${week} ${plural(alerts.length, "stands", "stand")} out`;
  const cluster = largestCluster(alerts);
  if (cluster) {
    const [from, to] = [cluster[0]!.posted_at, cluster[cluster.length - 1]!.posted_at];
    const isDay = Math.floor(from / dayLength) === Math.floor(to / dayLength);
    const day = ` on ${formats.dayOfMonth(new Date(from))}`;
    const when = haveTimes(cluster) && isDay ? `${day} between ${clock(from)} and ${clock(to)}` : day;
    const sum = cluster.reduce((total, { amount }) => total + Math.abs(amount), 0);
    return `${many}. ${capital(countWord(cluster.length))} are one client’s ${typeWords(cluster)}${when}, together ${money(formats, sum)}.`;
  }
  const what = `a ${codeWords(first.transaction_type)} of ${money(formats, first.amount)}`;
  return alerts.length === 1 ? `${many}: ${what}.` : `${many}; first in the queue, ${what}.`;
}

/** Names of periods in a sentence. */
export const periodWords: Readonly<Record<Period, string>> = {
  day: "last day",
  week: "7 days",
  month: "30 days",
  all: "90 days",
};

/**
 * What the queue holds: how many are open, and the reason that comes first most often.
 *
 * @param alerts shown
 * @param states what each counts as
 * @param titles of the features, by name
 * @param formats the bank's way of writing
 */
export function queueFinding(
  alerts: readonly Alert[],
  states: readonly TriageState[],
  titles: ReadonlyMap<string, string>,
  formats: Formats,
): string {
  const count = (number: number): string => (number < 14 ? countWord(number) : formats.count(number));
  if (alerts.length === 0) return "No alert is left for this choice";
  const open = states.filter(({ label }) => label === "open").length;
  const counts = new Map<string, number>();
  for (const { reasons } of alerts) {
    const feature = reasons[0]?.feature;
    if (feature !== undefined) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  const are =
    open === alerts.length
      ? `${capital(count(open))} ${plural(open, "alert is", "alerts are")} open`
      : `${capital(count(open))} of ${count(alerts.length)} alerts ${plural(open, "is", "are")} open`;
  if (!most || most[1] < 2) return are;
  const title = titles.get(most[0]) ?? codeWords(most[0]);
  return `${are}; “${title.charAt(0).toLowerCase()}${title.slice(1)}” is the first reason in ${count(most[1])}`;
}

/**
 * How the movement compares with the client's 120 days.
 *
 * @param timeline of the client
 * @param alert on it
 * @param formats the bank's way of writing
 */
export function timelineFinding(timeline: Timeline, alert: Alert, formats: Formats): string {
  const hour = alert.posted_at % dayLength === 0 ? "" : `, ${clock(alert.posted_at)}`;
  const when = `on ${formats.dayOfMonth(alert.posted_date)}${hour}`;
  const same = timeline.movements.filter(
    ({ at, amount, kind }) =>
      at < alert.posted_at - 60_000 && amount > 0 === alert.amount > 0 && kind !== "own_account",
  );
  const largest = same.reduce((most, { amount }) => Math.max(most, Math.abs(amount)), 0);
  const way = alert.amount > 0 ? "received" : "paid";
  const size = money(formats, alert.amount);
  if (same.length === 0) return `The first movement this way in 120 days: ${size} ${way} ${when}`;
  if (Math.abs(alert.amount) > largest)
    return `${size} ${way} ${when}, after ${formats.count(same.length)} movements that way of at most ${money(formats, largest)}`;
  const why = alert.reasons[0]?.words;
  return `${size} ${way} ${when}, within the client’s usual size${why ? `; what stands out: ${why}` : ""}`;
}

/**
 * Where the alerts lie by size and frequency.
 *
 * @param alerts of the period
 * @param normal a sample of other movements
 */
export function scatterFinding(
  alerts: readonly Alert[],
  normal: readonly { readonly amount: number }[],
  formats: Formats,
): string {
  if (alerts.length === 0) return "No alert in this period";
  const sizes = normal.map(({ amount }) => amount).sort((a, b) => a - b);
  const nine = sizes[Math.floor(0.9 * sizes.length)] ?? Infinity;
  const large = alerts.filter(({ amount }) => Math.abs(amount) > nine).length;
  const rare = alerts.filter(({ kind_per_month: rate }) => rate < 1).length;
  // Of a handful, a percentage would say more than there is.
  if (alerts.length < 10) {
    return `${capital(countWord(alerts.length))} ${plural(alerts.length, "alert")} in this period, ${countWord(large)} larger than nine in ten movements, ${countWord(rare)} of a kind the client makes less than once a month`;
  }
  const share = (count: number): string => formats.percent(count / alerts.length, 0);
  return sizes.length === 0
    ? `${share(rare)} of the alerts are of a kind the client makes less than once a month`
    : `${share(large)} of the alerts are larger than nine in ten movements; ${share(rare)} are of a kind the client makes less than once a month`;
}

/**
 * What a brushed region holds.
 *
 * @param box the region
 * @param alerts of the period
 * @param sample of other movements, and how many it was drawn from
 * @param formats the bank's way of writing
 */
export function boxWords(
  box: Box,
  alerts: readonly Alert[],
  sample: {
    readonly normal: readonly { readonly amount: number; readonly kind_per_month: number }[];
    readonly drawnOf: number;
  },
  formats: Formats,
): string {
  const inside = alerts.filter((alert) => isInside(box, alert));
  const { normal, drawnOf } = sample;
  const others = normal.filter((each) => isInside(box, each)).length;
  const about = normal.length > 0 ? Math.round((others / normal.length) * drawnOf) : 0;
  const sum = inside.reduce((total, { amount }) => total + Math.abs(amount), 0);
  const round = about >= 100 ? Number(about.toPrecision(2)) : about;
  return `${formats.count(inside.length)} ${plural(inside.length, "alert")}, ${money(formats, sum)} in all, among ${others === 0 ? "hardly any other movement" : `about ${formats.count(round)} other movements of 90 days`}`;
}

/**
 * What a budget of alerts means.
 *
 * @param cutOff of `cutOffFor`
 * @param formats the bank's way of writing
 */
export function thresholdFinding(cutOff: CutOff, formats: Formats): string {
  if (cutOff.score === null) return "No movement was scored";
  const perDay = formats.number(cutOff.perDay, cutOff.perDay >= 10 ? 0 : 1);
  const share = formats.number(cutOff.perTenThousand, cutOff.perTenThousand >= 1000 ? 0 : 1);
  return `${perDay} alerts a day means a score of ${formats.number(cutOff.score, 3)} or more: ${share} of ${formats.count(10_000)} movements`;
}

/**
 * What the verdicts did to the order of the queue.
 *
 * @param days of `rpt_alert_days`, with the verdicts that the build knows
 * @param moved how many of the first twenty would not be there by score alone; null where the order is by score
 */
export function orderWords(days: readonly AlertDayRow[], moved: number | null): string {
  const sum = (of: "confirmed" | "dismissed" | "unsure"): number =>
    days.reduce((total, day) => total + day[of], 0);
  const [confirmed, dismissed, unsure] = [sum("confirmed"), sum("dismissed"), sum("unsure")];
  if (confirmed + dismissed + unsure === 0)
    return "The build knows no verdict yet, so the queue is in the order of the score.";
  const parts = [
    `${confirmed} confirmed`,
    `${dismissed} dismissed`,
    ...(unsure > 0 ? [`${unsure} unsure`] : []),
  ];
  const known = `The build knows ${confirmed + dismissed + unsure} ${plural(confirmed + dismissed + unsure, "verdict")}: ${listWords(parts)}.`;
  if (moved === null) {
    const needs = [
      ...(confirmed + dismissed < 30 ? [`${30 - confirmed - dismissed} more`] : []),
      ...(confirmed < 5 ? ["at least five confirmed"] : []),
      ...(dismissed < 5 ? ["at least five dismissed"] : []),
    ];
    return `${known} The queue is in the order of the score; for the verdicts to re-rank it the next build needs ${listWords(needs.length > 0 ? needs : ["to run"])}.`;
  }
  return `${known} They re-rank the queue: ${moved === 0 ? "the first twenty are the same as by score, in another order at most" : `${countWord(moved)} of the first twenty would not be there by score alone`}.`;
}

/**
 * How many of the alerts somebody has judged, and how they came out.
 *
 * @param days of `rpt_alert_days`
 * @param formats the bank's way of writing
 */
export function verdictsFinding(days: readonly AlertDayRow[], formats: Formats): string {
  const sum = (of: "alerts" | "confirmed" | "dismissed" | "unsure"): number =>
    days.reduce((total, day) => total + day[of], 0);
  const [alerts, confirmed, dismissed] = [sum("alerts"), sum("confirmed"), sum("dismissed")];
  const judged = confirmed + dismissed + sum("unsure");
  if (alerts === 0) return "There was no alert to judge";
  if (judged === 0) return `None of ${formats.count(alerts)} alerts is judged yet`;
  const share =
    confirmed + dismissed === 0
      ? ""
      : `, ${formats.percent(confirmed / (confirmed + dismissed), 0)} of them confirmed`;
  return `${formats.count(judged)} of ${formats.count(alerts)} ${plural(alerts, "alert")} ${plural(judged, "is", "are")} judged${share}`;
}
