import type { Calendar } from "./calendar.js";

/** What the economy adds to everybody's stress during a quarter of recession, and how it fades after. */
const shockLift = 1;
const shockMonths = 3;
const fading = 0.75;
const monthsOfFading = 12;

/** Yearly rise of prices; incomes follow in January. */
export const inflation = 0.026;

/** The economy by month, counted from the first simulated one. */
export interface Economy {
  /** What it adds to everybody's stress; 0 in quiet times. */
  readonly liftOf: (month: number) => number;
  /** True when the lift is 0 in all of the 12 months after a month. */
  readonly isQuietAfter: (month: number) => boolean;
}

/**
 * An economy with one quarter of recession, or none.
 *
 * @param calendar of the simulation
 * @param firstMonth of the simulation, YYYY-MM
 * @param shock first month of the quarter, YYYY-MM; null for none
 */
export function economyOf(calendar: Calendar, shock: string | null): Economy {
  if (shock === null) return { liftOf: () => 0, isQuietAfter: () => true };
  const count = (month: string): number => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  const start = count(shock) - count(calendar.dates[0] ?? shock);
  return {
    liftOf(month) {
      const since = month - start;
      if (since < 0 || since >= shockMonths + monthsOfFading) return 0;
      return since < shockMonths ? shockLift : shockLift * fading ** (since - shockMonths + 1);
    },
    isQuietAfter: (month) => month + 12 < start || month + 1 >= start + shockMonths + monthsOfFading,
  };
}

/** Prices of a month against those of the first simulated one. */
export function priceLevel(month: number): number {
  return (1 + inflation) ** (month / 12);
}
