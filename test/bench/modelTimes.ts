import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import { predictIsolationForest } from "../../lib/core/models/isolationForest.js";
import { predictScorecard } from "../../lib/core/models/scorecard.js";
import { fitBoostedTrees } from "../../lib/fit/boostedTrees.js";
import { fitIsolationForest } from "../../lib/fit/isolationForest.js";
import { fitLogistic } from "../../lib/fit/logistic.js";
import { fitScorecard } from "../../lib/fit/scorecard.js";
import type { ModelData } from "./modelData.js";

export interface Times {
  /** Seconds, one for each repetition. */
  readonly fit: readonly number[];
  readonly score: readonly number[];
  /** Seconds of processor for both, which others on the machine add less to. */
  readonly cpu: readonly number[];
}

interface Fit {
  readonly title: string;
  readonly width: number;
  readonly missing: number;
  /** What the times are compared with, as peers.py calls it. */
  readonly peer?: { readonly kind: string; readonly title: string };
  /** Fits, and gives what scores the same rows. */
  run(data: ModelData): () => unknown;
}

const columnsOf = ({ table }: ModelData): Float64Array[] =>
  table.columns.map((column) => (column.kind === "numeric" ? column.values : new Float64Array()));

/** What is measured, at every size; settings as in peers.py. */
export const fits = {
  irls: {
    ...{ title: "logistic regression", width: 15, missing: 0 },
    peer: { kind: "irls", title: "scikit-learn newton-cholesky" },
    run(data) {
      const columns = columnsOf(data);
      const { intercept, coefficients } = fitLogistic(columns, data.labels);
      return () =>
        data.labels.map((_, row) =>
          columns.reduce((sum, values, j) => sum + coefficients[j]! * values[row]!, intercept),
        );
    },
  },
  scorecard: {
    ...{ title: "scorecard, binning included", width: 15, missing: 0.03 },
    run(data) {
      const model = fitScorecard(data.table, data.labels);
      return () => predictScorecard(model, data.table);
    },
  },
  trees: {
    ...{ title: "boosted trees", width: 20, missing: 0.03 },
    peer: { kind: "trees", title: "XGBoost hist" },
    run(data) {
      const settings = { trees: 100, depth: 4, learningRate: 0.1, rowShare: 1, columnShare: 1 };
      const model = fitBoostedTrees(data.table, data.labels, { seed: 1, ...settings });
      return () => predictBoostedTrees(model, data.table);
    },
  },
  forest: {
    ...{ title: "isolation forest", width: 8, missing: 0 },
    peer: { kind: "forest", title: "scikit-learn IsolationForest" },
    run(data) {
      const model = fitIsolationForest(data.table, { seed: 1 });
      return () => predictIsolationForest(model, data.table);
    },
  },
} as const satisfies Record<string, Fit>;

export type FitName = keyof typeof fits;
/** One type for all, so that a part that only some have can be asked for. */
export const fitOf = (name: FitName): Fit => fits[name];

/** Fits and scores as often as asked. */
export function timesOf(name: FitName, data: ModelData, repetitions: number): Times {
  const fit: number[] = [];
  const score: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < repetitions; round++) {
    const before = process.cpuUsage();
    const start = performance.now();
    const scores = fitOf(name).run(data);
    const fitted = performance.now();
    scores();
    fit.push((fitted - start) / 1000);
    score.push((performance.now() - fitted) / 1000);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1e6);
  }
  return { fit, score, cpu };
}
