import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { businessDay, calendarOf, epochDay, isoDate } from "../../../lib/simulate/calendar.js";

describe("isoDate(day)", () => {
  it("agrees with the platform's calendar", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
        expect(isoDate(day)).toBe(new Date(day * 86_400_000).toISOString().slice(0, 10));
      }),
    );
  });

  it("is undone by epochDay", () => {
    fc.assert(
      fc.property(fc.integer({ min: -60_000, max: 60_000 }), (day) => {
        const [year = 0, month = 0, dayOfMonth = 0] = isoDate(day).split("-").map(Number);
        expect(epochDay(year, month, dayOfMonth)).toBe(day);
      }),
    );
  });
});

describe("calendarOf(firstMonth, months)", () => {
  const calendar = calendarOf("2023-07", 36);

  it("ends on the last day of the last month", () => {
    expect(calendar.dates[0]).toBe("2023-07-01");
    expect(calendar.dates.at(-1)).toBe("2026-06-30");
    expect(calendar.dayCount).toBe(1096);
    expect(calendar.monthsOfYear.slice(0, 7)).toEqual([7, 8, 9, 10, 11, 12, 1]);
  });

  it("knows the weekday", () => {
    for (const [day, date] of calendar.dates.entries()) {
      expect(calendar.weekdays[day]).toBe(new Date(`${date}T00:00:00Z`).getUTCDay());
    }
  });
});

describe("businessDay(closed, day, direction)", () => {
  const { closed } = calendarOf("2023-07", 1); // starts on a Saturday

  it.each([
    [7, -1, 6],
    [8, -1, 6],
    [7, 1, 9],
    [8, 1, 9],
    [4, 1, 4],
  ] as const)("moves day %i by %i to %i", (day, direction, moved) => {
    expect(businessDay(closed, day, direction)).toBe(moved);
  });
});
