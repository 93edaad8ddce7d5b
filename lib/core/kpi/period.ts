import type { Formats } from "../format/formats.js";
import { addMonths } from "../months.js";

/** Whole months, from the first day of the first one to the first day of the last one. */
export interface Period {
  readonly start: Date;
  readonly end: Date;
}

/** What a period is compared with: the months just before it, the same months a year before, or nothing. */
export type Comparison = "previous" | "year" | "none";

/** The comparisons in the order a reader chooses from. */
export const comparisons: readonly { readonly id: Comparison; readonly label: string }[] = [
  { id: "previous", label: "Previous period" },
  { id: "year", label: "Year before" },
  { id: "none", label: "None" },
];

const monthNumber = (date: Date): number => date.getUTCFullYear() * 12 + date.getUTCMonth();

/**
 * Number of months in a period.
 *
 * @param period whole months
 */
export function lengthOf(period: Period): number {
  return monthNumber(period.end) - monthNumber(period.start) + 1;
}

/**
 * The months of a period, oldest first.
 *
 * @param period whole months
 */
export function monthsOf(period: Period): Date[] {
  return Array.from({ length: lengthOf(period) }, (_, index) => addMonths(period.start, index));
}

/**
 * Whether a month lies in a period.
 *
 * @param period whole months
 * @param month any day
 */
export function hasMonth(period: Period, month: Date): boolean {
  const number = monthNumber(month);
  return number >= monthNumber(period.start) && number <= monthNumber(period.end);
}

/**
 * The same number of months, moved.
 *
 * @param period whole months
 * @param months positive for later
 */
export function movePeriod(period: Period, months: number): Period {
  return { start: addMonths(period.start, months), end: addMonths(period.end, months) };
}

/**
 * The period between two months, in whichever order they come.
 *
 * @param one a month
 * @param other a month
 */
export function periodBetween(one: Date, other: Date): Period {
  return one <= other
    ? { start: addMonths(one, 0), end: addMonths(other, 0) }
    : { start: addMonths(other, 0), end: addMonths(one, 0) };
}

/**
 * Whether two periods are the same months.
 *
 * @param one a period, or none
 * @param other a period, or none
 */
export function isSamePeriod(one: Period | null, other: Period | null): boolean {
  if (one === null || other === null) return one === other;
  return one.start.getTime() === other.start.getTime() && one.end.getTime() === other.end.getTime();
}

/**
 * How many months back the comparison of a period lies.
 *
 * @param period whole months
 * @param comparison what it is compared with
 * @returns null for no comparison
 */
export function monthsBack(period: Period, comparison: Comparison): number | null {
  if (comparison === "none") return null;
  return comparison === "year" ? 12 : lengthOf(period);
}

/**
 * The period that one is compared with.
 *
 * @param period whole months
 * @param comparison what it is compared with
 * @returns null for no comparison
 */
export function comparedPeriod(period: Period, comparison: Comparison): Period | null {
  const back = monthsBack(period, comparison);
  return back === null ? null : movePeriod(period, -back);
}

const isoMonth = (date: Date): string => date.toISOString().slice(0, 7);

/**
 * A period as it stands in an address: `2026-06`, or `2026-01..2026-03`.
 *
 * @param period whole months, or none
 * @returns an empty text for none
 */
export function writePeriod(period: Period | null): string {
  if (period === null) return "";
  return isSamePeriod(period, { start: period.end, end: period.end })
    ? isoMonth(period.end)
    : `${isoMonth(period.start)}..${isoMonth(period.end)}`;
}

/**
 * Reads what `writePeriod` writes.
 *
 * @param text of an address
 * @param known the months there are; what lies outside of them is no period
 * @returns null for an empty text, undefined for one that is no period of these months
 */
export function readPeriod(text: string, known: Period | null): Period | null | undefined {
  if (text === "") return null;
  const match = /^(\d{4})-(0[1-9]|1[0-2])(?:\.\.(\d{4})-(0[1-9]|1[0-2]))?$/.exec(text);
  if (!match || known === null) return undefined;
  const start = new Date(Date.UTC(Number(match[1]), Number(match[2]) - 1));
  const end = match[3] === undefined ? start : new Date(Date.UTC(Number(match[3]), Number(match[4]) - 1));
  if (start > end || start < known.start || end > known.end) return undefined;
  return { start, end };
}

/**
 * A period in words: `June 2026`, `April to June 2026`, `December 2025 to June 2026`, `2025`.
 *
 * @param period whole months
 * @param formats the bank's way of writing
 */
export function periodWords(period: Period, formats: Formats): string {
  const { start, end } = period;
  if (isSamePeriod(period, { start: end, end })) return formats.month(end);
  if (start.getUTCFullYear() !== end.getUTCFullYear())
    return `${formats.month(start)} to ${formats.month(end)}`;
  if (lengthOf(period) === 12) return String(start.getUTCFullYear());
  return `${formats.monthName(start)} to ${formats.month(end)}`;
}

/**
 * The months a page can show: from the first that has a cell to the last whole one.
 *
 * @param cells with their months
 * @param last the month the pages are about
 * @returns null when there is none
 */
export function knownMonths(cells: readonly { readonly month?: Date }[], last: Date): Period | null {
  const times = cells.flatMap(({ month }) => (month && month <= last ? [month.getTime()] : []));
  return times.length === 0 ? null : { start: new Date(Math.min(...times)), end: addMonths(last, 0) };
}
