import { describe, expect, it } from "vitest";
import { psi } from "../../../../lib/core/metrics/psi.js";
import type { FeatureColumn, FeatureTable } from "../../../../lib/core/models/table.js";
import { decileCuts } from "../../../../lib/core/validation/bins.js";
import { featureShifts, psiVerdict, scoreShift } from "../../../../lib/core/validation/shifts.js";

const numeric = (name: string, values: readonly number[]): FeatureColumn => ({
  name,
  kind: "numeric",
  values: Float64Array.from(values),
});
const table = (...columns: FeatureColumn[]): FeatureTable => {
  const [first] = columns;
  return { rows: first!.kind === "numeric" ? first!.values.length : first!.codes.length, columns };
};
const range = (from: number, to: number): Int32Array =>
  Int32Array.from({ length: to - from }, (_, index) => from + index);

describe("decileCuts(sorted)", () => {
  it.each<[string, number[], number[]]>([
    ["tenths", Array.from({ length: 20 }, (_, i) => i), [2, 4, 6, 8, 10, 12, 14, 16, 18]],
    ["a heavy zero alone", [...Array<number>(8).fill(0), 1, 2], [0, 1, 2, 2 + 2 * Number.EPSILON]],
    ["one value alone", [5, 5, 5], [5, 5 + 5 * Number.EPSILON]],
    ["nothing", [], []],
  ])("cuts %s", (_, values, cuts) => {
    expect(decileCuts(Float64Array.from(values))).toEqual(cuts);
  });
});

describe("psiVerdict(value)", () => {
  it.each([
    [0.0999, "stable"],
    [0.1, "watch"],
    [0.25, "watch"],
    [0.2501, "moved"],
  ] as const)("says of %d: %s", (value, verdict) => {
    expect(psiVerdict(value)).toBe(verdict);
  });
});

describe("featureShifts(table, compared, today)", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i);
  const compared = { train: range(0, 100), test: range(100, 200) };

  it("is the PSI over tenths of the training rows", () => {
    // The test has nobody below 50, and 20 in each of the upper tenths.
    const upper = hundred.map((i) => 50 + Math.floor(i / 2));
    const [shift] = featureShifts(table(numeric("x", [...hundred, ...upper])), compared, null);
    const tenths = Array<number>(10).fill(10);
    expect(shift!.test).toBeCloseTo(psi(tenths, [0, 0, 0, 0, 0, 20, 20, 20, 20, 20]), 12);
    expect(shift).toMatchObject({ name: "x", today: null, verdict: "moved", missing: { train: 0, test: 0 } });
  });

  it("sees rows that leave a heavy value, and missing ones in a bin of their own", () => {
    const counts = hundred.map((i) => (i < 90 ? 0 : 1));
    const fewer = hundred.map((i) => (i < 60 ? 0 : 1));
    const gaps = hundred.map((i) => (i < 90 ? 0 : Number.NaN));
    const panel = table(numeric("left", [...counts, ...fewer]), numeric("gap", [...counts, ...gaps]));
    const [left, gap] = featureShifts(panel, compared, null);
    expect(left!.test).toBeCloseTo(psi([90, 10], [60, 40]), 12);
    expect(gap!.test).toBeCloseTo(psi([90, 10, 0], [90, 0, 10]), 12);
    expect(gap!.missing).toEqual({ train: 0, test: 0.1, today: null });
  });

  it("compares categories by name, also with another table's order, and new ones together", () => {
    const category = (codes: readonly number[], categories: readonly string[]): FeatureColumn => ({
      name: "c",
      kind: "category",
      codes: Int32Array.from(codes),
      categories,
    });
    const codes = [...Array<number>(60).fill(0), ...Array<number>(40).fill(1)];
    const panel = table(category([...codes, ...codes], ["a", "b"]));
    const now = table(category([0, 0, 0, 1, 1, 1, 2, 3, -1, -1], ["b", "a", "new", "newer"]));
    const [shift] = featureShifts(panel, compared, now);
    expect(shift!.test).toBe(0);
    expect(shift!.today).toBeCloseTo(psi([60, 40, 0, 0], [3, 3, 2, 2]), 12);
    expect(shift!.missing.today).toBe(0.2);
  });

  it("passes over what today's table has not, and over no rows", () => {
    const panel = table(numeric("x", [...hundred, ...hundred]));
    expect(featureShifts(panel, compared, table(numeric("y", [1])))[0]!.today).toBeNull();
    expect(featureShifts(panel, compared, table(numeric("x", [])))[0]!.today).toBeNull();
    expect(() =>
      featureShifts(
        panel,
        compared,
        table({ name: "x", kind: "category", codes: Int32Array.of(0), categories: ["a"] }),
      ),
    ).toThrow(TypeError);
  });
});

describe("scoreShift(probabilities, compared, today)", () => {
  it("gives the shares of each bin, which add up", () => {
    const scores = Float64Array.from({ length: 200 }, (_, i) => ((i * 37) % 100) / 100);
    const { report, psiOf } = scoreShift(
      scores,
      { train: range(0, 100), test: range(100, 200) },
      Float64Array.of(0.005, 0.995),
    );
    expect(report.bins).toHaveLength(10);
    for (const side of ["train", "test", "today"] as const) {
      expect(report.bins.reduce((sum, bin) => sum + bin[side]!, 0)).toBeCloseTo(1, 12);
    }
    expect(report.bins[0]).toMatchObject({ from: null, today: 0.5 });
    expect(report.test).toBe(0);
    expect(psiOf(range(100, 200))).toBe(0);
    expect(psiOf(range(0, 3))).toBeGreaterThan(0.25);
  });
});
