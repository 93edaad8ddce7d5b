import { describe, expect, it } from "vitest";
import {
  cohortRows,
  cohortsOf,
  retention,
  shareSteps,
  stepOf,
  type CohortRow,
} from "../../../../lib/core/kpi/cohorts.js";

const rowsOf = (cohort: string, clients: number, active: readonly number[], segment = "all"): CohortRow[] =>
  active.map((count, index) => ({
    grain: "quarter",
    cohort: new Date(`${cohort}-01T00:00:00Z`),
    segment,
    months_since: index + 1,
    clients,
    active: count,
  }));
const rows = [
  ...rowsOf("2025-04", 100, [90, 80]),
  ...rowsOf("2025-01", 20, [20, 10, 5]).reverse(),
  ...rowsOf("2025-01", 10, [10, 8, 5], "student"),
];

describe("cohortsOf(rows, grain, segment)", () => {
  it("gives the shares still active, oldest cohort first", () => {
    const found = cohortsOf(rows, "quarter", "all");
    expect(found.map(({ clients, shares }) => [clients, shares])).toEqual([
      [20, [1, 0.5, 0.25]],
      [100, [0.9, 0.8]],
    ]);
    expect(cohortsOf(rows, "month", "all")).toEqual([]);
    expect(
      cohortRows(rows, "quarter", "student").map((row) => (row as { share_active: number }).share_active),
    ).toEqual([1, 0.8, 0.5]);
  });
});

describe("retention(cohorts)", () => {
  it("weighs cohorts by their clients, at an age that two of them have reached", () => {
    const found = retention(cohortsOf(rows, "quarter", "all"))!;
    expect(found.months).toBe(2);
    expect(found.share).toBeCloseTo((10 + 80) / 120);
    expect([found.best.clients, found.worst.clients]).toEqual([100, 20]);
  });
  it("is nothing for one cohort", () => {
    expect(retention(cohortsOf(rows, "quarter", "student"))).toBeNull();
  });
});

describe("shareSteps(shares, count), stepOf(steps, share)", () => {
  it.each([
    [[0.63, 1], 8, [0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95]],
    [[0.63, 1], 7, [0.6, 0.7, 0.8, 0.9]],
    [[0, 1], 8, [0, 0.2, 0.4, 0.6, 0.8]],
    [[0.97, 0.99], 8, [0.97, 0.98]],
    [[1], 8, [1]],
    [[], 8, []],
  ])("%j in at most %i steps: %j", (shares, count, steps) => {
    expect(shareSteps(shares, count)).toEqual(steps);
  });
  it.each([
    [0.62, 0],
    [0.7, 1],
    [1, 3],
  ])("%d lies in step %i", (share, step) => {
    expect(stepOf([0.6, 0.7, 0.8, 0.9], share)).toBe(step);
  });
});
