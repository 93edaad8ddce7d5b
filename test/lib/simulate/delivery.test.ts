import { describe, expect, it } from "vitest";
import { bankOf } from "../../../lib/simulate/bank.js";
import { calendarOf } from "../../../lib/simulate/calendar.js";
import { clientsPerPart, lateFileNames, partsOf, truncatedLine } from "../../../lib/simulate/delivery.js";
import { missingDayOf } from "../../../lib/simulate/missingDay.js";

const options = { clients: 500, months: 24, seed: 1, firstMonth: "2024-07" };

describe("partsOf(clients, perPart)", () => {
  it.each([
    [1, [{ from: 0, to: 1, suffix: "" }]],
    [clientsPerPart, [{ from: 0, to: clientsPerPart, suffix: "" }]],
    [
      clientsPerPart + 1,
      [
        { from: 0, to: clientsPerPart, suffix: "_0001" },
        { from: clientsPerPart, to: clientsPerPart + 1, suffix: "_0002" },
      ],
    ],
  ])("%i clients", (clients, parts) => {
    expect(partsOf(clients)).toEqual(parts);
  });
});

describe("missingDayOf(seed, clients, calendar)", () => {
  const calendar = calendarOf("2023-07", 36);

  it("is a weekday in the middle of a month and well inside the simulated time", () => {
    const days = Array.from({ length: 200 }, (_, seed) => missingDayOf(seed, 500, calendar) ?? -1);
    expect(new Set(days).size).toBeGreaterThan(50);
    for (const day of days) {
      expect(day).toBeGreaterThan(300);
      expect(day).toBeLessThan(800);
      const date = new Date(`${calendar.dates[day] ?? ""}T00:00:00Z`);
      expect([1, 2, 3, 4, 5]).toContain(date.getUTCDay());
      expect(Math.abs(date.getUTCDate() - 14)).toBeLessThanOrEqual(5);
    }
  });

  it.each([
    ["a short time", 500, 11],
    ["few clients", 99, 24],
  ])("is none in %s", (_, clients, months) => {
    expect(missingDayOf(1, clients, calendarOf("2023-07", months))).toBeNull();
  });

  it("is the same in a clean bank, which lives alike and loses nothing", () => {
    const { missingDay } = bankOf({ ...options, dirt: false });
    expect(missingDay).not.toBeNull();
    expect(missingDay).toBe(bankOf(options).missingDay);
  });
});

describe("lateFileNames(bank, extract)", () => {
  it("are of days after the end", () => {
    expect(lateFileNames(bankOf(options), "transactions")).toEqual([
      "transactions_20260703.csv",
      "transactions_20260704.csv",
    ]);
  });
});

describe("truncatedLine(bank, file, line)", () => {
  it("ends in the middle of a date", () => {
    const { text, defect } = truncatedLine(bankOf(options), "transactions.csv", 7);
    expect(text).toBe("T00050099999X,A000500-1,-1.00,2026-06");
    expect(defect).toMatch(/^truncated_file,transactions\.csv,7,transactions,T00050099999X,,"T/);
  });
});
