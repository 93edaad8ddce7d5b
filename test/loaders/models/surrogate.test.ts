import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defineFeatures } from "../../../lib/core/features/feature.js";
import { predictBoostedTrees } from "../../../lib/core/models/boostedTrees.js";
import type { BoostedTrees } from "../../../lib/core/models/boostedTreesDocument.js";
import type { NumericColumn } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { fitSurrogate } from "../../../loaders/models/surrogate.js";
import { growLeaves, isWithin } from "../../../loaders/models/surrogateTree.js";
import { segmentWords } from "../../../loaders/models/surrogateWords.js";

const features = defineFeatures([
  { name: "pay", kind: "numeric", unit: "days", title: "Days since the last pay", about: "", reason: String },
  { name: "activity", kind: "numeric", unit: "ratio", title: "Activity", about: "", reason: String },
]);

const leaf = (value: number) => ({ kind: "leaf" as const, value, cover: 100 });
const asks = (feature: number, threshold: number, left: number, right: number) => ({
  kind: "threshold" as const,
  feature,
  threshold,
  left,
  right,
  missing: "right" as const,
  gain: 100,
  cover: 100,
});

/** Pay 40 days away or never: likely to leave; else by activity. */
const planted: BoostedTrees = {
  schema: 1,
  type: "boostedTrees",
  features: [
    { name: "pay", kind: "numeric" },
    { name: "activity", kind: "numeric" },
  ],
  baseMargin: 0,
  trees: [[asks(0, 40, 1, 2), asks(1, 0.5, 3, 4), leaf(1), leaf(-1), leaf(-4)]],
  training: { rows: 1000, positives: 100 },
};

const random = new Random(3);
const rows = 6000;
const pay = Float64Array.from({ length: rows }, () =>
  random.uniform() < 0.1 ? Number.NaN : random.integer(80),
);
const activity = Float64Array.from({ length: rows }, () => random.integer(150) / 100);
const table = {
  rows,
  columns: [
    { name: "pay", kind: "numeric", values: pay },
    { name: "activity", kind: "numeric", values: activity },
  ] satisfies NumericColumn[],
};

describe("fitSurrogate(model, table, features, options)", () => {
  const probabilities = predictBoostedTrees(planted, table);
  const labels = Uint8Array.from(probabilities, (value) => (random.uniform() < value ? 1 : 0));
  const surrogate = fitSurrogate(planted, table, features, { labels, seed: 1 });

  it("finds a planted tree, and measures its segments on all rows", () => {
    const count = (isIn: (row: number) => boolean): string =>
      Array.from(pay.keys()).filter(isIn).length.toLocaleString("en-GB");
    const late = (row: number): boolean => !(pay[row]! < 40);
    expect(new Set(surrogate.segments.map(({ probability }) => probability.toFixed(9)))).toEqual(
      new Set([1, -1, -4].map((margin) => (1 / (1 + Math.exp(-margin))).toFixed(9))),
    );
    const sentences = surrogate.segments.map(({ sentence }) => sentence);
    const total = surrogate.segments.reduce((sum, { clients }) => sum + clients, 0);
    expect(total).toBe(rows);
    expect(sentences).toContain(
      `Clients with days since the last pay below 40 and activity below 50 %: 27 % likely to leave, ${count((row) => !late(row) && activity[row]! < 0.5)} clients.`,
    );
    expect(sentences[0]).toMatch(
      /^Clients with days since the last pay of 40 or more or not known.*: 73 % likely to leave/,
    );
  });

  it("states how true it is", () => {
    expect(surrogate.fidelity.rSquared).toBeCloseTo(1, 9);
    expect(surrogate.fidelity.auc).toBeGreaterThan(0.7);
    expect(surrogate.fidelity.grownOn).toBeLessThanOrEqual(2000);
    for (const { observed, probability, clients } of surrogate.segments) {
      const deviation = Math.sqrt((probability * (1 - probability)) / clients);
      expect(Math.abs(observed! - probability)).toBeLessThan(4 * deviation);
    }
  });

  it("can be written as JSON and read again", () => {
    expect(JSON.parse(JSON.stringify(surrogate))).toEqual(surrogate);
  });

  it("is one segment of everybody where the model has no tree, and has no figures without labels", () => {
    const dull = fitSurrogate({ ...planted, trees: [] }, table, features, { labels: null, seed: 1 });
    expect(dull.segments.map(({ sentence }) => sentence)).toEqual([
      "All clients: 50 % likely to leave, 6,000 clients.",
    ]);
    expect(dull.fidelity).toMatchObject({ rSquared: null, auc: null });
    expect(dull.segments[0]!.observed).toBeNull();
  });

  it("refuses an empty table", () => {
    const empty = { rows: 0, columns: [] };
    expect(() => fitSurrogate(planted, empty, features, { labels: null, seed: 1 })).toThrow(RangeError);
  });
});

describe("growLeaves(columns, values, options)", () => {
  it("takes every row once, whatever ties and missing values there are, and never splits equals", () => {
    const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(Number.NaN));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value, fc.double({ min: 0, max: 1, noNaN: true })), {
          minLength: 5,
          maxLength: 60,
        }),
        (drawn) => {
          const columns = [0, 1].map((at): NumericColumn => ({
            name: `x${at}`,
            kind: "numeric",
            values: Float64Array.from(drawn, (row) => row[at]!),
          }));
          const leaves = growLeaves(
            columns,
            Float64Array.from(drawn, (row) => row[2]),
            { depth: 3, leastRows: 2, seed: 1 },
          );
          for (const row of drawn) {
            const homes = leaves.filter((bounds) =>
              bounds.every((bound) => isWithin(bound, bound.feature === "x0" ? row[0] : row[1])),
            );
            expect(homes).toHaveLength(1);
          }
        },
      ),
    );
  });
});

describe("segmentWords(segment, featureOf, hasMissing, outcome)", () => {
  const bound = { feature: "pay", from: null, below: null, missing: "out" } as const;
  it.each([
    [[{ ...bound, from: 10, below: 40 }], "Clients with days since the last pay from 10 to below 40"],
    [
      [{ ...bound, from: 1200, missing: "in" as const }],
      "Clients with days since the last pay of 1,200 or more or not known",
    ],
    [[bound], "Clients with days since the last pay: known"],
    [[{ ...bound, missing: "only" as const }], "Clients with days since the last pay: not known"],
    [
      [
        { ...bound, below: 5 },
        { ...bound, feature: "activity", from: 0.125 },
      ],
      "Clients with days since the last pay below 5 and activity of 12.5 % or more",
    ],
  ])("says %j", (bounds, words) => {
    const segment = { bounds, clients: 1, probability: 0.0042 };
    const said = segmentWords(
      segment,
      (name) => features.find((each) => each.name === name)!,
      () => true,
      "likely to leave",
    );
    expect(said).toBe(`${words}: 0.42 % likely to leave, 1 client.`);
  });
});
