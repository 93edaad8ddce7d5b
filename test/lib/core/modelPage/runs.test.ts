import { describe, expect, it } from "vitest";
import { comparedFinding, runsFinding } from "../../../../lib/core/findings/modelRuns.js";
import { makeFormats } from "../../../../lib/core/format/formats.js";
import type { RunRow } from "../../../../lib/core/history/rows.js";
import {
  compareRuns,
  modelRuns,
  type RunMetricRow,
  type RunModelRow,
} from "../../../../lib/core/modelPage/runs.js";

const formats = makeFormats({ locale: "en-GB", currency: "EUR" });

const run = (sequence: number): RunRow => ({
  sequence,
  run: `run${sequence}`,
  is_current: sequence === 3,
  as_of: new Date(Date.UTC(2026, 5, 27 + sequence)),
  commit_id: null,
  checks_passed: 34,
  checks_total: 34,
  movements: 1,
  accounts: 1,
  clients: 1,
  alerts: 20,
  expected_loss: null,
});
const model = (sequence: number, version: string | null): RunModelRow => ({
  sequence,
  model: "default",
  version,
  trained_to: null,
  training_rows: 1,
  sample_rows: 1,
  sample_positives: 1,
  psi: 0,
  psi_verdict: "stable",
});
const metric = (sequence: number, id: string, value: number, reach = 0.02): RunMetricRow => ({
  sequence,
  model: "default",
  metric: id,
  value,
  low: value - reach,
  high: value + reach,
});

const runs = [run(3), run(1), run(2)];
const models = [model(1, "aaaa"), model(2, "aaaa"), model(3, "bbbb")];
const metrics = [
  metric(1, "auc", 0.78),
  metric(2, "auc", 0.78),
  metric(3, "auc", 0.83),
  metric(1, "calibrationSlope", 1.2, 0.3),
  metric(3, "calibrationSlope", 0.9, 0.3),
  metric(3, "brier", 0.02),
  { ...metric(3, "auc", 0.9), model: "churn" },
];
const own = modelRuns("default", runs, models, metrics);

describe("modelRuns(name, runs, models, metrics)", () => {
  it("puts the runs of a model in order, and marks where it is another", () => {
    expect(own.map(({ row, isNewVersion }) => [row.sequence, isNewVersion])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(own[2]!.metrics.get("auc")?.value).toBe(0.83);
  });
  it("keeps runs in which there was no model", () => {
    const without = modelRuns("churn", runs, [], []);
    expect(without.every((each) => each.model === null && each.metrics.size === 0)).toBe(true);
  });
});

describe("compareRuns(before, after)", () => {
  const [first, second, third] = own;
  it("tells what is better, and what is more than chance", () => {
    const compared = compareRuns(first!, third!);
    expect(compared.map(({ metric: { id }, isBetter, isTold }) => [id, isBetter, isTold])).toEqual([
      ["auc", true, true],
      ["brier", null, false],
      ["calibrationSlope", true, false],
    ]);
    expect(compared[0]!.difference).toBeCloseTo(0.05);
    expect(comparedFinding(compared)).toBe("AUC is better by more than chance");
    expect(comparedFinding(compareRuns(third!, first!))).toBe("AUC is worse by more than chance");
  });
  it("says when nothing differs, or nothing can be compared", () => {
    expect(comparedFinding(compareRuns(first!, second!))).toBe("The two runs have the same figures");
    expect(comparedFinding([])).toBe("These runs have no figure in common");
  });
});

describe("runsFinding(runs, label, formats)", () => {
  it.each([
    ["the first run", own.slice(2), "History starts with this run"],
    [
      "several",
      own,
      "Three runs remembered: AUC of the default model went from 0.78 to 0.83, over two versions",
    ],
    [
      "no change",
      own.slice(0, 2),
      "Two runs remembered: AUC of the default model held at 0.78, over one version",
    ],
    ["no model", modelRuns("churn", runs, [], []), "Three runs remembered, none with a default model"],
    ["none", [], "No run is remembered"],
  ])("tells of %s", (_, found, expected) => {
    expect(runsFinding(found, "default", formats)).toBe(expected);
  });
});
