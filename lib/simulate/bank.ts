import { type Calendar, calendarOf } from "./calendar.js";

/** Changes whenever the same options would give other bytes. */
export const generatorVersion = "1.0.0";

export interface BankOptions {
  readonly clients: number;
  readonly months: number;
  /** Whole number, 0 or more. */
  readonly seed: number;
  /** First simulated month, YYYY-MM; the data ends on the last day of the last month. */
  readonly firstMonth: string;
  /** False writes every row as the contract wants it; true, the default, soils a few. */
  readonly dirt?: boolean;
}

/** What all clients of a simulated bank share. */
export interface Bank {
  readonly clients: number;
  readonly seed: number;
  readonly dirt: boolean;
  readonly calendar: Calendar;
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
  if (!/^(19[7-9]\d|2\d{3})-(0[1-9]|1[0-2])$/.test(firstMonth)) {
    throw new RangeError(`firstMonth must be a month such as 2023-07, not '${firstMonth}'`);
  }
  return { clients, seed, dirt: options.dirt ?? true, calendar: calendarOf(firstMonth, months) };
}
