import type { Calendar } from "./calendar.js";
import { Random } from "./random.js";

const dayStream = 16;
const fewestMonths = 12;
const fewestClients = 100;

/**
 * The day whose movements are lost in delivery: a weekday well inside the simulated time, in the
 * middle of a month so that no salaries are lost. None where a day without movements would be nothing to wonder at.
 *
 * @returns offset of the day, or null
 */
export function missingDayOf(seed: number, clients: number, calendar: Calendar): number | null {
  if (calendar.monthCount < fewestMonths || clients < fewestClients) return null;
  const random = new Random(seed, dayStream);
  const third = Math.floor(calendar.dayCount / 3);
  for (;;) {
    const day = random.between(third, 2 * third);
    const dayOfMonth = Number(calendar.dates[day]?.slice(8));
    if (dayOfMonth < 9 || dayOfMonth > 19) continue;
    if (calendar.weekdays[day] !== 0 && calendar.weekdays[day] !== 6) return day;
  }
}
