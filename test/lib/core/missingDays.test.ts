import { describe, expect, it } from "vitest";
import { missingDays } from "../../../lib/core/missingDays.js";

/** Ten weeks from a Monday on: `busy` movements on weekdays, `quiet` at weekends. */
const weeks = (busy: number, quiet: number): { day: number; count: number }[] =>
  Array.from({ length: 70 }, (_, day) => ({ day, count: day % 7 < 5 ? busy : quiet })).filter(
    ({ count }) => count > 0,
  );
const without = (days: ReturnType<typeof weeks>, ...gone: number[]): ReturnType<typeof weeks> =>
  days.filter(({ day }) => !gone.includes(day));

describe("missingDays(days)", () => {
  it.each([
    ["nothing missing", weeks(50, 30), []],
    ["a Wednesday", without(weeks(50, 30), 30), [30]],
    ["a weekend of a bank that books at weekends", without(weeks(50, 30), 33, 34), [33, 34]],
    ["the weekends of a bank that does not", weeks(50, 0), []],
    ["a day of a bank too small to tell", without(weeks(19, 19), 30), []],
    ["the same weekday twice", without(weeks(50, 30), 30, 37), [30, 37]],
    ["the first and the last day there is", without(weeks(50, 30), 0, 69), []],
    ["no day at all", [], []],
  ] as const)("finds %s", (_, days, expected) => {
    expect(missingDays(days)).toEqual(expected);
  });
});
