import { describe, expect, it } from "vitest";
import { auc } from "../../../../lib/core/metrics/auc.js";
import { validateProbabilities } from "../../../../lib/core/validation/validateProbabilities.js";
import { drawnInput } from "./drawnPanel.js";

const input = drawnInput();
const report = validateProbabilities(input);

describe("validateProbabilities(input)", () => {
  it("describes the four samples", () => {
    expect(
      report.samples.map(({ sample, rows, clients, from, to }) => [sample, rows, clients, from, to]),
    ).toEqual([
      ["train", 2400, 400, "2025-01-31", "2025-06-30"],
      ["groupedCrossValidation", 2400, 400, "2025-01-31", "2025-06-30"],
      ["outOfTime", 800, 400, "2025-07-31", "2025-08-31"],
      ["outOfTimeOutOfClient", 800, 400, "2025-07-31", "2025-08-31"],
    ]);
    expect(report.sharedClientRows).toBe(800);
    expect(report.samples.map(({ intervals }) => intervals !== null)).toEqual([false, false, true, true]);
  });

  it("measures each sample by its own probabilities", () => {
    const { test } = input.trained.split;
    const of = (values: Float64Array) => Float64Array.from(test, (row) => values[row]!);
    const labels = Uint8Array.from(test, (row) => input.panel.labels[row]!);
    expect(report.samples[2]!.figures.auc).toBe(auc(of(input.trained.probabilities), labels));
    expect(report.samples[3]!.figures.auc).toBe(auc(of(input.trained.outOfClient), labels));
  });

  it("puts each figure inside its interval", () => {
    for (const { figures, intervals } of report.samples) {
      for (const [name, interval] of Object.entries(intervals ?? {})) {
        const value = figures[name as keyof typeof figures]!;
        expect(interval!.low, name).toBeLessThan(value);
        expect(interval!.high, name).toBeGreaterThan(value);
      }
    }
    for (const { predicted, observed } of report.calibration) {
      expect(observed.low!).toBeLessThanOrEqual(observed.value);
      expect(predicted).toBeGreaterThan(0);
    }
  });

  it("is plain JSON: no NaN, no infinity, nothing undefined", () => {
    const text = JSON.stringify(report, (key, value: unknown) => {
      if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) {
        throw new Error(`${key} is ${String(value)}`);
      }
      return value;
    });
    expect(JSON.parse(text)).toEqual(report);
  });

  it("is the same for the same seed", () => {
    expect(validateProbabilities(input)).toEqual(report);
    const other = validateProbabilities({ ...input, seed: 2 });
    expect(other.samples[2]!.figures).toEqual(report.samples[2]!.figures);
    expect(other.samples[2]!.intervals).not.toEqual(report.samples[2]!.intervals);
  });

  it("takes up all rows in months, and says which are of the test", () => {
    expect(report.months.map(({ month, isTest, rows }) => [month.slice(5), isTest, rows])).toEqual(
      ["01", "02", "03", "04", "05", "06", "07", "08"].map((month) => [month, month > "06", 400]),
    );
  });

  it("keeps small segments without figures", () => {
    expect(
      report.segments.map(({ attribute, group, rows, positives }) => [attribute, group, rows, positives]),
    ).toEqual([
      ["segment", "private", 794, expect.any(Number)],
      ["segment", "business", 6, null],
    ]);
    const { auc: area, predicted, observed } = report.segments[0]!;
    expect(area!.low!).toBeLessThan(area!.value);
    expect(Math.abs(predicted! - observed!.value)).toBeLessThan(0.05);
  });

  it("judges fairness by gender and age band, of known groups only", () => {
    expect(
      report.fairness.map(({ attribute, groups }) => [attribute, groups.map(({ group }) => group)]),
    ).toEqual([
      ["gender", ["female", "male"]],
      ["age_band", ["25 to 39", "unknown"]],
    ]);
  });

  it("is better than its baselines, by an interval on the same resamples", () => {
    const [constant, own] = report.baselines;
    expect(constant!.figures).toMatchObject({ auc: 0.5, lift: 1, calibrationSlope: null });
    expect(constant!.aucGain.value).toBeCloseTo(report.samples[2]!.figures.auc - 0.5, 12);
    expect(own!.aucGain.low!).toBeGreaterThan(0);
  });

  it("reaches most of the ceiling, measured on the rows whose truth is known", () => {
    const ceiling = report.ceiling!;
    expect(ceiling.rows).toBe(711);
    expect(ceiling.share!.value).toBeGreaterThan(0.9);
    expect(ceiling.share!.low!).toBeLessThanOrEqual(ceiling.share!.value);
    expect(ceiling.isLeaking).toBe(false);
    // The model's log odds are the true ones and noise beside them.
    expect(ceiling.slopeToTruth!).toBeGreaterThan(0.9);
    expect(ceiling.slopeToTruth!).toBeLessThan(1);
    expect(Math.abs(ceiling.truthSlope! - 1)).toBeLessThan(0.5);
  });

  it("flags a model that knows the outcome", () => {
    const probabilities = Float64Array.from(
      input.panel.labels,
      (label, row) => (label === 1 ? 0.9 : 0.1) - row / 1e6,
    );
    const leaking = validateProbabilities({ ...input, trained: { ...input.trained, probabilities } });
    expect(leaking.ceiling!.isLeaking).toBe(true);
    expect(leaking.samples[2]!.figures.calibrationSlope).toBeNull();
    expect(leaking.samples[2]!.intervals!.calibrationSlope).toBeNull();
  });

  it("does without truth, today and attributes", () => {
    const bare = validateProbabilities({ ...input, trueProbabilities: null, today: null, attributes: {} });
    expect(bare).toMatchObject({ ceiling: null, fairness: [], segments: [] });
    expect(bare.score.today).toBeNull();
    const unknown = new Float64Array(input.panel.labels.length).fill(Number.NaN);
    expect(validateProbabilities({ ...input, trueProbabilities: unknown }).ceiling).toBeNull();
  });

  it("survives certainties that are wrong", () => {
    const probabilities = input.trained.probabilities.map((value) => (value < 0.05 ? 0 : value));
    const certain = validateProbabilities({ ...input, trained: { ...input.trained, probabilities } });
    expect(certain.samples[2]!.hosmerLemeshow).toBeNull();
    expect(JSON.stringify(certain)).not.toMatch(/NaN|Infinity/);
  });
});
