import { type Calendar, calendarOf } from "./calendar.js";
import { missingDayOf } from "./missingDay.js";

const monthPattern = /^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])$/;

/** Changes whenever the same options would give other bytes. */
export const generatorVersion = "2.1.0";

/** What a bank is like unless its options say otherwise. */
export const bankDefaults = {
  dirt: true,
  defaultRate: 0.03,
  churnRate: 0.08,
  anomalyRate: 0.001,
  shock: null,
} as const;

export interface BankOptions {
  readonly clients: number;
  readonly months: number;
  /** Whole number, 0 or more. */
  readonly seed: number;
  /** First simulated month, YYYY-MM; the data ends on the last day of the last month. */
  readonly firstMonth: string;
  /** False writes every row as the contract wants it; true, the default, soils a few. */
  readonly dirt?: boolean;
  /** Share of the performing borrowers that default within 12 months. */
  readonly defaultRate?: number;
  /** Share of the active clients that leave within a year. */
  readonly churnRate?: number;
  /** Share of the movements that are anomalies. */
  readonly anomalyRate?: number;
  /** First month, YYYY-MM, of a quarter of recession; null for none. */
  readonly shock?: string | null;
}

/** What all clients of a simulated bank share. */
export interface Bank {
  readonly clients: number;
  readonly seed: number;
  readonly dirt: boolean;
  readonly defaultRate: number;
  readonly churnRate: number;
  readonly anomalyRate: number;
  readonly shock: string | null;
  readonly calendar: Calendar;
  /** Offset of the day whose movements are lost when the delivery is soiled, or null; known to a clean bank too. */
  readonly missingDay: number | null;
}

/**
 * Checks the options and lays out the calendar.
 *
 * @throws RangeError that names the option at fault
 */
export function bankOf(options: BankOptions): Bank {
  const { clients, months, seed, firstMonth } = options;
  const whole = (name: string, value: number, low: number, high: number): void => {
    if (!Number.isSafeInteger(value) || value < low || value > high) {
      throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${value}`);
    }
  };
  whole("clients", clients, 1, 10_000_000);
  whole("months", months, 1, 240);
  whole("seed", seed, 0, Number.MAX_SAFE_INTEGER);
  const ratio = (name: string, value: number, low: number, high: number): void => {
    if (!(value >= low && value <= high)) {
      throw new RangeError(`${name} must be a ratio from ${low} to ${high}, not ${value}`);
    }
  };
  if (!monthPattern.test(firstMonth)) {
    throw new RangeError(`firstMonth must be a month such as 2023-07, not '${firstMonth}'`);
  }
  const {
    dirt = bankDefaults.dirt,
    defaultRate = bankDefaults.defaultRate,
    churnRate = bankDefaults.churnRate,
    anomalyRate = bankDefaults.anomalyRate,
    shock = bankDefaults.shock,
  } = options;
  ratio("defaultRate", defaultRate, 0.002, 0.2);
  ratio("churnRate", churnRate, 0.005, 0.4);
  ratio("anomalyRate", anomalyRate, 0, 0.05);
  if (shock !== null && !monthPattern.test(shock)) {
    throw new RangeError(`shock must be a month such as 2024-10, or null, not '${shock}'`);
  }
  const calendar = calendarOf(firstMonth, months);
  const missingDay = missingDayOf(seed, clients, calendar);
  return { clients, seed, dirt, defaultRate, churnRate, anomalyRate, shock, calendar, missingDay };
}
