/** Months and days as UTC midnights, so that no time zone moves a row. */

/**
 * The first day of the month a number of months away.
 *
 * @param date any day of the month
 * @param months positive for later
 */
export function addMonths(date: Date, months: number): Date {
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/**
 * The day a number of days away.
 *
 * @param date a UTC midnight
 * @param days positive for later
 */
export function addDays(date: Date, days: number): Date {
  return new Date(date.getTime() + days * 86_400_000);
}

/**
 * Whether two dates lie in the same month.
 *
 * @param left any day
 * @param right any day
 */
export function isSameMonth(left: Date, right: Date): boolean {
  return left.getUTCFullYear() === right.getUTCFullYear() && left.getUTCMonth() === right.getUTCMonth();
}
