import { describe, expect, it } from "vitest";
import { predictScorecard, scorePoints, pdOfPoints } from "../../../lib/core/models/scorecard.js";
import { Random } from "../../../lib/core/random.js";
import { calibrated, fitCalibration, logitOf } from "../../../lib/fit/calibrate.js";
import { calibrateScorecard } from "../../../lib/fit/calibrateScorecard.js";
import { designEffect, withClusterErrors } from "../../../lib/fit/clusterErrors.js";
import { fitScorecard } from "../../../lib/fit/scorecard.js";

/** Two numbers, a text and a label that depends on all of them; some values are missing. */
function sample(rows: number, seed = 1) {
  const random = new Random(seed, 0);
  const [a, b] = [new Float64Array(rows), new Float64Array(rows)];
  const codes = new Int32Array(rows);
  const labels = new Uint8Array(rows);
  const truth = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    a[row] = random.normal();
    b[row] = random.uniform() < 0.1 ? Number.NaN : random.normal();
    codes[row] = random.integer(3);
    truth[row] =
      1 / (1 + Math.exp(2 - a[row]! - 0.5 * (Number.isNaN(b[row]!) ? 1 : b[row]!) - 0.4 * codes[row]!));
    labels[row] = random.uniform() < truth[row]! ? 1 : 0;
  }
  const table = {
    rows,
    columns: [
      { name: "a", kind: "numeric" as const, values: a },
      { name: "b", kind: "numeric" as const, values: b },
      { name: "c", kind: "category" as const, codes, categories: ["x", "y", "z"] },
    ],
  };
  return { table, labels, truth };
}

describe("fitCalibration(probabilities, labels)", () => {
  it("finds what was done to the log odds", () => {
    const { labels, truth } = sample(40_000);
    const bent = truth.map((p) => 1 / (1 + Math.exp(-(0.7 + 2 * logitOf(p)))));
    const found = fitCalibration(bent, labels)!;
    expect(found.slope).toBeCloseTo(0.5, 1);
    expect(found.intercept).toBeCloseTo(-0.35, 1);
    const right = calibrated(bent, found);
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((s, v) => s + v, 0) / values.length;
    expect(mean(right)).toBeCloseTo(mean(labels), 9);
  });

  it.each([
    ["ranks the wrong way", [0.9, 0.8, 0.7, 0.3, 0.2, 0.1], [0, 0, 1, 0, 1, 1]],
    ["is one class only", [0.1, 0.5, 0.9], [0, 0, 0]],
    ["says the same of all", [0.5, 0.5, 0.5, 0.5], [0, 1, 0, 1]],
    ["ranks without error", [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]],
  ])("gives null where the model %s", (_, probabilities, labels) => {
    expect(fitCalibration(Float64Array.from(probabilities), Uint8Array.from(labels))).toBeNull();
  });

  it("takes probabilities of 0 and 1", () => {
    const found = fitCalibration(
      Float64Array.from([0, 0.2, 0.4, 0.3, 0.7, 1]),
      Uint8Array.from([0, 0, 1, 0, 1, 0]),
    );
    expect(Number.isFinite(found?.slope ?? 0)).toBe(true);
  });

  it("refuses lists of different lengths", () => {
    expect(() => fitCalibration(new Float64Array(2), new Uint8Array(3))).toThrow(RangeError);
  });
});

describe("calibrateScorecard(model, calibration)", () => {
  const { table, labels } = sample(4000);
  const model = fitScorecard(table, labels, { entry: 0.05, ridge: 1 });
  const calibration = { intercept: -0.4, slope: 0.8 };
  const folded = calibrateScorecard(model, calibration);

  it("gives what calibrating the probabilities gives", () => {
    const expected = calibrated(predictScorecard(model, table), calibration);
    const probabilities = predictScorecard(folded, table);
    for (let row = 0; row < table.rows; row++) expect(probabilities[row]).toBeCloseTo(expected[row]!, 12);
  });

  it("has points that agree with its probabilities", () => {
    const points = scorePoints(folded, table);
    const probabilities = predictScorecard(folded, table);
    for (let row = 0; row < table.rows; row++) {
      expect(pdOfPoints(folded.scale, points[row]!)).toBeCloseTo(probabilities[row]!, 10);
    }
  });

  it("leaves bins and tests as they were, and stretches the errors", () => {
    folded.features.forEach((feature, j) => {
      const before = model.features[j]!;
      expect(feature.pValue).toBe(before.pValue);
      expect(feature.standardError).toBeCloseTo(0.8 * before.standardError, 12);
      expect(feature.bins.map(({ woe }) => woe)).toEqual(before.bins.map(({ woe }) => woe));
    });
  });

  it("moves a scorecard without features", () => {
    const empty = { ...model, features: [] };
    const moved = calibrateScorecard(empty, { intercept: 1, slope: 1 });
    expect(predictScorecard(moved, table)[0]).toBeCloseTo(1 / (1 + Math.exp(model.intercept - 1)), 12);
    expect(pdOfPoints(moved.scale, scorePoints(moved, table)[0]!)).toBeCloseTo(
      predictScorecard(moved, table)[0]!,
      12,
    );
  });

  it.each([0, -1, Number.NaN])("refuses a slope of %s", (slope) => {
    expect(() => calibrateScorecard(model, { intercept: 0, slope })).toThrow(RangeError);
  });
});

describe("designEffect(labels, clusters)", () => {
  it.each([
    ["no cluster has two positives", [1, 1, 0, 0], [0, 1, 0, 1], 1],
    ["every positive comes twice", [1, 1, 1, 1, 0], [0, 0, 1, 1, 2], 2],
    ["sizes differ: (9 + 1) / 4", [1, 1, 1, 1], [0, 0, 0, 1], 2.5],
    ["there are none", [0, 0], [0, 0], 1],
  ])("when %s", (_, labels, clusters, effect) => {
    expect(designEffect(Uint8Array.from(labels), Int32Array.from(clusters))).toBe(effect);
  });
});

describe("withClusterErrors(model, table, labels, clusters)", () => {
  const { table, labels } = sample(3000, 2);
  const model = fitScorecard(table, labels, { entry: 1, ridge: 0 });
  const own = Int32Array.from({ length: table.rows }, (_, row) => row);

  it("is near the usual errors when every row is its own cluster", () => {
    withClusterErrors(model, table, labels, own).features.forEach((feature, j) => {
      expect(feature.standardError / model.features[j]!.standardError).toBeCloseTo(1, 0);
      expect(Math.abs(feature.standardError / model.features[j]!.standardError - 1)).toBeLessThan(0.1);
    });
  });

  it("does not shrink when every row is told four times", () => {
    const rows = Int32Array.from({ length: 4 * table.rows }, (_, row) => row % table.rows);
    const again = {
      rows: rows.length,
      columns: table.columns.map((column) =>
        column.kind === "numeric"
          ? { ...column, values: Float64Array.from(rows, (row) => column.values[row]!) }
          : { ...column, codes: Int32Array.from(rows, (row) => column.codes[row]!) },
      ),
    };
    const told = Uint8Array.from(rows, (row) => labels[row]!);
    const once = withClusterErrors(model, table, labels, own);
    withClusterErrors(model, again, told, rows).features.forEach((feature, j) => {
      expect(feature.standardError).toBeCloseTo(once.features[j]!.standardError, 10);
    });
  });
});
