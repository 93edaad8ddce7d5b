import type { AlertReport } from "../../core/validation/anomalyAlerts.js";
import type { Detector, MissingModel, ProbabilityModel } from "../../core/modelPage/shownModels.js";
import type { RunMetricRow, RunModelRow } from "../../core/modelPage/runs.js";
import type { RunRow } from "../../core/history/rows.js";
import type { Panel } from "../../core/panel.js";
import { validateProbabilities } from "../../core/validation/validateProbabilities.js";
import { chance } from "./chance.js";
import { exampleScorecard } from "./risk.js";

/** Made-up models for the gallery: the same every time, and like nothing real. */

const [clients, months] = [300, 10];
const rows = clients * months;
const all = Int32Array.from({ length: rows }, (_, row) => row);
const clientOf = (row: number): number => row % clients;
const monthOf = (row: number): number => Math.floor(row / clients);
const logistic = (margin: number): number => 1 / (1 + Math.exp(-margin));

/** About normal: the mean of three. */
const noise = (seed: number): number => chance(seed) + chance(seed + 0.1) + chance(seed + 0.2) - 1.5;

const behind = Float64Array.from(all, (row) => Math.floor(4 * chance(row + 0.4) ** 4));
const overdrawn = Float64Array.from(all, (row) =>
  Math.floor((50 + 6 * monthOf(row)) * chance(clientOf(row)) ** 3),
);
const lowest = Float64Array.from(all, (row) => chance(row * 3) - 0.2);
const margins = Float64Array.from(
  all,
  (row) => -4.2 + behind[row]! + overdrawn[row]! / 25 - 1.5 * lowest[row]!,
);

const panel: Panel = {
  table: {
    rows,
    columns: [
      { name: "behind_count", kind: "numeric", values: behind },
      { name: "overdrawn_days_90d", kind: "numeric", values: overdrawn },
      { name: "lowest_income_ratio_3m", kind: "numeric", values: lowest },
    ],
  },
  labels: Uint8Array.from(margins, (margin, row) => (chance(row + 0.9) < logistic(margin) ? 1 : 0)),
  clients: Int32Array.from(all, clientOf),
  snapshots: Int32Array.from(all, monthOf),
  snapshotDates: Array.from({ length: months }, (_, index) =>
    new Date(Date.UTC(2025, index - 2, 0)).toISOString().slice(0, 10),
  ),
};

const guesses = (spread: number): Float64Array =>
  margins.map((margin, row) => logistic(margin + spread * noise(row)));

const groups = (names: readonly string[]): string[] =>
  Array.from(all, (row) => names[clientOf(row) % names.length]!);

const runtimes = {
  ...{ model: "default", rows: clients, tolerance: 1e-9 },
  differences: [{ between: ["duckdb", "node"] as const, score: "pd", difference: 3e-15 }],
};

const crossChecks = [
  {
    ...{ name: "coefficients against another package", measured: 2e-6, tolerance: 1e-4, passed: true },
    about: "Largest relative difference of the coefficients fitted on the same rows.",
  },
];

/** A default model of three features, validated here on three hundred clients. */
export const exampleModel = (): ProbabilityModel => {
  const today = guesses(0.4).map((probability) => Math.min(1, probability * 1.2));
  return {
    ...{ kind: "probability", name: "default", card: exampleScorecard() },
    evidence: {
      validation: validateProbabilities({
        panel,
        trained: {
          split: {
            train: all.filter((row) => monthOf(row) < 7),
            test: all.filter((row) => monthOf(row) >= 7),
          },
          ...{ probabilities: guesses(0.4), outOfClient: guesses(0.8) },
          baselines: [
            { name: "constant", probabilities: new Float64Array(rows).fill(0.1) },
            { name: "behind_count", probabilities: behind.map((count) => logistic(count - 3.5)) },
          ],
          notes: ["Nothing of this is real."],
        },
        attributes: {
          gender: groups(["female", "male"]),
          age_band: groups(["under 25", "25 to 39", "40 to 59", "40 to 59"]),
          segment: groups(["retail", "retail", "private", "business"]),
        },
        trueProbabilities: margins.map(logistic),
        today: { table: panel.table, probabilities: today },
        cutOff: { name: "maximises profit", probability: 0.2 },
        ...{ seed: 1, resamples: 40 },
      }),
      drifting: { watch: 1, moved: 0 },
      ...{ crossChecks, runtimes },
    },
  };
};

const alertReport = (alerts: number, found: readonly [number, number]): AlertReport => ({
  ...{ alerts, cutOff: 0.57, precision: (found[0] + found[1]) / alerts, recall: (found[0] + found[1]) / 60 },
  found: [
    { kind: "mule", count: 40, alerts: found[0], share: found[0] / 40 },
    { kind: "fat_finger", count: 20, alerts: found[1], share: found[1] / 20 },
  ],
  falseAlarms: [
    { kind: "", count: 470_000, alerts: alerts - found[0] - found[1] - 9, share: 0.002 },
    { kind: "inheritance", count: 12, alerts: 9, share: 0.75 },
  ],
});

export const exampleDetector = (): Detector => ({
  ...{ kind: "detector", name: "anomaly" },
  card: { ...exampleScorecard(), name: "anomaly", type: "isolationForest", title: "Anomaly detector" },
  evidence: {
    truth: {
      ...{ movements: 470_000, anomalies: 60 },
      asMany: alertReport(60, [22, 9]),
      twiceAsMany: alertReport(120, [30, 12]),
      atBudget: alertReport(1800, [38, 19]),
    },
    threshold: { cutOff: 0.57, alertsPerDay: 20, alerts: 1800, days: 90 },
    ...{ crossChecks, runtimes: { ...runtimes, model: "anomaly" }, notes: [] },
  },
});

export const exampleMissing: MissingModel = {
  ...{ kind: "missing", name: "churn" },
  reason: "Churn needs a year of movements, and this bank has three months.",
};

/** Five runs, the default model another one from the third on. */
export const exampleRuns: RunRow[] = [1, 2, 3, 4, 5].map((sequence) => ({
  ...{ sequence, run: `${sequence}123456789ab`, is_current: sequence === 5, commit_id: `${sequence}a2b3c4` },
  ...{ as_of: new Date(Date.UTC(2026, 5, 25 + sequence)), checks_passed: 33, checks_total: 34 },
  ...{ movements: 1_200_000 + 5000 * sequence, accounts: 21_900, clients: 11_400, alerts: 1780 + sequence },
  expected_loss: 41_000 + 200 * sequence,
}));

export const exampleRunModels: RunModelRow[] = exampleRuns.map(({ sequence }) => ({
  ...{
    sequence,
    model: "default",
    version: sequence < 3 ? "a1b2c3" : "a1d4c3",
    trained_to: new Date("2024-12-31"),
  },
  ...{ training_rows: 10_000, sample_rows: 900, sample_positives: 80 },
  ...{ psi: 0.02 * sequence, psi_verdict: sequence < 5 ? "stable" : "watch" },
}));

export const exampleRunMetrics: RunMetricRow[] = exampleRuns.flatMap(({ sequence }) =>
  Object.entries({ auc: 0.8, ks: 0.5, lift: 4.4, brier: 0.03, logLoss: 0.11, calibrationSlope: 0.95 }).map(
    ([metric, level]) => {
      const value = level * (1 + 0.01 * sequence + (sequence < 3 ? 0 : 0.03));
      return { sequence, model: "default", metric, value, low: value * 0.96, high: value * 1.04 };
    },
  ),
);
