import { addDays } from "../months.js";
import type { AlertRow } from "./alerts.js";

/** A row of `rpt_alert_timeline`; minutes count from the beginning of the 120 days. */
export interface TimelineRow {
  readonly client: string;
  readonly minute: number;
  readonly account_type: string;
  readonly kind: string;
  readonly amount: number;
}

/** A row of `rpt_alert_events`. */
export interface TimelineEventRow {
  readonly client: string;
  readonly minute: number;
  readonly event: string;
  readonly logins: number | null;
}

/** A row of `rpt_alert_balances`. */
export interface TimelineBalanceRow {
  readonly client: string;
  readonly account_type: string;
  readonly opening_amount: number;
}

const timelineDays = 120;
const day = 86_400_000;

export interface TimelineDay {
  readonly date: Date;
  /** Sums of the day, the second at most 0; money between the client's own accounts is left out. */
  readonly received: number;
  readonly paid: number;
}

export interface TimelineMovement {
  /** Milliseconds, UTC, to the minute. */
  readonly at: number;
  readonly amount: number;
  readonly kind: string;
  readonly accountType: string;
  /** Balance of all accounts of that type after it; null where the beginning is not known. */
  readonly balance: number | null;
}

export interface TimelineEvent {
  readonly at: number;
  readonly event: string;
  readonly logins: number | null;
}

/** 120 days of one client. */
export interface Timeline {
  readonly start: Date;
  /** The midnight after the last day. */
  readonly end: Date;
  readonly days: readonly TimelineDay[];
  readonly movements: readonly TimelineMovement[];
  readonly events: readonly TimelineEvent[];
  /** Whether the bank has events of anybody. */
  readonly hasEvents: boolean;
}

/** Rows of a report by client, so that one client's are at hand at once. */
export function byClient<Row extends { readonly client: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.client);
    if (group) group.push(row);
    else groups.set(row.client, [row]);
  }
  return groups;
}

/**
 * The 120 days of a client that end with the last day that has an alert.
 *
 * @param rows the client's own, any order
 * @param lastDay the last day with an alert, at UTC midnight
 * @returns null for a client of whom nothing was published
 */
export function timelineOf(
  rows: {
    readonly movements: readonly TimelineRow[];
    readonly events: readonly TimelineEventRow[];
    readonly balances: readonly TimelineBalanceRow[];
    readonly hasEvents: boolean;
  },
  lastDay: Date,
): Timeline | null {
  if (rows.movements.length === 0) return null;
  const start = addDays(lastDay, 1 - timelineDays);
  const instant = (minute: number): number => start.getTime() + minute * 60_000;
  const balances = new Map(
    rows.balances.map(({ account_type: type, opening_amount: amount }) => [type, amount]),
  );
  const movements = [...rows.movements]
    .sort((a, b) => a.minute - b.minute)
    .map(({ minute, amount, kind, account_type: accountType }): TimelineMovement => {
      const before = balances.get(accountType);
      const balance = before === undefined ? null : before + amount;
      if (balance !== null) balances.set(accountType, balance);
      return { at: instant(minute), amount, kind, accountType, balance };
    });
  const sums = new Map<number, { received: number; paid: number }>();
  for (const { at, amount, kind } of movements) {
    if (kind === "own_account") continue;
    const date = Math.floor(at / day) * day;
    const sum = sums.get(date) ?? { received: 0, paid: 0 };
    sum[amount > 0 ? "received" : "paid"] += amount;
    sums.set(date, sum);
  }
  return {
    start,
    end: addDays(lastDay, 1),
    days: [...sums].sort(([a], [b]) => a - b).map(([date, sum]) => ({ date: new Date(date), ...sum })),
    movements,
    events: [...rows.events]
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, event, logins }) => ({ at: instant(minute), event, logins })),
    hasEvents: rows.hasEvents,
  };
}

/**
 * The balance at the end of each day with a movement on accounts of one type.
 *
 * @param timeline of the client
 * @param accountType such as checking
 */
export function dailyBalance(timeline: Timeline, accountType: string): { date: Date; balance: number }[] {
  const last = new Map<number, number>();
  for (const { at, accountType: type, balance } of timeline.movements) {
    if (type === accountType && balance !== null) last.set(Math.floor(at / day) * day, balance);
  }
  return [...last].map(([date, balance]) => ({ date: new Date(date), balance }));
}

/** Movements and events that follow each other within this belong together. */
const gap = 2 * 3_600_000;
const farthest = 12 * 3_600_000;

/**
 * The hours around an alert: as far as movements that somebody ordered and events follow each other within two hours, at
 * most twelve hours each way, with room on both sides.
 *
 * @param timeline of the client
 * @param alert whose hour is known
 */
export function hoursAround(
  timeline: Pick<Timeline, "movements" | "events">,
  { posted_at: at }: Pick<AlertRow, "posted_at">,
): { readonly from: number; readonly to: number } {
  const instants = [...timeline.movements, ...timeline.events.filter(({ event }) => event !== "login")]
    .map((each) => each.at)
    .filter((each) => Math.abs(each - at) <= farthest)
    .sort((a, b) => a - b);
  let [from, to] = [at, at];
  for (const each of instants) if (each > to && each - to <= gap) to = each;
  for (const each of instants.reverse()) if (each < from && from - each <= gap) from = each;
  const room = Math.max(30 * 60_000, 0.15 * (to - from));
  return { from: from - room, to: to + room };
}
