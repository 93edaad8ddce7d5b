import { describe, expect, it } from "vitest";
import { pdOfPoints } from "../../../../lib/core/models/scorecard.js";
import { pointsSpread } from "../../../../lib/core/risk/distribution.js";
import type { CutoffRow } from "../../../../lib/core/risk/rows.js";
import { binEdges, scoreMonths } from "../../../../lib/core/risk/scoreMonths.js";

const scale = { pointsToDouble: 20, basePoints: 600, baseOdds: 50 };
const bins = [
  { from: null, train: 0.5, test: null, today: null },
  { from: pdOfPoints(scale, 600), train: 0.5, test: null, today: null },
];
const at = (month: string, points: number, client_count: number) => ({
  snapshot_date: new Date(`${month}Z`),
  points,
  client_count,
});

describe("scoreMonths(rows, bins, scale, trainRows)", () => {
  it("turns the edges of the bins from PD into points", () => {
    expect(binEdges(bins, scale)[0]).toBeCloseTo(600, 9);
  });

  it("is 0 for a month spread as training, and by hand for another", () => {
    const months = scoreMonths(
      [
        at("2026-06-30", 650, 75),
        at("2026-06-30", 550, 25),
        at("2026-05-31", 550, 40),
        at("2026-05-31", 610, 40),
      ],
      bins,
      scale,
      100,
    );
    expect(months.map(({ month, rows }) => [month.toISOString().slice(0, 7), rows])).toEqual([
      ["2026-05", 80],
      ["2026-06", 100],
    ]);
    expect(months[0]!.psi).toBeCloseTo(0, 12);
    expect(months[1]!.psi).toBeCloseTo(0.25 * Math.log(1.5) - 0.25 * Math.log(0.5), 12);
  });
});

describe("pointsSpread(test, today)", () => {
  it("gives shares of payers, defaulters and today on the same bins, without the parts", () => {
    const row = (points: number, is_default: boolean, attribute = "all") =>
      ({ attribute, name: "all", points, is_default, row_count: 2 }) as unknown as CutoffRow;
    const spread = pointsSpread(
      [row(500, true), row(590, true), row(650, false), row(650, false, "segment")],
      [at("2026-06-30", 700, 5)],
    );
    expect(spread.size).toBe(10);
    expect(spread.defaulters).toEqual([
      { from: 500, share: 0.5 },
      { from: 590, share: 0.5 },
    ]);
    expect(spread.payers).toEqual([{ from: 650, share: 1 }]);
    expect(spread.today).toEqual([{ from: 700, share: 1 }]);
  });
});
