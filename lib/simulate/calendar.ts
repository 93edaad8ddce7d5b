import { encode } from "./sheet.js";

/** The simulated days, looked up by their offset from the first one; offsets before it are negative. */
export interface Calendar {
  readonly dayCount: number;
  readonly monthCount: number;
  /** Offset of the first day of each month, and last the day after the end. */
  readonly monthStarts: readonly number[];
  /** 1 to 12, by month. */
  readonly monthsOfYear: readonly number[];
  /** YYYY-MM-DD, by day. */
  readonly dates: readonly string[];
  /** The same as bytes and after a comma, for a line of a sheet. */
  readonly dateBytes: readonly Uint8Array[];
  /** 0 is Sunday, by day. */
  readonly weekdays: Uint8Array;
  /** 1 on the days on which banks do not book what falls due: weekends and national holidays, by day. */
  readonly closed: Uint8Array;
  /** Card spending against an average day, by day: the week, the year, and Christmas. */
  readonly spendingWeights: Float64Array;
  /** YYYY-MM-DD of any offset. */
  readonly dateOf: (day: number) => string;
}

const weekWeights = [0.72, 0.82, 0.86, 0.9, 1.0, 1.28, 1.42];
const yearWeights = [0.84, 0.88, 0.95, 0.98, 1.0, 1.02, 1.08, 1.04, 0.96, 0.98, 1.08, 1.19];

/**
 * The calendar of a simulation.
 *
 * @param firstMonth YYYY-MM
 * @param months how many calendar months, 1 or more
 */
export function calendarOf(firstMonth: string, months: number): Calendar {
  const year = Number(firstMonth.slice(0, 4));
  const month = Number(firstMonth.slice(5, 7));
  const firstDay = epochDay(year, month, 1);
  const monthStarts = Array.from({ length: months + 1 }, (_, index) => {
    const whole = month - 1 + index;
    return epochDay(year + Math.floor(whole / 12), (whole % 12) + 1, 1) - firstDay;
  });
  const dayCount = monthStarts.at(-1) ?? 0;
  const dateOf = (day: number): string => isoDate(firstDay + day);
  const dates = Array.from({ length: dayCount }, (_, day) => dateOf(day));
  const weekdays = Uint8Array.from(dates, (_, day) => (firstDay + day + 4) % 7);
  const holidays = new Set<string>();
  for (let each = year; each <= year + Math.ceil(months / 12); each++) {
    for (const date of holidaysOf(each)) holidays.add(date);
  }
  const isHoliday = (date: string): boolean => holidays.has(date);
  return {
    dayCount,
    monthCount: months,
    monthStarts,
    monthsOfYear: Array.from({ length: months }, (_, index) => ((month - 1 + index) % 12) + 1),
    dates,
    dateBytes: dates.map((date) => encode(`,${date}`)),
    weekdays,
    closed: Uint8Array.from(dates, (date, day) =>
      (weekdays[day] ?? 0) % 6 === 0 || isHoliday(date) ? 1 : 0,
    ),
    // People shop on a holiday as on a Sunday.
    spendingWeights: Float64Array.from(dates, (date, day) =>
      spendingWeight(date, isHoliday(date) ? 0 : (weekdays[day] ?? 0)),
    ),
    dateOf,
  };
}

/** The nearest day in the given direction on which banks book. */
export function businessDay(closed: Uint8Array, day: number, direction: 1 | -1): number {
  let open = day;
  while (closed[open] === 1) open += direction;
  return open;
}

/** National holidays of a year in Portugal, YYYY-MM-DD. */
export function holidaysOf(year: number): string[] {
  const easter = easterDay(year);
  const fixed = ["01-01", "04-25", "05-01", "06-10", "08-15", "10-05", "11-01", "12-01", "12-08", "12-25"];
  return [...fixed.map((date) => `${year}-${date}`), isoDate(easter - 2), isoDate(easter + 60)];
}

/**
 * Easter Sunday, in days from 1970-01-01.
 *
 * @see "Meeus, Jones, Butcher" in Meeus, Astronomical Algorithms, 1991
 */
function easterDay(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const leaps =
    century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const moon = (19 * golden + leaps + 15) % 30;
  const week = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - moon - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * week) / 451);
  const sum = moon + week - 7 * late + 114;
  return epochDay(year, Math.floor(sum / 31), (sum % 31) + 1);
}

function spendingWeight(date: string, weekday: number): number {
  const month = Number(date.slice(5, 7));
  const dayOfMonth = Number(date.slice(8, 10));
  let weight = (weekWeights[weekday] ?? 1) * (yearWeights[month - 1] ?? 1);
  if (month === 12 && dayOfMonth >= 8 && dayOfMonth <= 24) weight *= 1.35;
  if ((month === 12 && dayOfMonth === 25) || (month === 1 && dayOfMonth === 1)) weight *= 0.3;
  if (month === 11 && weekday === 5 && dayOfMonth >= 23) weight *= 1.6;
  return weight;
}

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar.
 *
 * @see Howard Hinnant, "chrono-compatible low-level date algorithms"
 */
export function epochDay(year: number, month: number, dayOfMonth: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146097 + dayOfEra - 719468;
}

/** YYYY-MM-DD of a day counted from 1970-01-01. */
export function isoDate(day: number): string {
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - Math.floor((153 * march + 2) / 5) + 1;
  const month = march < 10 ? march + 3 : march - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(dayOfMonth).padStart(2, "0")}`;
}
