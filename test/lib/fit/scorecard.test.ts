import { describe, expect, it } from "vitest";
import { auc } from "../../../lib/core/metrics/auc.js";
import { pdOfPoints, predictScorecard, scorePoints } from "../../../lib/core/models/scorecard.js";
import { readScorecard } from "../../../lib/core/models/readScorecard.js";
import { type FeatureTable } from "../../../lib/core/models/table.js";
import { Random } from "../../../lib/core/random.js";
import { fitScorecard } from "../../../lib/fit/scorecard.js";
import { category, groups, numeric, tableOf } from "./columns.js";

const rows = 1500;
const random = new Random(3);
const draw = () => Float64Array.from({ length: rows }, () => random.uniform());
const [late, income, noise] = [draw(), draw(), draw()];
const jobs = Array.from(noise, (value) => (value < 0.1 ? null : value < 0.5 ? "clerk" : "none"));
const labels = Uint8Array.from(late, (value, i) =>
  random.uniform() < 1 / (1 + Math.exp(3 - 4 * value + 2 * income[i]! - (jobs[i] === "none" ? 1 : 0)))
    ? 1
    : 0,
);
const table = tableOf(
  numeric("late", late),
  numeric(
    "income",
    Array.from(income, (value, i) => (i % 9 === 0 ? NaN : value)),
  ),
  category("job", jobs),
  numeric("noise", draw()),
);
const model = fitScorecard(table, labels);
const reasonOf = (name: string, fitted = model) =>
  fitted.fit.leftOut.find((one) => one.name === name)?.reason;
const withColumns = (...columns: FeatureTable["columns"]) => ({
  rows,
  columns: [...table.columns, ...columns],
});

describe("fitScorecard(table, labels, options)", () => {
  it("finds the features that matter, with coefficients above 0 and risk the right way round", () => {
    const names = model.features.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["late", "income", "job"]));
    for (const feature of model.features) expect(feature.coefficient).toBeGreaterThan(0);
    const woes = model.features.find(({ name }) => name === "late")!.bins.map(({ woe }) => woe);
    expect(woes).toEqual([...woes].sort((a, b) => b - a));
    expect(auc(predictScorecard(model, table), labels)).toBeGreaterThan(0.75);
  });

  it("means what it says: the mean probability is the share of bads, and points lead to it", () => {
    const pd = predictScorecard(model, table);
    const mean = (values: Float64Array | Uint8Array) =>
      [...values].reduce((a, b) => a + b, 0) / values.length;
    expect(mean(pd)).toBeCloseTo(mean(labels), 9);
    const points = scorePoints(model, table);
    for (let row = 0; row < 50; row++) {
      expect(pdOfPoints(model.scale, points[row]!)).toBeCloseTo(pd[row]!, 12);
    }
  });

  it("is the same document again, and comes through JSON unchanged", () => {
    const text = JSON.stringify(model);
    expect(JSON.stringify(fitScorecard(table, labels))).toBe(text);
    expect(readScorecard(JSON.parse(text))).toEqual(model);
  });

  it("leaves out what is constant, missing everywhere or a duplicate, and says why", () => {
    const wide = withColumns(
      numeric("constant", new Float64Array(rows).fill(3)),
      numeric("nowhere", new Float64Array(rows).fill(NaN)),
      numeric("twice", late),
    );
    const fitted = fitScorecard(wide, labels, { entry: 1, ridge: 1 });
    expect(reasonOf("constant", fitted)).toMatch(/^constant/);
    expect(reasonOf("nowhere", fitted)).toBe("missing everywhere");
    expect(reasonOf("twice", fitted)).toBe("correlated with late");
  });

  it("gives separable data a ridge and a note", () => {
    const fitted = fitScorecard(withColumns(numeric("answer", labels)), labels, {
      entry: 1,
      ridge: 0,
      binning: { prior: 0 },
    });
    expect(fitted.fit.notes).toEqual([expect.stringMatching(/separate the classes/)]);
    expect(auc(predictScorecard(fitted, withColumns(numeric("answer", labels))), labels)).toBe(1);
  });

  it("scores texts, missing values and infinities it has never seen", () => {
    const strange = tableOf(
      numeric("late", [Infinity, NaN]),
      numeric("income", [NaN, -Infinity]),
      category("job", ["pirate", null]),
      numeric("noise", [NaN, NaN]),
    );
    for (const pd of predictScorecard(model, strange)) expect(pd > 0 && pd < 1).toBe(true);
  });

  it("keeps to a direction it is given", () => {
    const fitted = fitScorecard(table, labels, { entry: 1, ridge: 1, directions: { late: "falling" } });
    expect(reasonOf("late", fitted)).toMatch(/^constant, or no bin differs/);
  });

  it("notes few bads, and that nothing says anything", () => {
    const { values, labels: few } = groups([1, 200, 20]);
    const fitted = fitScorecard(tableOf(numeric("x", values)), few);
    expect(fitted.features).toEqual([]);
    expect(fitted.fit.notes).toEqual([
      expect.stringMatching(/Only 20 rows of the rarer class/),
      expect.stringMatching(/No feature says anything/),
    ]);
    expect(predictScorecard(fitted, tableOf(numeric("x", [1])))[0]).toBeCloseTo(0.1, 9);
  });

  it("refuses one class and unequal lengths", () => {
    expect(() => fitScorecard(table, new Uint8Array(rows))).toThrow(/one class/);
    expect(() => fitScorecard(table, new Uint8Array(3))).toThrow(/3 labels for a table of 1500 rows/);
  });
});
