import { describe, expect, it } from "vitest";
import { dragged, lastMonths, toggled } from "../../../../lib/core/kpi/brush.js";

const month = (text: string): Date => new Date(`${text}-01T00:00:00Z`);
const period = (start: string, end = start) => ({ start: month(start), end: month(end) });
const known = period("2025-01", "2025-12");

describe("dragged(grip, from, to, period, known)", () => {
  it.each([
    ["new", "2025-03", "2025-05", "2025-03", "2025-05"],
    ["new", "2025-05", "2025-03", "2025-03", "2025-05"],
    ["start", "2025-06", "2025-04", "2025-04", "2025-08"],
    ["start", "2025-06", "2025-10", "2025-08", "2025-10"],
    ["end", "2025-08", "2025-09", "2025-06", "2025-09"],
    ["middle", "2025-07", "2025-08", "2025-07", "2025-09"],
    ["middle", "2025-07", "2025-12", "2025-10", "2025-12"],
    ["middle", "2025-07", "2025-01", "2025-01", "2025-03"],
  ] as const)("%s from %s to %s gives %s..%s", (grip, from, to, start, end) => {
    const before = period("2025-06", "2025-08");
    expect(dragged(grip, month(from), month(to), before, known)).toEqual(period(start, end));
  });
});

describe("toggled(period, month)", () => {
  it.each([
    [null, period("2025-04")],
    [period("2025-03", "2025-05"), period("2025-04")],
    [period("2025-04"), null],
  ])("after %o", (before, after) => {
    expect(toggled(before, month("2025-04"))).toEqual(after);
  });
});

describe("lastMonths(known, count)", () => {
  it.each([
    [1, "2025-12"],
    [3, "2025-10"],
    [12, "2025-01"],
    [40, "2025-01"],
    [Infinity, "2025-01"],
  ])("the last %d begin in %s", (count, start) => {
    expect(lastMonths(known, count)).toEqual(period(start, "2025-12"));
  });
});
