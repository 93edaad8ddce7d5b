import { describe, expect, it } from "vitest";
import { calendarOf, holidaysOf } from "../../../lib/simulate/calendar.js";
import { economyOf, priceLevel } from "../../../lib/simulate/economy.js";
import { employerOf, hiredBy } from "../../../lib/simulate/employers.js";
import { Random } from "../../../lib/simulate/random.js";

describe("economyOf(calendar, firstMonth, shock)", () => {
  const calendar = calendarOf("2023-07", 36);

  it("is quiet without a shock", () => {
    const { liftOf, isQuietAfter } = economyOf(calendar, null);
    expect([liftOf(0), liftOf(20), isQuietAfter(7)]).toEqual([0, 0, true]);
  });

  it("lifts everybody's stress for a quarter, and less and less after it", () => {
    const { liftOf, isQuietAfter } = economyOf(calendar, "2024-10");
    expect([14, 15, 16, 17].map(liftOf)).toEqual([0, 1, 1, 1]);
    expect(liftOf(18)).toBeLessThan(1);
    expect(liftOf(20)).toBeLessThan(liftOf(19));
    expect(liftOf(60)).toBe(0);
    for (let month = 0; month < 48; month++) {
      const ahead = Array.from({ length: 12 }, (_, at) => liftOf(month + 1 + at));
      expect(isQuietAfter(month), `month ${month}`).toBe(ahead.every((lift) => lift === 0));
    }
  });
});

describe("priceLevel(month)", () => {
  it("rises by the inflation of a year", () => {
    expect(priceLevel(0)).toBe(1);
    expect(priceLevel(24) / priceLevel(12)).toBeCloseTo(1.026, 10);
  });
});

describe("holidaysOf(year)", () => {
  it.each([
    [2023, "2023-04-07", "2023-06-08"],
    [2024, "2024-03-29", "2024-05-30"],
    [2025, "2025-04-18", "2025-06-19"],
    [2038, "2038-04-23", "2038-06-24"],
  ])("of %i has Good Friday on %s and Corpus Christi on %s", (year, friday, corpus) => {
    expect(holidaysOf(year)).toEqual(expect.arrayContaining([friday, corpus, `${year}-12-25`]));
  });
});

describe("hiredBy(random, seed, month)", () => {
  it("finds an employer who is still there, the large ones more often", () => {
    const random = new Random(1);
    const counts = new Map<string, number>();
    for (let draw = 0; draw < 5000; draw++) {
      const { id, closingMonth } = hiredBy(random, 9, 30);
      expect(closingMonth).toBeGreaterThan(30);
      counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    const heads = [...counts.values()].sort((left, right) => right - left);
    expect(heads[0]).toBeGreaterThan(40);
    expect(heads[0]).toBeLessThan(150);
    expect(heads.length).toBeGreaterThan(700);
  });

  it("gives an employer of a rank once and for all", () => {
    expect(employerOf(9, 100)).toEqual(employerOf(9, 100));
    expect(employerOf(9, 3).closingMonth).toBe(Infinity);
  });
});
