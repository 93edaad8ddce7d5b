import { beforeAll, describe, expect, it } from "vitest";
import { defineFeatures } from "../../../lib/core/features/feature.js";
import { calibration } from "../../../lib/core/metrics/calibration.js";
import { boostedTreesMargin } from "../../../lib/core/models/boostedTrees.js";
import type { BoostedTrees } from "../../../lib/core/models/boostedTreesDocument.js";
import { explainBoostedTrees } from "../../../lib/core/models/explainBoostedTrees.js";
import { takeRows } from "../../../lib/core/models/table.js";
import type { Panel } from "../../../lib/core/panel.js";
import { Random } from "../../../lib/core/random.js";
import { trainChurn } from "../../../loaders/models/churn.js";
import { reasonsOfChurn } from "../../../loaders/models/churnReasons.js";
import type { Trained } from "../../../loaders/models/trained.js";
import { UntrainableError } from "../../../loaders/models/untrainable.js";

const features = defineFeatures(
  (["silence", "luck", "empty"] as const).map((name) => ({
    name,
    kind: "numeric",
    unit: "days",
    title: name,
    about: name,
    ...(name === "silence" ? { outcome: "rises" as const } : {}),
    reason: (value: number) => `${name} of ${value.toFixed(1)}`,
  })),
);

/** 300 clients at ten month ends; leaving grows with silence, but for those in the middle. */
function panelOf(chance: (silence: number) => number): Panel {
  const random = new Random(9);
  const [clients, months] = [300, 10];
  const rows = clients * months;
  const draw = (): Float64Array => Float64Array.from({ length: rows }, () => random.uniform() * 10);
  const silence = draw();
  const luck = draw().map((value) => (value < 2 ? Number.NaN : value));
  return {
    table: {
      rows,
      columns: [
        { name: "silence", kind: "numeric", values: silence },
        { name: "luck", kind: "numeric", values: luck },
        { name: "empty", kind: "numeric", values: new Float64Array(rows).fill(Number.NaN) },
      ],
    },
    labels: Uint8Array.from(silence, (value) => (random.uniform() < chance(value) ? 1 : 0)),
    clients: Int32Array.from({ length: rows }, (_, row) => row % clients),
    snapshots: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / clients)),
    snapshotDates: Array.from(
      { length: months },
      (_, month) => `2025-${String(month + 1).padStart(2, "0")}-28`,
    ),
  };
}

const dented = (silence: number): number => (silence > 4 && silence < 6 ? 0.05 : 0.05 + 0.06 * silence);

describe("trainChurn(panel, features, options)", () => {
  const panel = panelOf(dented);
  let trained: Trained<BoostedTrees>;
  beforeAll(() => {
    trained = trainChurn(panel, features, { seed: 1 });
  });

  it("scores by the model that it returns", () => {
    const margins = boostedTreesMargin(trained.model, panel.table);
    expect(trained.probabilities).toEqual(margins.map((margin) => 1 / (1 + Math.exp(-margin))));
    expect(trained.model.training.rows).toBe(trained.split.train.length);
  });

  it("lets leaving rise with what the field says it rises with, whatever the data say", () => {
    const steps = Float64Array.from({ length: 101 }, (_, step) => step / 10);
    const table = {
      rows: steps.length,
      columns: panel.table.columns.map((column) =>
        column.name === "silence"
          ? { ...column, kind: "numeric" as const, values: steps }
          : { ...column, kind: "numeric" as const, values: new Float64Array(steps.length).fill(5) },
      ),
    };
    const margins = boostedTreesMargin(trained.model, table);
    for (let at = 1; at < margins.length; at++) expect(margins[at]!).toBeGreaterThanOrEqual(margins[at - 1]!);
    expect(margins.at(-1)!).toBeGreaterThan(margins[0]!);
  });

  it("is calibrated on clients that its models did not see", () => {
    const of = (values: Float64Array): Float64Array =>
      Float64Array.from(trained.split.train, (row) => values[row]!);
    const labels = Uint8Array.from(trained.split.train, (row) => panel.labels[row]!);
    const line = calibration(of(trained.outOfClient), labels)!;
    expect(line.slope).toBeGreaterThan(0.9);
    expect(line.slope).toBeLessThan(1.1);
    expect(trained.outOfClient).not.toEqual(trained.probabilities);
  });

  it("names its rivals: the share of positives and the best single feature", () => {
    const [constant, best] = trained.baselines;
    expect(constant!.name).toBe("constant");
    expect(new Set(constant!.probabilities).size).toBe(1);
    expect(best!.name).toBe("silence");
  });

  it("gives the same model for the same seed, and another for another", () => {
    expect(trainChurn(panel, features, { seed: 1 }).model).toEqual(trained.model);
    expect(trainChurn(panel, features, { seed: 2 }).model).not.toEqual(trained.model);
  });

  it.each([
    ["no row", 0, 0],
    ["one class", 0, 500],
    ["fewer than 50 positives", 49, 2951],
  ])("refuses %s", (_, positives, negatives) => {
    const rows = Int32Array.from({ length: positives + negatives }, (_row, row) => row);
    const few = {
      ...panel,
      table: takeRows(panel.table, rows),
      labels: Uint8Array.from(rows, (row) => (row < positives ? 1 : 0)),
      clients: panel.clients.slice(0, rows.length),
      snapshots: panel.snapshots.slice(0, rows.length),
    };
    expect(() => trainChurn(few, features, { seed: 1 })).toThrow(UntrainableError);
  });

  it("reasons add most to the margin, the strongest first, with value and median", () => {
    const rows = Int32Array.of(0, 5, 7);
    const reasons = reasonsOfChurn(trained.model, panel.table, features, rows);
    const explained = explainBoostedTrees(trained.model, panel.table, rows);
    const silence = panel.table.columns[0]!;
    if (silence.kind !== "numeric") throw new Error("numeric");
    const sorted = silence.values.toSorted();
    rows.forEach((row, at) => {
      const effects = reasons[at]!.map(({ effect }) => effect);
      expect(effects).toEqual(effects.toSorted((a, b) => b - a));
      expect(effects.every((effect) => effect > 0)).toBe(true);
      const found = reasons[at]!.find(({ feature }) => feature === "silence");
      if (explained[at]!.contributions[0]! <= 0) expect(found).toBeUndefined();
      else {
        expect(found).toEqual({
          feature: "silence",
          effect: explained[at]!.contributions[0],
          words: `silence of ${silence.values[row]!.toFixed(1)}`,
          value: silence.values[row],
          typical: sorted[(sorted.length - 1) >> 1],
        });
      }
    });
    const unlucky = Int32Array.from(panel.labels.keys()).filter((row) => {
      const column = panel.table.columns[1]!;
      return column.kind === "numeric" && Number.isNaN(column.values[row]);
    });
    for (const found of reasonsOfChurn(trained.model, panel.table, features, unlucky)) {
      expect(found.map(({ feature }) => feature)).not.toContain("luck");
    }
  });
});
