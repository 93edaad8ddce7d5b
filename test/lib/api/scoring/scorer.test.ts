import { describe, expect, it } from "vitest";
import { AnomalyScale } from "../../../../lib/api/scoring/anomalyScale.js";
import { Scorer } from "../../../../lib/api/scoring/scorer.js";
import { anomalyFeatures } from "../../../../lib/core/features/anomalyFeatures.js";
import type { ModelDocument } from "../../../../lib/core/models/modelDocument.js";
import { Random } from "../../../../lib/core/random.js";
import { fitIsolationForest } from "../../../../lib/fit/isolationForest.js";
import { numericTable } from "../../fit/numericTable.js";

/** Rows of drawn numbers of 18 features, no two of them alike. */
function drawn(rows: number, seed: number) {
  const random = new Random(seed);
  return numericTable(
    Object.fromEntries(
      anomalyFeatures.map(({ name }) => [name, Array.from({ length: rows }, () => random.uniform())]),
    ),
  );
}

/** A detector of the size that is published: 100 trees of 256 rows. */
function detector(): Scorer {
  const document: ModelDocument = {
    schema: 1,
    document: "datahub-model",
    name: "anomaly",
    type: "isolationForest",
    title: "A forest",
    purpose: "To be tested with.",
    intendedUse: "Tests.",
    features: anomalyFeatures.map(({ name, title, about }) => ({ name, title, about, unit: null })),
    model: fitIsolationForest(drawn(1000, 1), { seed: 1 }),
    training: { from: "2026-01-31", to: "2026-03-31", snapshots: 3, rows: 1000, positives: null },
    hashes: { data: "aa", code: "bb", config: "cc" },
    metrics: null,
    seed: 1,
    asOf: "2026-06-30",
  };
  return new Scorer(document, new AnomalyScale([], null));
}

describe("Scorer", () => {
  it("lets others have their turn while it explains many movements", async () => {
    let turns = 0;
    let isDone = false;
    const others = (): void => {
      turns += 1;
      if (!isDone) setImmediate(others);
    };
    setImmediate(others);
    const found = await detector().score(drawn(60, 2));
    isDone = true;
    expect(found).toHaveLength(60);
    expect(new Set(found.map(({ score }) => score)).size).toBeGreaterThan(50);
    // All in one go would leave them none; after 5 ms it is their turn, and a row takes longer than one.
    expect(turns).toBeGreaterThan(5);
  });

  it("says the same of a row alone as among others", async () => {
    const table = drawn(30, 3);
    const scorer = detector();
    const together = await scorer.score(table);
    const alone = detector();
    for (const row of [0, 17, 29]) {
      const single = {
        rows: 1,
        columns: table.columns.map((column) =>
          column.kind === "numeric" ? { ...column, values: column.values.slice(row, row + 1) } : column,
        ),
      };
      expect((await alone.score(single))[0]).toEqual(together[row]);
    }
  });
});
