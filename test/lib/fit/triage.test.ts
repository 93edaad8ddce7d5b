import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { confirmationProbability, triageOrder } from "../../../lib/core/models/triage.js";
import { Random } from "../../../lib/core/random.js";
import { fitLogistic } from "../../../lib/fit/logistic.js";
import { fitShrunk } from "../../../lib/fit/shrunkLogistic.js";
import { fitTriage, type Verdict } from "../../../lib/fit/triage.js";

/**
 * Every third of the 1,793 alerts of the last 90 days of the default bank (seed 1, 20 alerts a day): whether the truth
 * calls it an anomaly, its score, and what each feature contributes.
 */
const [header, ...lines] = readFileSync("test/fixtures/anomaly/alerts.csv", "utf8").trim().split("\n");
const features = header!.split(",").slice(2);
const alerts: Verdict[] = lines.map((line) => {
  const [isConfirmed, score, ...contributions] = line.split(",").map(Number);
  return { isConfirmed: isConfirmed === 1, score: score!, contributions };
});

const precision = (of: readonly Verdict[], order: readonly number[], first: number): number =>
  order.slice(0, first).filter((index) => of[index]!.isConfirmed).length / first;

/** Mean precision among the first 40 of the alerts without a label, before and after `count` labels; 20 draws. */
function trial(count: number, within: number): { before: number; after: number } {
  const sum = { before: 0, after: 0 };
  let fits = 0;
  for (let draw = 0; draw < 20; draw++) {
    const order = Int32Array.from({ length: within }, (_, index) => index);
    new Random(draw).shuffle(order);
    const judged = new Set(order.subarray(0, count));
    const triage = fitTriage(
      alerts.filter((_, index) => judged.has(index)),
      features,
      { seed: 1 },
    );
    if (triage === null) continue;
    const others = alerts.filter((_, index) => !judged.has(index));
    sum.before += precision(others, triageOrder(others, null), 40);
    sum.after += precision(others, triageOrder(others, triage), 40);
    fits++;
  }
  return { before: sum.before / fits, after: sum.after / fits };
}

describe("fitTriage(verdicts, features, options)", () => {
  it("finds more among other alerts after 60 verdicts on any of them, and more yet after 120", () => {
    const sixty = trial(60, alerts.length);
    const more = trial(120, alerts.length);
    expect(sixty.after).toBeGreaterThan(sixty.before + 0.02);
    expect(more.after).toBeGreaterThan(more.before + 0.05);
  });

  it("does no harm where only the oddest were judged", () => {
    const { before, after } = trial(60, 60);
    expect(after).toBeGreaterThanOrEqual(before);
  });

  const some = alerts.slice(0, 60);
  it.each([
    ["fewer than 30 verdicts", some.slice(0, 29)],
    ["fewer than 5 dismissed", some.map((each, index) => ({ ...each, isConfirmed: index > 3 }))],
    ["none confirmed", some.map((each) => ({ ...each, isConfirmed: false }))],
    ["no verdicts", []],
  ])("leaves the forest's order with %s", (_, verdicts) => {
    expect(fitTriage(verdicts, features, { seed: 1 })).toBeNull();
  });

  it("is plain JSON, the same for the same verdicts", () => {
    const triage = fitTriage(some, features, { seed: 1 });
    expect(JSON.parse(JSON.stringify(triage))).toEqual(triage);
    expect(fitTriage(some, features, { seed: 1 })).toEqual(triage);
    expect(triage).toMatchObject({ schema: 1, type: "triage", labels: 60 });
    expect(triage!.coefficients.map(({ name }) => name)).toEqual(features);
  });

  it("refuses verdicts of another forest", () => {
    expect(() =>
      fitTriage([{ score: 0.5, contributions: [1], isConfirmed: true }], features, { seed: 1 }),
    ).toThrow("A verdict has 1 contributions, not 18.");
  });
});

describe("triageOrder(alerts, triage)", () => {
  const triage = {
    schema: 1,
    type: "triage",
    labels: 40,
    confirmed: 20,
    leastScore: 0.5,
    ridge: 10,
    intercept: 0,
    scoreCoefficient: 3,
    coefficients: [{ name: "burst", coefficient: 2 }],
  } as const;
  const some = [
    { score: 0.4, contributions: [-9] },
    { score: 0.5, contributions: [-1] },
    { score: 0.6, contributions: [0] },
    { score: 0.45, contributions: [0] },
  ];

  it("puts the likeliest first, and those below all verdicts last, by score", () => {
    expect(triageOrder(some, triage)).toEqual([1, 2, 3, 0]);
    expect(triageOrder(some, null)).toEqual([2, 1, 3, 0]);
  });

  it("gives the chance of being confirmed, where verdicts can tell", () => {
    expect(confirmationProbability(triage, some[1]!)).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
    expect(confirmationProbability(triage, some[2]!)).toBeCloseTo(1 / (1 + (4 / 6) ** 3), 12);
    expect(confirmationProbability(triage, some[0]!)).toBeNull();
    expect(() => confirmationProbability(triage, { score: 0.6, contributions: [] })).toThrow(RangeError);
  });
});

describe("fitShrunk(sample, labels, ridge)", () => {
  const random = new Random(5);
  const columns = [0, 1, 2].map((j) =>
    Float64Array.from({ length: 200 }, () => (j + 1) * random.normal() + j),
  );
  const labels = Uint8Array.from({ length: 200 }, (_, row) =>
    Number(random.normal() + columns[0]![row]! > 0.5),
  );

  it("is a ridge regression where the offset is 0", () => {
    const found = fitShrunk({ offset: new Float64Array(200), columns }, labels, 5);
    const expected = fitLogistic(columns, labels, { ridge: 5, tolerance: 1e-10 });
    expect(found[0]).toBeCloseTo(expected.intercept, 6);
    expected.coefficients.forEach((coefficient, j) => expect(found[j + 1]).toBeCloseTo(coefficient, 6));
  });

  it("keeps to the offset under a large ridge, and leaves a constant column at 0", () => {
    const constant = new Float64Array(200).fill(7);
    const offset = columns[1]!;
    const found = fitShrunk({ offset, columns: [...columns, constant] }, labels, 1e9);
    for (const coefficient of found.subarray(1)) expect(Math.abs(coefficient)).toBeLessThan(1e-6);
    let rate = 0;
    for (let row = 0; row < 200; row++) rate += 1 / (1 + Math.exp(-(found[0]! + offset[row]!)));
    expect(rate).toBeCloseTo(
      labels.reduce((sum, label) => sum + label, 0),
      4,
    );
  });
});
