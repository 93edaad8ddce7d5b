import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { auc } from "../../../lib/core/metrics/auc.js";
import { boostedTreesMargin, predictBoostedTrees } from "../../../lib/core/models/boostedTrees.js";
import { takeRows, type FeatureTable } from "../../../lib/core/models/table.js";
import { fitBoostedTrees } from "../../../lib/fit/boostedTrees.js";
import { type BoostedTreesOptions } from "../../../lib/fit/boostedTrees/options.js";
import { hashedTable } from "./hashedTable.js";
import { categoryTable, numericTable } from "./numericTable.js";

interface Reference {
  readonly sameBins: readonly {
    readonly monotone: NonNullable<BoostedTreesOptions["monotone"]>;
    readonly margins: readonly number[];
  }[];
  readonly auc: readonly {
    readonly seed: number;
    readonly rows: number;
    readonly levels: number;
    readonly missing: number;
    readonly auc: number;
  }[];
}

const reference = JSON.parse(
  readFileSync(new URL("../../fixtures/boostedTrees/xgboost.json", import.meta.url), "utf8"),
) as Reference;

/** Every row and column, and leaves that are the whole Newton step. */
const whole = {
  seed: 1,
  rowShare: 1,
  columnShare: 1,
  learningRate: 1,
  minChildWeight: 0,
  minCategoryRows: 1,
};
const stump = { ...whole, trees: 1, depth: 1 };

function fitted(
  table: FeatureTable,
  labels: readonly number[],
  options: BoostedTreesOptions,
): ReturnType<typeof fitBoostedTrees> {
  return fitBoostedTrees(table, Uint8Array.from(labels), options);
}

describe("fitBoostedTrees(train, labels, options), by hand", () => {
  it("splits where the gain is largest, with Newton leaves", () => {
    // At p = ½ the gradients are ±½ and the hessians ¼: 1²/(½ + 1) on either side.
    const model = fitted(numericTable({ x: [1, 2, 3, 4] }), [0, 0, 1, 1], stump);
    expect(model.baseMargin).toBe(0);
    const [[root, left, right]] = model.trees as [(typeof model.trees)[0]];
    expect(root).toEqual({
      kind: "threshold",
      feature: 0,
      threshold: 2.5,
      left: 1,
      right: 2,
      missing: "right",
      gain: 4 / 3,
      cover: 1,
    });
    expect(left).toEqual({ kind: "leaf", value: -2 / 3, cover: 0.5 });
    expect(right).toEqual({ kind: "leaf", value: 2 / 3, cover: 0.5 });
  });

  it("sends missing values the better way", () => {
    // p = ⅔: gradients ⅔ and −⅓, hessians 2/9; the missing rows are positive, like those on the right.
    const x = [1, 2, 3, 4, Number.NaN, Number.NaN];
    const model = fitted(numericTable({ x }), [0, 0, 1, 1, 1, 1], stump);
    const [root, left, right] = model.trees[0]!;
    expect(root).toMatchObject({ threshold: 2.5, missing: "right" });
    expect((root as { gain: number }).gain).toBeCloseTo(16 / 13 + 16 / 17, 7);
    expect((left as { value: number }).value).toBeCloseTo(-12 / 13, 7);
    expect((right as { value: number }).value).toBeCloseTo(12 / 17, 7);
  });

  it("sets missing values against all others where that is best", () => {
    const x = [1, 2, 3, Number.NaN, Number.NaN, Number.NaN];
    const table = numericTable({ x });
    const model = fitted(table, [0, 0, 0, 1, 1, 1], stump);
    expect(model.trees[0]![0]).toMatchObject({ threshold: -Number.MAX_VALUE, missing: "left" });
    const [value, , , missing] = boostedTreesMargin(model, table);
    expect(missing).toBeCloseTo(1.5 / 1.75, 12);
    expect(value).toBeCloseTo(-1.5 / 1.75, 12);
  });

  it.each([
    ["a child that weighs too little", { minChildWeight: 0.6 }],
    ["a gain that is too small", { minGain: 1.34 }],
  ])("does not split for %s", (_, more) => {
    const model = fitted(numericTable({ x: [1, 2, 3, 4] }), [0, 0, 1, 1], { ...stump, ...more });
    expect(model.trees).toEqual([[{ kind: "leaf", value: -0, cover: 1 }]]);
  });

  const texts = ["a", "a", "b", "b", "c", "c", "d", "d"];
  const outcomes = [0, 0, 1, 1, 0, 0, 1, 1];

  it("orders categories by gradient / hessian", () => {
    const model = fitted(categoryTable("c", texts), outcomes, { ...stump, oneHot: 0 });
    // b and d on the left: ½ · 4 rows, squared, over 4 · ¼ + 1, on either side.
    expect(model.trees[0]![0]).toMatchObject({ kind: "categories", categories: [1, 3], gain: 4 });
    expect(model.trees[0]![1]).toMatchObject({ value: 1 });
  });

  it("sets one category against the rest where there are few", () => {
    const model = fitted(categoryTable("c", texts), outcomes, { ...stump, oneHot: 4 });
    const [root] = model.trees[0]!;
    expect(root).toMatchObject({ kind: "categories", categories: [0] });
    expect((root as { gain: number }).gain).toBeCloseTo(1 / 1.5 + 1 / 2.5, 12);
  });

  it("takes categories that are rare for missing ones", () => {
    const model = fitted(categoryTable("c", [...texts, "e"]), [...outcomes, 1], {
      ...stump,
      minCategoryRows: 2,
    });
    expect(model.features).toEqual([{ name: "c", kind: "category", categories: ["a", "b", "c", "d"] }]);
    const [rare, missing] = boostedTreesMargin(model, categoryTable("c", ["e", ""]));
    expect(rare).toBe(missing);
  });
});

describe("fitBoostedTrees(train, labels, options), beside XGBoost", () => {
  it.each(reference.sameBins)("grows the same trees from the same bins, monotone $monotone", (answer) => {
    const { table, labels } = hashedTable(21, 2000, 60, 0.1);
    const options = { ...whole, trees: 20, depth: 4, learningRate: 0.1, minChildWeight: 1 };
    const model = fitBoostedTrees(table, labels, { ...options, monotone: answer.monotone });
    const margins = boostedTreesMargin(model, table);
    answer.margins.forEach((margin, row) => expect(margins[row]).toBeCloseTo(margin, 4));
  });

  it.each(reference.auc)(
    "ranks as well on table $seed, where values share bins, with $missing missing",
    (answer) => {
      const { table, labels } = hashedTable(answer.seed, answer.rows, answer.levels, answer.missing);
      const half = answer.rows / 2;
      const first = Int32Array.from({ length: half }, (_, row) => row);
      const second = first.map((row) => row + half);
      const options = { ...whole, trees: 100, depth: 4, learningRate: 0.1, minChildWeight: 1 };
      const model = fitBoostedTrees(takeRows(table, first), labels.slice(0, half), options);
      const area = auc(predictBoostedTrees(model, takeRows(table, second)), labels.slice(half));
      expect(Math.abs(area - answer.auc)).toBeLessThan(0.001);
    },
  );
});

/** Tables of whole numbers, some missing, with both outcomes. */
const smallTables = fc.integer({ min: 8, max: 60 }).chain((rows) => {
  const numbers = fc.array(
    fc.oneof(
      { weight: 5, arbitrary: fc.integer({ min: -9, max: 9 }) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    ),
    {
      minLength: rows,
      maxLength: rows,
    },
  );
  const labels = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: rows - 2, maxLength: rows - 2 });
  return fc.record({ x: numbers, y: numbers, labels: labels.map((values) => [0, 1, ...values]) });
});

describe("fitBoostedTrees(train, labels, options), properties", () => {
  const options = { ...whole, trees: 5, depth: 3, learningRate: 0.3 };

  it("rises with a feature it must rise with, whatever the other", () => {
    fc.assert(
      fc.property(smallTables, ({ x, y, labels }) => {
        const model = fitted(numericTable({ x, y }), labels, { ...options, monotone: { x: 1, y: -1 } });
        const grid = Array.from({ length: 21 }, (_, step) => step - 10);
        for (const other of [-9, 0, 9, Number.NaN]) {
          const others = grid.map(() => other);
          const rising = boostedTreesMargin(model, numericTable({ x: grid, y: others }));
          const falling = boostedTreesMargin(model, numericTable({ x: others, y: grid }));
          for (let i = 1; i < grid.length; i++) {
            expect(rising[i]! - rising[i - 1]!).toBeGreaterThanOrEqual(-1e-12);
            expect(falling[i]! - falling[i - 1]!).toBeLessThanOrEqual(1e-12);
          }
        }
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it("does not care for a monotone transformation of a feature", () => {
    fc.assert(
      fc.property(smallTables, fc.integer({ min: 2, max: 12 }), ({ x, y, labels }, bins) => {
        const plain = numericTable({ x, y });
        const bent = numericTable({
          x: x.map((value) => value ** 3 + value),
          y: y.map((value) => Math.exp(value)),
        });
        const margins = (table: FeatureTable): Float64Array =>
          boostedTreesMargin(fitted(table, labels, { ...options, bins }), table);
        expect(margins(bent)).toEqual(margins(plain));
      }),
      { seed: 2, numRuns: 60 },
    );
  });

  it("does not care for the order of the rows", () => {
    fc.assert(
      fc.property(smallTables, ({ x, y, labels }) => {
        const back = <T>(values: readonly T[]): T[] => values.slice().reverse();
        const model = fitted(numericTable({ x, y }), labels, options);
        const reversed = fitted(numericTable({ x: back(x), y: back(y) }), back(labels), options);
        expect(JSON.stringify(reversed)).toBe(JSON.stringify(model));
      }),
      { seed: 3, numRuns: 60 },
    );
  });
});

describe("fitBoostedTrees(train, labels, options), seeds and slices", () => {
  const { table, labels } = hashedTable(41, 1500, 500, 0.1);
  const sampled = { trees: 15, rowShare: 0.6, columnShare: 0.5 };

  it("gives the same bytes for the same seed, and others for another", () => {
    const bytes = (seed: number): string =>
      JSON.stringify(fitBoostedTrees(table, labels, { ...sampled, seed }));
    expect(bytes(7)).toBe(bytes(7));
    expect(bytes(8)).not.toBe(bytes(7));
  });

  it("is a JSON document", () => {
    const model = fitBoostedTrees(table, labels, { ...sampled, seed: 1 });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("keeps the trees up to the lowest log-loss on the later slice", () => {
    const later = hashedTable(42, 800, 500, 0.1);
    const watched = { seed: 1, trees: 400, learningRate: 0.3, valid: later.table, validLabels: later.labels };
    const model = fitBoostedTrees(table, labels, { ...watched, earlyStopping: 10 });
    expect(model.trees.length).toBeGreaterThan(3);
    expect(model.trees.length).toBeLessThan(100);
    const all = fitBoostedTrees(table, labels, { seed: 1, trees: model.trees.length, learningRate: 0.3 });
    expect(model.trees).toEqual(all.trees);
  });

  it("keeps no tree where none helps", () => {
    const later = hashedTable(42, 800, 500, 0.1);
    const wrong = later.labels.map((label) => 1 - label);
    const model = fitBoostedTrees(table, labels, { seed: 1, valid: later.table, validLabels: wrong });
    expect(model.trees).toEqual([]);
  });
});

describe("fitBoostedTrees(train, labels, options), bad input", () => {
  const x = [1, 2, 3, 4, 5, 6];
  const labels = [0, 0, 0, 1, 1, 1];
  const train = numericTable({ x });

  it.each<[string, FeatureTable, readonly number[], Partial<BoostedTreesOptions>, string]>([
    ["one class only", train, [1, 1, 1, 1, 1, 1], {}, "Nothing to tell apart: 6 of 6 labels are 1."],
    ["too few labels", train, [0, 1], {}, "2 labels for 6 rows."],
    ["a label of 2", train, [0, 0, 0, 1, 1, 2], {}, "A label is 2; it must be 0 or 1."],
    ["no columns", { rows: 6, columns: [] }, labels, {}, "The table has no columns."],
    [
      "a name that comes twice",
      { rows: 6, columns: [...train.columns, ...train.columns] },
      labels,
      {},
      "Two columns have the same name.",
    ],
    ["no rows drawn", train, labels, { rowShare: 0 }, "rowShare is 0; it must be above 0 and at most 1."],
    ["too many bins", train, labels, { bins: 256 }, "bins is 256; it must be a whole number from 2 to 255."],
    ["a penalty below 0", train, labels, { l2: -1 }, "l2 is -1; it must be a finite number, 0 or more."],
    [
      "a constraint on no column",
      train,
      labels,
      { monotone: { z: 1 } },
      "monotone names z, which is not a column.",
    ],
    [
      "a constraint on texts",
      categoryTable("c", ["a", "b", "a", "b", "a", "b"]),
      labels,
      { monotone: { c: 1 } },
      "monotone names c, which is not numeric.",
    ],
    ["a slice without labels", train, labels, { valid: train }, "0 labels for 6 rows."],
  ])("refuses %s", (_, table, given, options, message) => {
    expect(() => fitted(table, given, { ...stump, ...options })).toThrow(new RangeError(message));
  });

  it("refuses more rows than sum exactly", () => {
    const rows = 2 ** 24 + 1;
    const many = new Uint8Array(rows);
    many[0] = 1;
    expect(() => fitBoostedTrees({ rows, columns: [] }, many, { seed: 1 })).toThrow(
      new RangeError("16777217 rows; at most 16777216 can be fitted."),
    );
  });

  it("never asks for a constant feature, or one without any value", () => {
    const table = numericTable({ constant: x.map(() => 7), empty: x.map(() => Number.NaN), x });
    const model = fitted(table, labels, { ...whole, trees: 3 });
    const asked = model.trees.flat().flatMap((node) => (node.kind === "leaf" ? [] : [node.feature]));
    expect(new Set(asked)).toEqual(new Set([2]));
  });

  it("gives the share of positives where there is nothing to ask for", () => {
    const table = numericTable({ constant: x.map(() => 7) });
    const scores = predictBoostedTrees(fitted(table, [0, 0, 0, 0, 1, 1], whole), table);
    for (const score of scores) expect(score).toBeCloseTo(1 / 3, 7);
  });

  it("takes infinities for the largest numbers", () => {
    const ends = [-Infinity, -Infinity, 0, 1, Infinity, Infinity];
    const table = numericTable({ x: ends });
    const model = fitted(table, [1, 1, 0, 0, 1, 1], { ...whole, trees: 2, depth: 3 });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    const most = [-Number.MAX_VALUE, -Number.MAX_VALUE, 0, 1, Number.MAX_VALUE, Number.MAX_VALUE];
    const margins = boostedTreesMargin(model, table);
    expect(margins).toEqual(boostedTreesMargin(model, numericTable({ x: most })));
    expect(margins[0]).toBeGreaterThan(margins[2]!);
    expect(margins[5]).toBeGreaterThan(margins[3]!);
  });
});
