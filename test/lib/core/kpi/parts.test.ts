import { describe, expect, it } from "vitest";
import { makeCube } from "../../../../lib/core/kpi/cube.js";
import { compareOver, pointsBefore, totalOver } from "../../../../lib/core/kpi/overPeriod.js";
import { orderedNames, partsOver } from "../../../../lib/core/kpi/parts.js";
import { daysPeriod, monthRows, partRows } from "../../../../lib/core/kpi/view.js";
import { activityMeasures, type ActivityRow } from "../../../../lib/core/reports.js";

const month = (text: string): Date => new Date(`${text}-01T00:00:00Z`);
const period = (start: string, end = start) => ({ start: month(start), end: month(end) });
const measureOf = (id: string) => activityMeasures.find((each) => each.id === id)!;
const all = { product: "all", segment: "all", channel: "all" };

/** Movements of a product; clients active in it are a tenth of them. */
const cell = (text: string, product: string, movements: number): ActivityRow => ({
  ...all,
  product,
  month: month(text),
  movements,
  volume: movements * 10,
  net_flow: -movements,
  active_clients: movements / 10,
});
const cube = makeCube([
  cell("2025-02", "all", 110),
  cell("2025-01", "all", 100),
  cell("2026-01", "all", 150),
  cell("2026-02", "all", 150),
  cell("2025-01", "checking", 80),
  cell("2025-02", "checking", 80),
  cell("2026-01", "checking", 90),
  cell("2026-02", "checking", 110),
  cell("2026-02", "card", 50),
]);
const view = {
  measure: measureOf("movements"),
  period: period("2026-01", "2026-02"),
  comparison: "year",
} as const;

describe("makeCube(rows)", () => {
  it("gives the cells of a filter, oldest first", () => {
    expect(cube.pick(all).map(({ movements }) => movements)).toEqual([100, 110, 150, 150]);
    expect(cube.pick({ ...all, channel: "app" })).toEqual([]);
    expect(cube.values).toEqual({ product: ["card", "checking"], segment: [], channel: [] });
  });
});

describe("totalOver(points, period, isSum)", () => {
  const points = [1, 2, 6].map((value, index) => ({ month: month(`2026-0${index + 1}`), value }));
  it.each([
    [true, 8],
    [false, 4],
  ])("sums, or takes the mean of, the months with a figure", (isSum, value) => {
    expect(totalOver(points, period("2026-02", "2026-04"), isSum)).toEqual({ value, known: 2, months: 3 });
  });
  it("is nothing where no month has a figure", () => {
    expect(totalOver(points, period("2025-02"), true)).toEqual({ value: null, known: 0, months: 1 });
  });
});

describe("compareOver(cells, options)", () => {
  it("sums what adds up and compares with the same months a year before", () => {
    expect(compareOver(cube.pick(all), view)).toEqual({
      value: 300,
      known: 2,
      months: 2,
      before: 210,
      change: { size: 300 / 210 - 1, kind: "relative", isGood: null },
    });
  });
  it("takes the mean of months whose clients are the same people", () => {
    expect(compareOver(cube.pick(all), { ...view, measure: measureOf("active_clients") }).value).toBe(15);
  });
  it("writes the change of a flow as a difference", () => {
    const found = compareOver(cube.pick(all), { ...view, measure: measureOf("net_flow") });
    expect(found.change).toEqual({ size: -90, kind: "absolute", isGood: null });
  });
  it.each(["year", "previous"] as const)(
    "does not compare with %s when months of it are missing",
    (comparison) => {
      const found = compareOver(cube.pick({ ...all, product: "card" }), { ...view, comparison });
      expect(found).toMatchObject({ value: 50, known: 1, before: null, change: null });
    },
  );
  it("compares with nothing when nothing is asked", () => {
    expect(compareOver(cube.pick(all), { ...view, comparison: "none" })).toMatchObject({
      before: null,
      change: null,
    });
  });
});

describe("pointsBefore(points, back, within)", () => {
  it("puts a value under the month that is compared with it", () => {
    const points = [{ month: month("2025-01"), value: 7 }];
    expect(pointsBefore(points, 12, period("2025-12", "2026-02"))).toEqual([
      { month: month("2026-01"), value: 7 },
    ]);
    expect(pointsBefore(points, null, period("2026-01"))).toEqual([]);
  });
});

describe("partsOver(cube, names, query)", () => {
  const query = { ...view, dimension: "product", filter: { ...all, product: "card" } } as const;
  it("keeps the order of the names, and what they are filtered by themselves does not count", () => {
    const parts = partsOver(cube, orderedNames(cube, "product", view.measure), query);
    expect(parts.map(({ name, value, share, known }) => [name, value, share, known])).toEqual([
      ["checking", 200, 2 / 3, 2],
      ["card", 50, 1 / 6, 1],
    ]);
  });
  it("says of a part with fewer than five clients that nothing is known, and gives no row of it away", () => {
    const parts = partsOver(cube, ["savings", "checking"], query);
    expect(parts[0]).toMatchObject({ name: "savings", value: null, share: null, change: null });
    const view2 = { ...query, isChosen: true };
    expect(partRows(parts, "product", view2)).toEqual([
      {
        ...all,
        product: "checking",
        first_month: month("2026-01"),
        last_month: month("2026-02"),
        measure: "movements",
        value: 200,
        months_known: 2,
        share: 2 / 3,
        compared_with: 160,
        change: 0.25,
        change_kind: "relative",
      },
    ]);
  });
  it("has no share of a flow", () => {
    const parts = partsOver(cube, ["checking"], { ...query, measure: measureOf("net_flow") });
    expect(parts[0]).toMatchObject({ value: -200, share: null });
  });
});

describe("monthRows(points, before, view)", () => {
  it("gives each month with what it is compared with, and whether it is in the period", () => {
    const points = [
      { month: month("2026-01"), value: 1 },
      { month: month("2026-03"), value: 3 },
    ];
    const before = [{ month: month("2026-03"), value: 2 }];
    expect(monthRows(points, before, { ...view, filter: all, isChosen: false })).toEqual([
      {
        month: month("2026-01"),
        ...all,
        measure: "movements",
        value: 1,
        compared_with: null,
        is_in_period: true,
      },
      {
        month: month("2026-03"),
        ...all,
        measure: "movements",
        value: 3,
        compared_with: 2,
        is_in_period: false,
      },
    ]);
  });
});

describe("daysPeriod(view, since)", () => {
  const since = month("2025-06");
  it.each([
    [true, "2026-01", "2026-03", true],
    [true, "2025-12", "2026-03", false],
    [true, "2025-05", "2025-06", false],
    [false, "2026-03", "2026-03", false],
  ])("chosen %s, %s..%s: %s", (isChosen, start, end, isShown) => {
    const found = daysPeriod({ isChosen, period: period(start, end) }, since);
    expect(found).toEqual(isShown ? period(start, end) : null);
  });
});
