import { describe, expect, it } from "vitest";
import { fitLogistic } from "../../../lib/fit/logistic.js";
import { Random } from "../../../lib/core/random.js";
import { reference } from "./reference.js";

const columnsOf = (columns: readonly number[][]) => columns.map((values) => Float64Array.from(values));

/** Uniform columns with a label that depends on the first. */
function drawn(rows: number, width: number) {
  const random = new Random(7);
  const columns = Array.from({ length: width }, () =>
    Float64Array.from({ length: rows }, () => random.uniform()),
  );
  const labels = Uint8Array.from(columns[0]!, (value) => (random.uniform() < 0.2 + value / 2 ? 1 : 0));
  return { columns, labels };
}

describe("fitLogistic(columns, labels, options)", () => {
  for (const { name, columns, labels, ...expected } of reference.regressions) {
    it(`finds the maximum likelihood of statsmodels: ${name}`, () => {
      const fit = fitLogistic(columnsOf(columns), Uint8Array.from(labels));
      const found = [fit.intercept, ...fit.coefficients];
      const errors = [fit.interceptError, ...fit.standardErrors];
      expected.parameters.forEach((value, j) => {
        expect(Math.abs(found[j]! - value) / Math.max(1, Math.abs(value))).toBeLessThan(1e-8);
        expect(Math.abs(errors[j]! / expected.errors[j]! - 1)).toBeLessThan(1e-6);
        if (j > 0) expect(Math.abs(fit.pValues[j - 1]! / expected.pValues[j]! - 1)).toBeLessThan(1e-5);
      });
      expect(fit.logLikelihood).toBeCloseTo(expected.logLikelihood, 9);
      expect(fit.isSeparated).toBe(false);
      expect(fit.dropped).toEqual([]);
    });

    it(`finds the penalised likelihood of scikit-learn: ${name}`, () => {
      const fit = fitLogistic(columnsOf(columns), Uint8Array.from(labels), { ridge: expected.ridge });
      expected.ridgeCoefficients.forEach((value, j) => {
        expect(Math.abs(fit.coefficients[j]! / value - 1)).toBeLessThan(1e-7);
      });
    });
  }

  it("gives the log odds of a two-by-two table", () => {
    const x = Float64Array.from([...Array<number>(40).fill(0), ...Array<number>(40).fill(1)]);
    const y = Uint8Array.from(x, (value, i) => (i % 40 < (value === 0 ? 10 : 30) ? 1 : 0));
    const fit = fitLogistic([x], y);
    expect(fit.intercept).toBeCloseTo(Math.log(10 / 30), 12);
    expect(fit.coefficients[0]).toBeCloseTo(Math.log(9), 12);
    expect(fit.standardErrors[0]).toBeCloseTo(Math.sqrt(1 / 10 + 1 / 30 + 1 / 30 + 1 / 10), 10);
  });

  it("starts a large table from a part of it and arrives at the same place", () => {
    const { columns, labels } = drawn(40_000, 3);
    const fit = fitLogistic(columns, labels);
    const p = columns[0]!.map((_, i) => {
      const eta = columns.reduce((sum, values, j) => sum + fit.coefficients[j]! * values[i]!, fit.intercept);
      return 1 / (1 + Math.exp(-eta));
    });
    // At the maximum the residuals are orthogonal to every column.
    for (const values of [new Float64Array(labels.length).fill(1), ...columns]) {
      expect(Math.abs(values.reduce((sum, value, i) => sum + value * (labels[i]! - p[i]!), 0))).toBeLessThan(
        1e-6,
      );
    }
  });

  it("leaves out constant and dependent columns and names them", () => {
    const { columns, labels } = drawn(300, 2);
    const [a, b] = columns as [Float64Array, Float64Array];
    const constant = new Float64Array(300).fill(0.1);
    const sum = a.map((value, i) => 3 * value - b[i]! + 1);
    const fit = fitLogistic([a, constant, a, b, sum], labels);
    expect(fit.dropped).toEqual([
      { column: 1, reason: "constant" },
      { column: 2, reason: "collinear" },
      { column: 4, reason: "collinear" },
    ]);
    const plain = fitLogistic([a, b], labels);
    expect([...fit.coefficients]).toEqual([plain.coefficients[0], 0, 0, plain.coefficients[1], 0]);
    expect(fit.pValues[1]).toBeNaN();
  });

  it("gives separable data a small ridge and says so", () => {
    const x = Float64Array.from({ length: 60 }, (_, i) => i);
    const whole = fitLogistic(
      [x],
      Uint8Array.from(x, (v) => (v < 30 ? 0 : 1)),
    );
    expect(whole.isSeparated).toBe(true);
    expect(whole.ridge).toBeGreaterThan(0);
    expect(whole.coefficients[0]).toBeGreaterThan(0);
    expect(Number.isFinite(whole.standardErrors[0])).toBe(true);
    // One value of a flag has only one class: the likelihood rises for ever.
    const flag = Float64Array.from({ length: 60 }, (_, i) => (i < 20 ? 1 : 0));
    const partly = fitLogistic(
      [flag],
      Uint8Array.from(flag, (v, i) => (v === 1 ? 1 : i % 2)),
    );
    expect(partly.isSeparated).toBe(true);
  });

  it("refuses one class, unequal lengths and values that are not finite", () => {
    const x = Float64Array.from([1, 2, 3]);
    expect(() => fitLogistic([x], Uint8Array.from([0, 0, 0]))).toThrow(/one class/);
    expect(() => fitLogistic([x], Uint8Array.from([1, 1, 1]))).toThrow(/one class/);
    expect(() => fitLogistic([x], Uint8Array.from([0, 1]))).toThrow(/3 rows, not 2/);
    expect(() => fitLogistic([Float64Array.from([1, NaN, 2])], Uint8Array.from([0, 1, 0]))).toThrow(/row 1/);
    expect(() => fitLogistic([Float64Array.from([1, 2, Infinity])], Uint8Array.from([0, 1, 0]))).toThrow(
      /row 2/,
    );
  });
});
