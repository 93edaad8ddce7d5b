import { describe, expect, it } from "vitest";
import { rangeBar, reasonValue, usualShort, usualWords } from "../../../../lib/core/outliers/ranges.js";
import { formats, reason } from "./alert.js";

const thin = "\u202F";

describe("usualWords(reason, formats) and usualShort(reason, formats)", () => {
  it.each([
    [{}, `€${thin}12.00 to €${thin}310`, "12–310"],
    [{ usual_low: 0 }, `up to €${thin}310`, "to 310"],
    [{ usual_low: 0, usual_high: 0 }, "none", "none"],
    [{ usual_high: null }, null, null],
    [{ unit: "hours", feature: "odd_hour", usual_low: 8, usual_high: 21 }, "8 h to 21 h", `8–21${thin}h`],
    [{ unit: "count", usual_low: 1, usual_high: 1 }, "1", "1"],
    [{ unit: "ratio", usual_low: 0.01, usual_high: 0.58 }, `1${thin}% to 58${thin}%`, `1–58${thin}%`],
  ])("of %j say %j and %j", (rest, words, short) => {
    expect(usualWords(reason(rest), formats)).toBe(words);
    expect(usualShort(reason(rest), formats)).toBe(short);
  });
});

describe("reasonValue(reason, value, formats)", () => {
  it.each([
    [{ unit: "hours", feature: "new_device" }, 0.2, "12 min"],
    [{ unit: "hours", feature: "new_device" }, 23, "23 h"],
    [{ unit: "hours", feature: "odd_hour" }, 2, "2 h"],
    [{ unit: "hours", feature: "same_counterparty" }, 0.004, "14 s"],
    [{ unit: "days", feature: "same_counterparty" }, 0, "the same day"],
    [{ unit: "days", feature: "repeated_amount" }, 1, "the day after"],
    [{ unit: "days", feature: "dormant" }, 52, "52"],
    [{ unit: "amount", feature: "record" }, 4900, `€${thin}4,900`],
    [{ unit: "count", feature: "pace" }, 0.41, "0.4"],
  ])("of %j writes %d as %s", (rest, value, words) => {
    expect(reasonValue(rest, value, formats)).toBe(words);
  });
});

describe("rangeBar(reason)", () => {
  it("has nothing to draw without a range or a number", () => {
    expect(rangeBar(reason({ usual_low: null }))).toBeNull();
    expect(rangeBar(reason({ actual: null }))).toBeNull();
  });

  it.each([
    ["above", {}, 1],
    ["below", { actual: 1 }, -1],
    ["inside", { actual: 100 }, 0],
    ["above nothing", { usual_low: 0, usual_high: 0 }, 1],
    ["below nothing usual, both 0", { actual: 0, usual_low: 0, usual_high: 0 }, 0],
  ])("places an amount %s", (_, rest, side) => {
    const bar = rangeBar(reason(rest))!;
    expect(bar.side).toBe(side);
    for (const share of [bar.low, bar.high, bar.actual]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
    expect(bar.low).toBeLessThanOrEqual(bar.high);
    expect(Math.sign(bar.actual - (side < 0 ? bar.low : bar.high))).toBe(
      side === 0 ? Math.sign(bar.actual - bar.high) : side,
    );
  });

  it("places hours on the day and shares on their whole", () => {
    const hour = reason({ unit: "hours", feature: "odd_hour", actual: 3, usual_low: 9, usual_high: 18 });
    expect(rangeBar(hour)).toEqual({ low: 0.375, high: 0.75, actual: 0.125, side: -1 });
    const share = reason({ unit: "ratio", feature: "drained", actual: 0.8, usual_low: 0.1, usual_high: 0.5 });
    expect(rangeBar(share)).toEqual({ low: 0.1, high: 0.5, actual: 0.8, side: 1 });
  });
});
