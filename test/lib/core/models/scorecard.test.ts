import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  binOfValue,
  pdOfPoints,
  pointsOfLogOdds,
  predictScorecard,
  rowBinner,
  scorePoints,
} from "../../../../lib/core/models/scorecard.js";
import { reasonFinder } from "../../../../lib/core/models/scorecardReasons.js";
import { category, numeric, tableOf } from "../../fit/columns.js";
import { handCard } from "./scorecards.js";

const table = tableOf(
  category("purpose", ["boat", "tv", null, "plane", "car"]),
  numeric("balance", [-5, 100, NaN, 0, -Infinity]),
  numeric("unused", [1, 2, 3, 4, 5]),
);
const logOdds = [2 - 1 - 0.6, 2 + 0.5 + 0.3, 2 - 0.2 + 0.9, 2 + 0 + 0, 2 - 0.2 + 0.3];

describe("pointsOfLogOdds(scale, logOdds) and pdOfPoints(scale, points)", () => {
  it("gives 600 points at 50:1 and 20 more for twice the odds", () => {
    expect(pointsOfLogOdds(handCard.scale, Math.log(50))).toBeCloseTo(600, 10);
    expect(pointsOfLogOdds(handCard.scale, Math.log(100))).toBeCloseTo(620, 10);
    expect(pdOfPoints(handCard.scale, 600)).toBeCloseTo(1 / 51, 14);
  });

  it("leads from a probability to points and back", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }), (pd) => {
        const points = pointsOfLogOdds(handCard.scale, Math.log((1 - pd) / pd));
        expect(pdOfPoints(handCard.scale, points) / pd).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe("binOfValue(cuts, value)", () => {
  it.each([
    [-1, 0],
    [0, 1],
    [99, 1],
    [100, 2],
    [1e9, 2],
  ])("puts %d into bin %d: a cut belongs to the bin above it", (value, bin) => {
    expect(binOfValue([0, 100], value)).toBe(bin);
  });
});

describe("predictScorecard(model, table)", () => {
  it("adds up the weights of the bins; unseen texts weigh nothing", () => {
    [...predictScorecard(handCard, table)].forEach((pd, row) => {
      expect(pd).toBeCloseTo(1 / (1 + Math.exp(logOdds[row]!)), 14);
    });
  });

  it("agrees with the points", () => {
    const points = scorePoints(handCard, table);
    [...predictScorecard(handCard, table)].forEach((pd, row) => {
      expect(pdOfPoints(handCard.scale, points[row]!)).toBeCloseTo(pd, 13);
    });
  });

  it("works with no features at all", () => {
    const bare = { ...handCard, features: [] };
    expect(predictScorecard(bare, table)[0]).toBeCloseTo(1 / (1 + Math.exp(2)), 14);
    expect(pdOfPoints(bare.scale, scorePoints(bare, table)[0]!)).toBeCloseTo(1 / (1 + Math.exp(2)), 13);
  });

  it("refuses a table without a column, or with one of another kind", () => {
    expect(() => predictScorecard(handCard, tableOf(numeric("balance", [1])))).toThrow(/no column purpose/);
    const wrong = tableOf(numeric("balance", [1]), numeric("purpose", [1]));
    expect(() => predictScorecard(handCard, wrong)).toThrow(/fitted as category/);
  });
});

describe("reasonFinder(model, most)", () => {
  const reasonsOf = (row: number, most?: number) =>
    reasonFinder(handCard, most)(rowBinner(handCard)(table))(row);
  const factor = 20 / Math.LN2;

  it("names what cost most against the best bin, the dearest first", () => {
    const reasons = reasonsOf(0);
    expect(reasons.map(({ feature }) => feature)).toEqual(["balance", "purpose"]);
    expect(reasons[0]!.pointsLost).toBeCloseTo(factor * 1.5, 10);
    expect(reasons[1]!.pointsLost).toBeCloseTo(factor * 0.9, 10);
    expect(reasonsOf(0, 1)).toHaveLength(1);
  });

  it("names nothing where a row has the best of everything, and never asks for an empty field", () => {
    expect(reasonsOf(1)).toEqual([]);
    expect(reasonsOf(2).map(({ feature }) => feature)).toEqual(["balance"]);
  });

  it("refuses a row that is not there", () => {
    expect(() => reasonsOf(5)).toThrow(RangeError);
  });
});
