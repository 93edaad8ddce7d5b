import { describe, expect, it } from "vitest";
import { Random } from "../../../../lib/core/random.js";
import { fairnessReport } from "../../../../lib/core/validation/fairness.js";
import { scoredRows } from "./reference.js";

const options = { cutOff: 0.5, selects: "below" as const, seed: 1, resamples: 200 };

/** Rows of a group: how many with each probability and label. */
type Cell = readonly [group: string, probability: number, label: 0 | 1, rows: number];

function planted(cells: readonly Cell[]) {
  const rows = cells.flatMap(([group, p, label, count]) =>
    Array.from({ length: count }, () => ({ group, p, label })),
  );
  return {
    scored: scoredRows(
      rows.map(({ p }) => p),
      rows.map(({ label }) => label),
    ),
    groups: rows.map(({ group }) => group),
  };
}

// Approved: 90 of 100 of a, 60 of 100 of b. Defaulters found: 5 of 10 and 16 of 20.
const { scored, groups } = planted([
  ["a", 0.1, 0, 85],
  ["a", 0.1, 1, 5],
  ["a", 0.6, 0, 5],
  ["a", 0.6, 1, 5],
  ["b", 0.1, 0, 56],
  ["b", 0.1, 1, 4],
  ["b", 0.6, 0, 24],
  ["b", 0.6, 1, 16],
  ["c", 0.1, 0, 29],
  ["unknown", 0.1, 0, 50],
]);

describe("fairnessReport(scored, attribute, groupOf, options)", () => {
  const report = fairnessReport(scored, "x", groups, options);
  const [a, b, c, unknown] = report.groups;

  it("is worked out by hand", () => {
    expect(report.reference).toBe("a");
    expect(a!.selection!.value).toBe(0.9);
    expect(b!.selection!.value).toBe(0.6);
    expect(b!.selectionRatio!.value).toBeCloseTo(2 / 3, 12);
    expect(b!.truePositiveRate!.value).toBe(0.8);
    expect(b!.falsePositiveRate!.value).toBe(0.3);
    expect(b!.truePositiveDifference!.value).toBeCloseTo(0.3, 12);
    expect(b!.falsePositiveDifference!.value).toBeCloseTo(0.3 - 5 / 90, 12);
    expect(b!.observedToExpected!.value).toBeCloseTo(20 / (60 * 0.1 + 40 * 0.6), 12);
  });

  it("warns by the four-fifths rule, with an interval that says how sure that is", () => {
    expect([a!.isBelowFourFifths, b!.isBelowFourFifths]).toEqual([false, true]);
    expect(b!.selectionRatio!.high).toBeLessThan(0.8);
    expect(b!.selectionRatio!.low).toBeGreaterThan(0.5);
    expect(a!.selectionRatio).toEqual({ value: 1, low: 1, high: 1 });
  });

  it("does not judge fewer than 30 rows, nor those of whom nothing is known", () => {
    for (const group of [c!, unknown!]) {
      expect(group).toMatchObject({
        isJudged: false,
        positives: null,
        selection: null,
        selectionRatio: null,
      });
    }
    expect(c!.rows).toBe(29);
  });

  it("turns round where the offer is made above the cut-off", () => {
    const offered = fairnessReport(scored, "x", groups, { ...options, selects: "above" });
    expect(offered.reference).toBe("b");
    expect(offered.groups[0]!.selectionRatio!.value).toBeCloseTo(0.25, 12);
    expect(offered.groups[0]!.truePositiveDifference!.value).toBeCloseTo(-0.3, 12);
  });

  it("has no rate of a class that is empty, and nobody to compare with where no group is judged", () => {
    const none = planted([
      ["a", 0.1, 0, 40],
      ["b", 0.1, 1, 40],
    ]);
    const [first] = fairnessReport(none.scored, "x", none.groups, options).groups;
    expect(first).toMatchObject({ truePositiveRate: null, truePositiveDifference: null });
    const few = fairnessReport(
      none.scored,
      "x",
      none.groups.map((_, row) => `g${row}`),
      options,
    );
    expect(few.reference).toBeNull();
  });

  it("has no ratio where nobody is selected", () => {
    const refused = planted([["a", 0.9, 1, 40]]);
    const [group] = fairnessReport(refused.scored, "x", refused.groups, options).groups;
    expect(group).toMatchObject({ selectionRatio: null, isBelowFourFifths: null });
  });

  it("finds nothing where there is nothing: intervals of differences hold 0 for most draws", () => {
    let held = 0;
    for (let trial = 0; trial < 40; trial++) {
      const random = new Random(trial, 5);
      const p = Array.from({ length: 600 }, () => random.uniform());
      const rows = scoredRows(
        p,
        p.map((chance) => (random.uniform() < chance ? 1 : 0)),
        p.map((_, row) => row % 200),
      );
      const sides = p.map((_, row) => (row % 2 === 0 ? "a" : "b"));
      const { groups: found } = fairnessReport(rows, "x", sides, { ...options, seed: trial, resamples: 100 });
      const other = found.find(({ selectionRatio }) => selectionRatio!.value !== 1) ?? found[1]!;
      const { low, high } = other.falsePositiveDifference!;
      if (low! <= 0 && high! >= 0) held++;
    }
    expect(held).toBeGreaterThan(33);
  });
});
