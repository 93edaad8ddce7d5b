import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { fitIsolationForest } from "../../../lib/fit/isolationForest.js";
import { fitLogistic } from "../../../lib/fit/logistic.js";
import { fitScorecard } from "../../../lib/fit/scorecard.js";
import { crossCheckForest } from "../../../loaders/models/crossCheckForest.js";
import { crossCheckScorecard } from "../../../loaders/models/crossCheckScorecard.js";
import { demandPassed } from "../../../loaders/models/crossChecks.js";

const rows = 4_000;
const random = new Random(5);
const shared = Float64Array.from({ length: rows }, () => random.normal());
const table: FeatureTable = {
  rows,
  columns: Array.from({ length: 6 }, (_, j) => ({
    name: `x${j}`,
    kind: "numeric" as const,
    values: shared.map((value) => (random.uniform() < 0.05 ? NaN : value * (j / 4) + random.normal())),
  })),
};
const labels = Uint8Array.from(shared, (value) =>
  random.uniform() < 1 / (1 + Math.exp(3 - 1.5 * value)) ? 1 : 0,
);
const card = fitScorecard(table, labels);

describe("crossCheckScorecard(model, table, labels, options)", () => {
  it("passes on a fit that is right", () => {
    const check = crossCheckScorecard(card, table, labels, { seed: 1 });
    expect(check.measured).toBeLessThan(1e-6);
    expect(check.passed).toBe(true);
    expect(demandPassed([check])).toEqual([check]);
  });

  it("fails on a wrong coefficient", () => {
    const check = crossCheckScorecard(card, table, labels, {
      seed: 1,
      fit: (columns, values, options) => {
        const right = fitLogistic(columns, values, options);
        return { ...right, coefficients: right.coefficients.map((value, j) => value + (j === 1 ? 1e-3 : 0)) };
      },
    });
    expect(check.measured).toBeCloseTo(1e-3, 6);
    expect(check.passed).toBe(false);
    expect(() => demandPassed([check])).toThrow(/ml-logistic-regression: 0\.001.*, tolerance 0\.0001/);
  });

  it("fails on a coefficient that is no number", () => {
    const fit: typeof fitLogistic = (columns, values) => ({
      ...fitLogistic(columns, values),
      intercept: NaN,
    });
    expect(crossCheckScorecard(card, table, labels, { seed: 1, fit }).passed).toBe(false);
  });

  it.each([
    ["without features", { ...card, features: [] }, labels, "no features"],
    ["with one class", card, new Uint8Array(rows), "one class only"],
  ])("says that there is nothing to compare %s", (_, model, values, about) => {
    const check = crossCheckScorecard(model, table, values, { seed: 1 });
    expect(check).toMatchObject({ measured: null, passed: true });
    expect(check.about).toContain(about);
  });
});

describe("crossCheckForest(model, table, options)", () => {
  const forest = fitIsolationForest(table, { seed: 3, trees: 50 });

  it("passes on a forest that is right, with the same figure each time", () => {
    const random = Math.random;
    const check = crossCheckForest(forest, table, { rows: 500 });
    expect(check.measured).toBeGreaterThan(0.9);
    expect(check.passed).toBe(true);
    expect(crossCheckForest(forest, table, { rows: 500 })).toEqual(check);
    expect(Math.random).toBe(random);
  });

  it("fails on a forest with its thresholds shifted", () => {
    const check = crossCheckForest(
      {
        ...forest,
        trees: forest.trees.map((tree) => ({ ...tree, threshold: tree.threshold.map((value) => value - 4) })),
      },
      table,
      { rows: 500 },
    );
    expect(check.measured).toBeLessThan(0.8);
    expect(check.passed).toBe(false);
  });

  it("has nothing to rank where all rows are alike", () => {
    const flat = {
      rows: 20,
      columns: [{ name: "x", kind: "numeric" as const, values: new Float64Array(20) }],
    };
    expect(crossCheckForest(fitIsolationForest(flat, { seed: 1, trees: 2 }), flat)).toMatchObject({
      measured: null,
      passed: true,
    });
  });
});
