import { addMonths } from "../months.js";
import { lengthOf, movePeriod, periodBetween, type Period } from "./period.js";

/** What a reader took hold of: empty ground, one end of the period, or its middle. */
export type Grip = "new" | "start" | "end" | "middle";

/**
 * The period while a reader drags over months.
 *
 * @param grip what was taken hold of
 * @param from the month where the pointer went down
 * @param to the month where it is now
 * @param period the one there was
 * @param known all months; a period never leaves them
 */
export function dragged(grip: Grip, from: Date, to: Date, period: Period, known: Period): Period {
  if (grip === "start") return periodBetween(to, period.end);
  if (grip === "end") return periodBetween(period.start, to);
  if (grip === "new") return periodBetween(from, to);
  const wanted = lengthOf({ start: from, end: to }) - 1;
  const most = lengthOf({ start: period.end, end: known.end }) - 1;
  const least = 1 - lengthOf({ start: known.start, end: period.start });
  return movePeriod(period, Math.max(least, Math.min(most, wanted)));
}

/**
 * The period after a month was chosen by itself: it alone, or none when it already was the period.
 *
 * @param period the one that was chosen, or none
 * @param month the month
 */
export function toggled(period: Period | null, month: Date): Period | null {
  const chosen = periodBetween(month, month);
  const isChosen = period !== null && lengthOf(period) === 1 && period.end.getTime() === chosen.end.getTime();
  return isChosen ? null : chosen;
}

/**
 * The last so many months.
 *
 * @param known all months
 * @param count how many; Infinity for all of them
 */
export function lastMonths(known: Period, count: number): Period {
  const start = count < lengthOf(known) ? addMonths(known.end, 1 - count) : known.start;
  return { start, end: known.end };
}
