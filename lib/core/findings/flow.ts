import type { Formats } from "../format/formats.js";
import { addDays } from "../months.js";
import type { FlowRow } from "../reports.js";

/** Daily net flow of the last weeks, and what the last day is compared with. */
export interface FlowWindow {
  readonly days: readonly FlowRow[];
  /** First and last day of the period, whether or not money moved on them. */
  readonly start: Date;
  readonly end: Date;
  /** Mean net flow on the same day of earlier months, when there are at least three. */
  readonly usual: number | null;
  readonly total: number;
}

/** A source with fewer days than this in six weeks is shown over all the days it has. */
const fewDays = 10;

/**
 * The last six weeks of the daily flow, or thirteen months where days with movements are rare.
 *
 * @param rows of `rpt_flow_daily`, any order
 * @param asOf the last day whose data is complete
 */
export function flowWindow(rows: readonly FlowRow[], asOf: Date): FlowWindow {
  const known = rows.filter(({ date }) => date <= asOf).sort((a, b) => +a.date - +b.date);
  const weeks = known.filter(({ date }) => date >= addDays(asOf, -44));
  const days = weeks.length < fewDays ? known : weeks;
  const start = weeks.length < fewDays ? (known[0]?.date ?? asOf) : addDays(asOf, -44);
  const last = days[days.length - 1];
  const same = last
    ? rows.filter(({ date }) => date < last.date && date.getUTCDate() === last.date.getUTCDate())
    : [];
  const usual = same.length >= 3 ? same.reduce((sum, { net_flow }) => sum + net_flow, 0) / same.length : null;
  return { days, start, end: asOf, usual, total: days.reduce((sum, { net_flow }) => sum + net_flow, 0) };
}

/**
 * What the six weeks say, as a title.
 *
 * @param window of `flowWindow`
 * @param formats the bank's way of writing
 */
export function flowFinding({ days, total, start, end }: FlowWindow, formats: Formats): string {
  const first = days[0];
  if (!first) return "No day with enough movements to show";
  const amount = (value: number): string => formats.value("amount", Math.abs(value));
  const direction = total >= 0 ? "more came in than went out" : "more went out than came in";
  const most = days.reduce(
    (best, day) => ((total >= 0 ? day.net_flow > best.net_flow : day.net_flow < best.net_flow) ? day : best),
    first,
  );
  const isOneYear = start.getUTCFullYear() === end.getUTCFullYear();
  const day = isOneYear ? formats.dayOfMonth(most.date) : formats.day(most.date);
  return `${amount(total)} ${direction}; most on ${day}, ${amount(most.net_flow)}`;
}

/**
 * The window's period: `17 May to 30 June 2026`.
 *
 * @param window of `flowWindow`
 * @param formats the bank's way of writing
 */
export function flowPeriod({ start, end }: Pick<FlowWindow, "start" | "end">, formats: Formats): string {
  const isOneYear = start.getUTCFullYear() === end.getUTCFullYear();
  return `${isOneYear ? formats.dayOfMonth(start) : formats.day(start)} to ${formats.day(end)}`;
}
