import type { RunRow } from "../history/rows.js";
import type { Estimate } from "../metrics/estimate.js";
import type { ModelName } from "./shownModels.js";

/** A row of `rpt_run_models`. */
export interface RunModelRow {
  readonly sequence: number;
  readonly model: string;
  /** Four hexadecimal digits each of the hashes of its data, code and configuration; null where there is no model. */
  readonly version: string | null;
  readonly trained_to: Date | null;
  readonly training_rows: number | null;
  readonly sample_rows: number | null;
  readonly sample_positives: number | null;
  /** Of today's score against the training rows. */
  readonly psi: number | null;
  readonly psi_verdict: string | null;
}

/** A row of `rpt_run_metrics`. */
export interface RunMetricRow {
  readonly sequence: number;
  readonly model: string;
  readonly metric: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** A headline figure that is kept of every run. */
export interface RunMetric {
  readonly id: string;
  readonly label: string;
  readonly about: string;
  /** The direction that is better; null for a figure that has a right value. */
  readonly wanted: "up" | "down" | null;
}

export const runMetrics: readonly RunMetric[] = [
  {
    id: "auc",
    label: "AUC",
    about: "Chance that one with the outcome has the higher score than one without.",
    wanted: "up",
  },
  {
    id: "ks",
    label: "KS",
    about: "Largest distance between the two classes' cumulative shares.",
    wanted: "up",
  },
  {
    id: "lift",
    label: "Lift at 10 %",
    about: "Positives in the riskiest tenth over those of an average tenth.",
    wanted: "up",
  },
  {
    id: "brier",
    label: "Brier",
    about: "Mean squared distance of probability and outcome; lower is better.",
    wanted: "down",
  },
  { id: "logLoss", label: "Log-loss", about: "Nats per row; lower is better.", wanted: "down" },
  {
    id: "calibrationSlope",
    label: "Calibration slope",
    about: "1 is perfect; below 1, probabilities are too extreme.",
    wanted: null,
  },
];

/** A run with everything known of one model in it. */
export interface ModelRun {
  readonly row: RunRow;
  readonly model: RunModelRow | null;
  readonly metrics: ReadonlyMap<string, Estimate>;
  /** Whether the model is another than in the run before: its data, code or configuration changed. */
  readonly isNewVersion: boolean;
}

/**
 * The runs of a model, the oldest first.
 *
 * @param name of the model
 * @param runs of `rpt_runs`
 * @param models of `rpt_run_models`
 * @param metrics of `rpt_run_metrics`
 */
export function modelRuns(
  name: ModelName,
  runs: readonly RunRow[],
  models: readonly RunModelRow[],
  metrics: readonly RunMetricRow[],
): ModelRun[] {
  const found = new Map(models.filter(({ model }) => model === name).map((row) => [row.sequence, row]));
  const figures = new Map<number, Map<string, Estimate>>();
  for (const { sequence, model, metric, value, low, high } of metrics) {
    if (model !== name) continue;
    const own = figures.get(sequence) ?? new Map<string, Estimate>();
    figures.set(sequence, own.set(metric, { value, low, high }));
  }
  let last: string | null = null;
  return [...runs]
    .sort((a, b) => a.sequence - b.sequence)
    .map((row): ModelRun => {
      const model = found.get(row.sequence) ?? null;
      const version = model?.version ?? null;
      const isNewVersion = version !== null && version !== last;
      last = version;
      return { row, model, metrics: figures.get(row.sequence) ?? new Map<string, Estimate>(), isNewVersion };
    });
}

/** A figure in two runs. */
export interface Compared {
  readonly metric: RunMetric;
  readonly before: Estimate | null;
  readonly after: Estimate | null;
  /** After less before; null where one is missing. */
  readonly difference: number | null;
  /** Null where nothing moved, or neither direction is better. */
  readonly isBetter: boolean | null;
  /** The intervals do not overlap: more than chance. */
  readonly isTold: boolean;
}

/** Nearer to 1 is better for the calibration slope; the other figures have a direction. */
function isBetterOf({ id, wanted }: RunMetric, before: number, after: number): boolean | null {
  if (before === after) return null;
  if (id === "calibrationSlope") {
    const [was, is] = [Math.abs(before - 1), Math.abs(after - 1)];
    return was === is ? null : is < was;
  }
  return wanted === null ? null : after > before === (wanted === "up");
}

/**
 * Two runs of a model, figure by figure.
 *
 * @param before the run compared with
 * @param after the run that is looked at
 * @returns the figures that at least one of them has
 */
export function compareRuns(before: ModelRun, after: ModelRun): Compared[] {
  return runMetrics.flatMap((metric): Compared[] => {
    const [was, is] = [before.metrics.get(metric.id) ?? null, after.metrics.get(metric.id) ?? null];
    if (was === null && is === null) return [];
    const hasBoth = was !== null && is !== null;
    const hasEnds = hasBoth && was.low !== null && was.high !== null && is.low !== null && is.high !== null;
    return [
      {
        metric,
        before: was,
        after: is,
        difference: hasBoth ? is.value - was.value : null,
        isBetter: hasBoth ? isBetterOf(metric, was.value, is.value) : null,
        isTold: hasEnds && (is.low > was.high || is.high < was.low),
      },
    ];
  });
}

/**
 * What tells a run from others in a list and in the URL.
 *
 * @param run of a model
 */
export const runKey = ({ row }: ModelRun): string => String(row.sequence);
