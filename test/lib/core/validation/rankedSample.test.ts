import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { headlineNames, RankedSample } from "../../../../lib/core/validation/rankedSample.js";
import { figuresOf } from "../../../../lib/core/validation/samples.js";
import { reference, scored, scoredRows } from "./reference.js";

describe("RankedSample", () => {
  const ranked = new RankedSample(scored);
  const once = new Uint16Array(scored.clients.count).fill(1);
  // Clients are numbered without gaps, in the order of their names.
  const names = [...new Set(reference.clients)].sort((a, b) => a - b);
  const weights = Uint16Array.from(names, (name) => reference.weights[name]!);

  it.each([
    ["once", once, reference.once],
    ["several times", weights, reference.weighted],
  ] as const)("gives the figures of scikit-learn where clients stand %s", (_, drawn, expected) => {
    const found = ranked.headline(drawn);
    for (const [name, value] of Object.entries(expected)) {
      // Newton's last step doubles six digits.
      expect(found[name as keyof typeof expected], name).toBeCloseTo(
        value,
        name === "calibrationSlope" ? 6 : 12,
      );
    }
    expect(ranked.auc(drawn)).toBe(found.auc);
  });

  it("gives the figures of the metrics where each client stands once", () => {
    const [found, expected] = [ranked.headline(once), figuresOf(scored)];
    for (const name of headlineNames) expect(found[name], name).toBeCloseTo(expected[name]!, 6);
  });

  it("counts a client drawn twice as two clients", () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 0, max: 1 }),
      fc.integer({ min: 0, max: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 8, maxLength: 40 }),
        fc.array(row, { minLength: 1 }),
        fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
        (first, more, times) => {
          const rows = [...first, ...more];
          const of = (some: typeof rows) =>
            scoredRows(
              some.map(([p]) => p / 10),
              some.map(([, label]) => label),
              some.map(([, , client]) => client),
            );
          const sample = of(rows);
          const drawn = rows.flatMap((each) => Array.from({ length: times[each[2]]! }, () => each));
          fc.pre(drawn.some(([, label]) => label === 1) && drawn.some(([, label]) => label === 0));
          const codes = [...new Set(rows.map(([, , client]) => client))].sort();
          const found = new RankedSample(sample).headline(codes.map((client) => times[client]!));
          const expected = figuresOf(of(drawn));
          for (const name of ["auc", "ks", "brier", "logLoss", "lift"] as const) {
            expect(found[name]).toBeCloseTo(expected[name], 9);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it("has no figure of a resample of one class", () => {
    const found = new RankedSample(scoredRows([0.1, 0.9], [0, 1])).headline([2, 0]);
    expect(found.auc).toBeNaN();
    expect(found.calibrationSlope).toBeNaN();
    expect(found.brier).toBeCloseTo(0.01, 12);
  });
});
