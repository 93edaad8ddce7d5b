import { describe, expect, it } from "vitest";
import { cutOffFor, scoreBins, scoreTable } from "../../../../lib/core/outliers/threshold.js";

const rows = [
  { score: 0.3, is_alert: false, movements: 900 },
  { score: 0.41, is_alert: false, movements: 60 },
  { score: 0.5, is_alert: true, movements: 30 },
  { score: 0.8, is_alert: true, movements: 10 },
];

describe("cutOffFor(table, budget)", () => {
  const table = scoreTable(rows, 10);
  it.each([
    [4, 0.5, 40],
    [3.9, 0.8, 10],
    [9.9, 0.5, 40],
    [10, 0.41, 100],
    [1000, 0.41, 100],
  ])("with %d alerts a day begins at %d, which are %d", (budget, score, alerts) => {
    expect(cutOffFor(table, budget)).toEqual({
      score,
      alerts,
      perDay: alerts / 10,
      perTenThousand: 10 * alerts,
    });
  });

  it("takes the oddest as alerts where they alone are more than the budget", () => {
    expect(cutOffFor(table, 0.5)).toMatchObject({ score: 0.8, alerts: 10 });
  });

  it("has none where nothing was scored", () => {
    expect(cutOffFor(scoreTable([], 0), 20)).toEqual({
      score: null,
      alerts: 0,
      perDay: 0,
      perTenThousand: 0,
    });
  });

  it("keeps the alerts of the build together where a rounded score is on both sides of its cut-off", () => {
    const split = scoreTable(
      [
        { score: 0.4, is_alert: false, movements: 5 },
        { score: 0.4, is_alert: true, movements: 20 },
      ],
      1,
    );
    expect(cutOffFor(split, 20)).toMatchObject({ alerts: 20 });
  });
});

describe("scoreBins(rows, width)", () => {
  it("counts a score on an edge in the bin that begins there", () => {
    expect(scoreBins(rows, 0.1).map(({ from, movements }) => [from.toFixed(1), movements])).toEqual([
      ["0.3", 900],
      ["0.4", 60],
      ["0.5", 30],
      ["0.8", 10],
    ]);
  });
});
