import type { DayCount } from "./lastFullDay.js";

/** Weeks on either side by which a day is judged, and the movements they must make one expect. */
const weeks = 4;
const expectedMovements = 20;

/**
 * Days on which nothing came although the same weekday of the weeks around it makes one expect at least 20 movements
 * (median of up to 8 weeks): a day's extract is probably missing.
 *
 * @param days the days that have movements, ascending
 * @returns day numbers, ascending
 */
export function missingDays(days: readonly DayCount[]): number[] {
  const counts = new Map(days.map(({ day, count }) => [day, count]));
  const [first, last] = [days[0]?.day ?? 0, days.at(-1)?.day ?? 0];
  const missing: number[] = [];
  for (let day = first + 1; day < last; day++) {
    if (counts.has(day)) continue;
    const around: number[] = [];
    for (let week = -weeks; week <= weeks; week++) {
      const other = day + 7 * week;
      if (week !== 0 && other >= first && other <= last) around.push(counts.get(other) ?? 0);
    }
    around.sort((a, b) => a - b);
    if ((around[around.length >> 1] ?? 0) >= expectedMovements) missing.push(day);
  }
  return missing;
}
