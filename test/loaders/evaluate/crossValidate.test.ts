import { describe, expect, it } from "vitest";
import type { FeatureTable } from "../../../lib/core/models/table.js";
import {
  crossValidate,
  meanFigures,
  repeatOnAllRows,
  stratifiedFolds,
  type Fit,
} from "../../../loaders/evaluate/crossValidate.js";

const labels = Uint8Array.from({ length: 103 }, (_, i) => (i % 4 === 0 ? 1 : 0));
const values = Float64Array.from(labels, (label, i) => (label === 1 ? 0.9 : 0.2) + i / 1e6);
const table: FeatureTable = { rows: 103, columns: [{ name: "p", kind: "numeric", values }] };

/** Counts seconds by the number of times it was asked. */
const ticking = (): (() => number) => {
  let seconds = 0;
  return () => seconds++;
};

describe("stratifiedFolds(labels, folds, seed)", () => {
  it("puts each row in one fold, each fold with its share of positives", () => {
    const folds = stratifiedFolds(labels, 5, 1);
    for (let fold = 0; fold < 5; fold++) {
      const rows = [...folds.keys()].filter((row) => folds[row] === fold);
      expect([20, 21]).toContain(rows.length);
      expect([5, 6]).toContain(rows.filter((row) => labels[row] === 1).length);
    }
  });

  it("is the same for the same seed only", () => {
    expect(stratifiedFolds(labels, 5, 1)).toEqual(stratifiedFolds(labels, 5, 1));
    expect(stratifiedFolds(labels, 5, 1)).not.toEqual(stratifiedFolds(labels, 5, 2));
  });

  it("refuses a class that cannot put two rows in each fold", () => {
    const few = Uint8Array.from({ length: 100 }, (_, i) => (i < 9 ? 1 : 0));
    expect(() => stratifiedFolds(few, 5, 1)).toThrow(/9 rows are 1: too few to put 2 in each of 5 folds/);
    expect(() =>
      stratifiedFolds(
        few.map((label) => 1 - label),
        5,
        1,
      ),
    ).toThrow(/9 rows are 0/);
    expect(stratifiedFolds(few, 4, 1)).toHaveLength(100);
  });
});

describe("crossValidate(table, labels, fit, options)", () => {
  it("judges by rows that the fit has not seen, every row once", () => {
    const judged: number[] = [];
    const fit: Fit = (train) => {
      const seen = new Set(train.columns[0]!.kind === "numeric" ? train.columns[0]!.values : []);
      return (test) => {
        const column = test.columns[0]!;
        if (column.kind !== "numeric") throw new Error("numbers expected");
        expect(seen.size + test.rows).toBe(103);
        expect(column.values.some((value) => seen.has(value))).toBe(false);
        judged.push(...column.values);
        return column.values.slice();
      };
    };
    const folds = crossValidate(table, labels, fit, { folds: 5, seed: 3, clock: ticking() });
    expect(judged.sort()).toEqual([...values].sort());
    expect(folds.map(({ fold, seed, fitSeconds }) => [fold, seed, fitSeconds])).toEqual(
      [1, 2, 3, 4, 5].map((fold) => [fold, 3, 1]),
    );
    expect(folds.reduce((sum, { rows }) => sum + rows, 0)).toBe(103);
    for (const { auc, ks } of folds) expect([auc, ks]).toEqual([1, 1]);
  });

  it("gives figures that can be worked out by hand", () => {
    const half: Fit = () => (test) => new Float64Array(test.rows).fill(0.5);
    const folds = crossValidate(table, labels, half, { folds: 4, seed: 1, clock: ticking() });
    const mean = meanFigures(folds);
    expect(mean).toEqual({
      auc: 0.5,
      ks: 0,
      brier: 0.25,
      logLoss: expect.closeTo(Math.LN2, 12) as number,
      fitSeconds: 1,
    });
  });
});

describe("repeatOnAllRows(table, labels, fit, options)", () => {
  it("fits on all rows with one seed after the other", () => {
    const seeds: number[] = [];
    const fit: Fit = (train, _, seed) => {
      seeds.push(seed);
      return () => new Float64Array(train.rows).fill(seed / 10);
    };
    const folds = repeatOnAllRows(table, labels, fit, { repeats: 3, seed: 4, clock: ticking() });
    expect(seeds).toEqual([4, 5, 6]);
    expect(folds.map(({ fold, seed, rows, positives }) => [fold, seed, rows, positives])).toEqual([
      [1, 4, 103, 26],
      [2, 5, 103, 26],
      [3, 6, 103, 26],
    ]);
  });
});
