/** Movements of one day; `day` counts days since 1970-01-01. */
export interface DayCount {
  readonly day: number;
  readonly count: number;
}

/**
 * The last day whose data is complete, so that a mistyped date years ahead does not pass for today.
 *
 * A day counts when it holds at least a twentieth of the median day's movements; and days behind a gap of more
 * than 31 days do not count when they hold less than 1 % of all movements.
 *
 * @param days the days that have movements, ascending
 * @throws RangeError if there are none
 */
export function lastFullDay(days: readonly DayCount[]): number {
  const counts = days.map(({ count }) => count).sort((a, b) => a - b);
  const median = counts[counts.length >> 1];
  if (median === undefined) throw new RangeError("no movement has a date");
  const full = days.filter(({ count }) => count >= Math.max(1, median / 20));
  const total = full.reduce((sum, { count }) => sum + count, 0);
  let behind = 0;
  let last = full.length - 1;
  for (let i = full.length - 1; i > 0; i--) {
    const day = full[i];
    const before = full[i - 1];
    if (!day || !before) break;
    behind += day.count;
    if (behind >= total / 100) break;
    if (day.day - before.day > 31) last = i - 1;
  }
  return full[last]?.day ?? 0;
}
