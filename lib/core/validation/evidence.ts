import type { AlertReport } from "./anomalyAlerts.js";
import type { ValidationReport } from "./report.js";

/** Our fit held against another implementation of the same. */
export interface CrossCheck {
  readonly name: string;
  /** The figure that the tolerance is for; null where there was nothing to compare, as `about` says. */
  readonly measured: number | null;
  readonly tolerance: number;
  readonly passed: boolean;
  /** What was compared on what, for the reader of the run. */
  readonly about: string;
}

/** Where a score can be worked out: in the batch, in the API, in a page, and by a plain reading of the document. */
export type Runtime = "duckdb" | "node" | "browser" | "reference";

/** The largest relative difference between two runtimes, over all rows and scores. */
export interface RuntimeDifference {
  readonly between: readonly [Runtime, Runtime];
  readonly score: string;
  readonly difference: number;
}

/** The same rows scored in each runtime. */
export interface RuntimeComparison {
  readonly model: string;
  readonly rows: number;
  readonly tolerance: number;
  readonly differences: readonly RuntimeDifference[];
}

/** From which score on a movement is an alert, and how scores are spread. */
export interface AnomalyThreshold {
  /** Alert where score >= cutOff. */
  readonly cutOff: number;
  /** Alerts a day that the cut-off gave in the judged days. */
  readonly alertsPerDay: number;
  readonly alerts: number;
  readonly days: number;
}

/** The detector against what the simulator knows, at several numbers of alerts. */
export interface AnomalyTruth {
  /** Movements scored, and anomalous movements booked by the as-of date, whether they can be scored or not. */
  readonly movements: number;
  readonly anomalies: number;
  /** As many alerts as anomalies, and twice as many, over all days. */
  readonly asMany: AlertReport;
  readonly twiceAsMany: AlertReport;
  /** The alerts of the days that were judged and not fitted on. */
  readonly atBudget: AlertReport;
}

/** What a run found out about a probability model, as `<data>/models/<name>.validation.json` has it. */
export interface ProbabilityEvidence {
  readonly validation: ValidationReport;
  /** How many of the features that the model uses are to be watched, and have moved, since training. */
  readonly drifting: { readonly watch: number; readonly moved: number };
  readonly crossChecks: readonly CrossCheck[];
  readonly runtimes: RuntimeComparison;
}

/** What a run found out about a detector. */
export interface DetectorEvidence {
  /** Against what a simulator knows; null where nothing is known. */
  readonly truth: AnomalyTruth | null;
  readonly threshold: AnomalyThreshold;
  readonly crossChecks: readonly CrossCheck[];
  readonly runtimes: RuntimeComparison;
  /** Whole sentences. */
  readonly notes: readonly string[];
}
