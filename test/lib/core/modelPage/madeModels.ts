import type { CardDocument, Detector, ProbabilityModel } from "../../../../lib/core/modelPage/shownModels.js";
import type { Estimate } from "../../../../lib/core/metrics/estimate.js";
import type { AlertReport } from "../../../../lib/core/validation/anomalyAlerts.js";
import type {
  FairnessGroup,
  SampleReport,
  Shift,
  ValidationReport,
} from "../../../../lib/core/validation/report.js";

/** Small made-up models whose figures a reader can check. */

export const estimate = (value: number, low: number | null = null, high: number | null = null): Estimate => ({
  value,
  low,
  high,
});

const figures = {
  auc: 0.83,
  ks: 0.5,
  gini: 0.66,
  brier: 0.024,
  logLoss: 0.1,
  calibrationSlope: 1,
  calibrationIntercept: 0,
  lift: 4.8,
};

const interval = (low: number, high: number): { low: number; high: number } => ({ low, high });

export const sample: SampleReport = {
  sample: "outOfTime",
  from: "2025-01-31",
  to: "2025-06-30",
  snapshots: 6,
  rows: 1000,
  clients: 200,
  positives: 27,
  figures,
  predicted: 0.026,
  observed: 0.027,
  hosmerLemeshow: null,
  hanleyMcNeil: interval(0.8, 0.86),
  intervals: {
    auc: interval(0.78, 0.87),
    ks: interval(0.4, 0.6),
    gini: interval(0.56, 0.74),
    brier: interval(0.02, 0.03),
    logLoss: interval(0.08, 0.12),
    calibrationSlope: interval(0.9, 1.1),
    lift: interval(4, 5.6),
  },
};

export const shift = (name: string, test: number, today: number | null, missing = 0): Shift => {
  const worst = Math.max(test, today ?? 0);
  return {
    name,
    test,
    today,
    verdict: worst > 0.25 ? "moved" : worst >= 0.1 ? "watch" : "stable",
    missing: { train: 0.01, test: 0.01, today: missing },
  };
};

const groupFigures = {
  positives: 20,
  selection: estimate(0.9),
  truePositiveRate: estimate(0.5),
  falsePositiveRate: estimate(0.1),
  truePositiveDifference: estimate(0),
  falsePositiveDifference: estimate(0),
  observedToExpected: estimate(1),
};

export const group = (name: string, ratio: number | null): FairnessGroup =>
  ratio === null
    ? {
        group: name,
        rows: 12,
        isJudged: false,
        positives: null,
        selection: null,
        selectionRatio: null,
        isBelowFourFifths: null,
        truePositiveRate: null,
        falsePositiveRate: null,
        truePositiveDifference: null,
        falsePositiveDifference: null,
        observedToExpected: null,
      }
    : {
        group: name,
        rows: 400,
        isJudged: true,
        ...groupFigures,
        selectionRatio: estimate(ratio),
        isBelowFourFifths: ratio < 0.8,
      };

export const report: ValidationReport = {
  schema: 1,
  seed: 1,
  resamples: 200,
  samples: [sample],
  sharedClientRows: 900,
  classification: {
    cutOff: { name: "maximises profit", probability: 0.07 },
    confusion: {
      cutOff: 0.07,
      truePositives: 12,
      falsePositives: 60,
      trueNegatives: 913,
      falseNegatives: 15,
    },
    report: {} as ValidationReport["classification"]["report"],
    precision: estimate(0.17),
    recall: estimate(0.44),
    flagged: estimate(0.072),
  },
  calibration: [],
  gain: [],
  roc: [],
  ks: { points: [], widest: { probability: 0.02, positives: 0.2, negatives: 0.7 } },
  score: { ...shift("score", 0.001, 0.003), bins: [] },
  shifts: [shift("late_count", 0.01, 0.02)],
  months: [
    {
      month: "2024-12",
      isTest: false,
      rows: 500,
      positives: 12,
      auc: estimate(0.86),
      predicted: 0.025,
      observed: 0.024,
      psi: 0.004,
    },
    {
      month: "2025-01",
      isTest: true,
      rows: 500,
      positives: 13,
      auc: estimate(0.81),
      predicted: 0.026,
      observed: 0.026,
      psi: 0.005,
    },
  ],
  segments: [],
  selects: "below",
  fairness: [
    {
      attribute: "gender",
      reference: "male",
      groups: [group("female", 0.95), group("male", 1), group("unknown", null)],
    },
  ],
  baselines: [
    { name: "constant", figures: { ...figures, auc: 0.5 }, aucGain: estimate(0.33, 0.28, 0.37) },
    { name: "late_count", figures: { ...figures, auc: 0.75 }, aucGain: estimate(0.08, 0.02, 0.12) },
  ],
  ceiling: null,
  notes: [],
};

export const card: CardDocument = {
  schema: 1,
  document: "datahub-model",
  name: "default",
  type: "scorecard",
  title: "Default scorecard",
  purpose: "The probability of default.",
  intendedUse: "For watching the loan book.",
  features: [{ name: "late_count", title: "Late payments", about: "How many.", unit: "count" }],
  training: { from: "2023-07-31", to: "2024-12-31", snapshots: 18, rows: 3000, positives: 80 },
  hashes: { data: "a".repeat(16), code: "b".repeat(16), config: "c".repeat(16) },
  metrics: null,
  seed: 1,
  asOf: "2026-06-30",
};

const runtimes = {
  model: "default",
  rows: 500,
  tolerance: 1e-9,
  differences: [{ between: ["duckdb", "node"] as const, score: "pd", difference: 1e-15 }],
};

export const crossCheck = {
  name: "coefficients against a package",
  measured: 1e-8,
  tolerance: 1e-4,
  passed: true,
  about: "Largest difference.",
};

/** A model in good order but for what is changed in its report. */
export const madeModel = (
  changes: Partial<ValidationReport> = {},
  name: "default" | "churn" = "default",
): ProbabilityModel => ({
  kind: "probability",
  name,
  evidence: {
    validation: { ...report, ...changes },
    drifting: { watch: 0, moved: 0 },
    crossChecks: [crossCheck],
    runtimes,
  },
  card: { ...card, name },
});

const alerts = (count: number, precision: number, recall: number): AlertReport => ({
  alerts: count,
  cutOff: 0.4,
  precision,
  recall,
  found: [
    { kind: "mule", count: 10, alerts: 10, share: 1 },
    { kind: "fat_finger", count: 10, alerts: 9, share: 0.9 },
  ],
  falseAlarms: [
    { kind: "", count: 1000, alerts: 75, share: 0.075 },
    { kind: "inheritance", count: 10, alerts: 6, share: 0.6 },
  ],
});

export const truth = {
  movements: 1020,
  anomalies: 20,
  asMany: alerts(20, 0.6, 0.6),
  twiceAsMany: alerts(40, 0.4, 0.8),
  atBudget: alerts(100, 0.19, 0.95),
};

export const madeDetector = (changes: Partial<Detector["evidence"]> = {}): Detector => ({
  kind: "detector",
  name: "anomaly",
  evidence: {
    truth,
    threshold: { cutOff: 0.41, alertsPerDay: 20, alerts: 1800, days: 90 },
    crossChecks: [crossCheck],
    runtimes,
    notes: [],
    ...changes,
  },
  card: { ...card, name: "anomaly", title: "Anomaly detector" },
});
