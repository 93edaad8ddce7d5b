import { describe, expect, it } from "vitest";
import {
  autoregression,
  expectNext,
  longRunPoint,
  nextPoint,
  pushForward,
  withJumps,
} from "../../../lib/simulate/autoregression.js";

const process = autoregression(21, 0.87);
const row = (from: number): number[] => [...process.kernel.slice(from * 21, from * 21 + 21)];
const sum = (list: Iterable<number>): number => [...list].reduce((total, value) => total + value, 0);

describe("autoregression(size, persistence)", () => {
  it("goes somewhere from every point", () => {
    for (let from = 0; from < 21; from++) expect(sum(row(from))).toBeCloseTo(1, 12);
  });

  it("has mean 0 and variance 1 in the long run, and stays there", () => {
    const { values, stationary } = process;
    expect(sum(stationary)).toBeCloseTo(1, 12);
    expect(sum(values.map((value, at) => value * (stationary[at] ?? 0)))).toBeCloseTo(0, 10);
    expect(sum(values.map((value, at) => value * value * (stationary[at] ?? 0)))).toBeCloseTo(1, 10);
    const next = new Float64Array(21);
    pushForward(process, stationary, next);
    for (const [at, share] of next.entries()) expect(share).toBeCloseTo(stationary[at] ?? 0, 5);
  });

  it("expects the persistence times the value of today", () => {
    const expected = new Float64Array(21);
    expectNext(process, process.values, expected);
    for (const [at, value] of expected.entries())
      expect(value).toBeCloseTo(0.87 * (process.values[at] ?? 0), 3);
  });
});

describe("nextPoint(process, point, uniform)", () => {
  it("takes each next point as often as the kernel says", () => {
    const counts = new Array<number>(21).fill(0);
    const draws = 100_000;
    for (let draw = 0; draw < draws; draw++) {
      const next = nextPoint(process, 8, (draw + 0.5) / draws);
      counts[next] = (counts[next] ?? 0) + 1 / draws;
    }
    for (const [to, share] of counts.entries()) expect(share).toBeCloseTo(row(8)[to] ?? 0, 4);
  });

  it.each([0, 20])("stays inside from point %i", (point) => {
    for (const uniform of [0, 0.5, 1 - 2 ** -32]) {
      const next = nextPoint(process, point, uniform);
      expect(next).toBeGreaterThanOrEqual(0);
      expect(next).toBeLessThanOrEqual(20);
    }
  });
});

describe("longRunPoint(process, uniform)", () => {
  it("has its middle in the middle", () => {
    expect(longRunPoint(process, 0.5)).toBe(10);
    expect(longRunPoint(process, 0)).toBe(0);
  });
});

describe("withJumps(process, chance, points)", () => {
  it("moves that share of the mass up", () => {
    const jumping = withJumps(process, 0.1, 4);
    const [plain, jumped] = [new Float64Array(21), new Float64Array(21)];
    expectNext(process, process.values, plain);
    expectNext(jumping, jumping.values, jumped);
    const step = (process.values[1] ?? 0) - (process.values[0] ?? 0);
    expect((jumped[10] ?? 0) - (plain[10] ?? 0)).toBeCloseTo(0.1 * 4 * step, 4);
  });
});
