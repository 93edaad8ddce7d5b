import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastFullDay, type DayCount } from "../../../lib/core/lastFullDay.js";

/** A day's movements from `[first, last]` on, the same count on each. */
const run = (first: number, last: number, count: number): DayCount[] =>
  Array.from({ length: last - first + 1 }, (_, i) => ({ day: first + i, count }));

describe("lastFullDay(days)", () => {
  it.each<readonly [string, DayCount[], number]>([
    ["one day", [{ day: 5, count: 1 }], 5],
    ["even days", run(1, 60, 100), 60],
    ["a day that has only begun", [...run(1, 60, 100), { day: 61, count: 4 }], 60],
    ["a slow day of a twentieth", [...run(1, 60, 100), { day: 61, count: 5 }], 61],
    ["one movement a day", [...run(1, 60, 1)], 60],
    ["a mistyped date years ahead", [...run(1, 200, 1), { day: 9000, count: 1 }], 200],
    ["two of them", [...run(1, 300, 1), { day: 9000, count: 1 }, { day: 20_000, count: 1 }], 300],
    ["a pause of 31 days", [...run(1, 200, 1), { day: 231, count: 1 }], 231],
    ["a pause of 32 days", [...run(1, 200, 1), { day: 232, count: 1 }], 200],
    ["much behind a pause", [...run(1, 100, 10), ...run(200, 201, 10)], 201],
    ["few days behind a pause", [...run(1, 1000, 10), ...run(1100, 1105, 10)], 1000],
    ["a busy day ahead", [...run(1, 20, 10), { day: 9000, count: 10 }], 9000],
  ])("with %s", (_, days, last) => {
    expect(lastFullDay(days)).toBe(last);
  });

  it("throws without a day", () => {
    expect(() => lastFullDay([])).toThrow(RangeError);
  });

  it("does not move when one movement comes with a later date", () => {
    const history = fc
      .array(fc.integer({ min: 1, max: 20 }), { minLength: 101, maxLength: 400 })
      .map((counts) => counts.map((count, day) => ({ day, count })));
    fc.assert(
      fc.property(history, fc.integer({ min: 32, max: 10_000 }), (days, ahead) => {
        const last = lastFullDay(days);
        expect(last).toBe(days.length - 1);
        expect(lastFullDay([...days, { day: last + ahead, count: 1 }])).toBe(last);
      }),
    );
  });
});
