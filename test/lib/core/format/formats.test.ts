import { describe, expect, it } from "vitest";
import { changeBetween, writeChange } from "../../../../lib/core/format/change.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });
const plain = (text: string): string => text.replaceAll("\u202F", " ");

describe("makeFormats(options)", () => {
  it.each([
    ["count", 41386, "41,386"],
    ["amount", 486_300_000, "€ 486.3 M"],
    ["amount", 1_149_600, "€ 1.15 M"],
    ["amount", 77_700, "€ 77.7 k"],
    ["amount", 999_999, "€ 1.00 M"],
    ["amount", 7855.2, "€ 7,855"],
    ["amount", 61.4, "€ 61.40"],
    ["amount", -460_000, "−€ 460.0 k"],
    ["amount", 0, "€ 0.00"],
    ["ratio", 0.78249, "78.2 %"],
    ["number", 1.874, "1.87"],
  ] as const)("writes a %s of %d as %s", (unit, value, expected) => {
    expect(plain(formats.value(unit, value))).toBe(expected);
  });

  it.each([
    ["amount", 0, "0"],
    ["amount", 12_000_000, "€ 12 M"],
    ["amount", -2500, "−€ 2.5 k"],
    ["count", 40_000, "40 k"],
    ["ratio", 0.05, "5 %"],
  ] as const)("writes a %s of %d on an axis as %s", (unit, value, expected) => {
    expect(plain(formats.tick(unit, value))).toBe(expected);
  });

  it("writes days and months in UTC", () => {
    const day = new Date("2026-06-30T00:00:00Z");
    expect(formats.weekday(day)).toBe("Tuesday 30 June 2026");
    expect(formats.dayShort(day)).toBe("30 Jun");
    expect(formats.monthShort(day)).toBe("Jun 26");
  });

  it("knows the sign of another currency", () => {
    expect(makeFormats({ locale: "en-GB", currency: "CZK" }).symbol).toBe("Kč");
  });
});

describe("changeBetween(unit, now, before, wanted)", () => {
  it.each([
    ["count", 110, 100, "up", "+10.0 %", true],
    ["count", 90, 100, "up", "−10.0 %", false],
    ["count", 90, 100, "down", "−10.0 %", true],
    ["amount", 100.01, 100, "up", "0.0 %", null],
    ["amount", 110, 100, null, "+10.0 %", null],
    ["ratio", 0.782, 0.755, "up", "+2.70 pt", true],
    ["amount", 400_000, -60_000, "up", "+€ 460.0 k", true],
  ] as const)("tells %s %d against %d (wanted %s) as %s", (unit, now, before, wanted, text, isGood) => {
    const change = changeBetween(unit, now, before, wanted)!;
    expect(plain(writeChange(formats, unit, change))).toBe(text);
    expect(change.isGood).toBe(isGood);
  });

  it("is nothing when a value is missing", () => {
    expect(changeBetween("count", 1, null, "up")).toBeNull();
  });
});
