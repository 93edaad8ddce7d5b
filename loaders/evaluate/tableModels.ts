import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import { predictIsolationForest } from "../../lib/core/models/isolationForest.js";
import { predictScorecard } from "../../lib/core/models/scorecard.js";
import { fitBoostedTrees } from "../../lib/fit/boostedTrees.js";
import { fitIsolationForest } from "../../lib/fit/isolationForest.js";
import { fitScorecard } from "../../lib/fit/scorecard.js";
import type { Fit } from "./crossValidate.js";

/** Models that can be tried on a table, and how they are fitted; the only place of these settings. */
export interface TableModel {
  /** What it is, in words. */
  readonly title: string;
  readonly fit: Fit;
  /** It learns from the labels, and so is judged by rows that it has not seen. */
  readonly isSupervised: boolean;
  /** What to know about its figures. */
  readonly remarks: readonly string[];
}

const treeSettings = {
  trees: 200,
  depth: 4,
  learningRate: 0.05,
  l2: 1,
  minChildWeight: 1,
  rowShare: 0.8,
  columnShare: 0.8,
  bins: 255,
};

const forestSettings = { trees: 100, sampleSize: 256 };

export const modelNames = ["default", "churn", "anomaly"] as const;

export type ModelName = (typeof modelNames)[number];

export const tableModels: Readonly<Record<ModelName, TableModel>> = {
  default: {
    title: "scorecard",
    isSupervised: true,
    remarks: [],
    // The scorecard chooses its own settings, and draws nothing at random.
    fit: (table, labels) => {
      const model = fitScorecard(table, labels);
      return (rows) => predictScorecard(model, rows);
    },
  },
  churn: {
    title: "boosted trees",
    isSupervised: true,
    remarks: [],
    fit: (table, labels, seed) => {
      const model = fitBoostedTrees(table, labels, { ...treeSettings, seed });
      return (rows) => predictBoostedTrees(model, rows);
    },
  },
  anomaly: {
    title: "isolation forest",
    isSupervised: false,
    remarks: [
      "The forest does not see the labels: they only judge its scores of the rows it was fitted on.",
      "Its score is not a probability; Brier and log-loss take it for one as it is, and say little.",
    ],
    fit: (table, _labels, seed) => {
      const model = fitIsolationForest(table, { ...forestSettings, seed });
      return (rows) => predictIsolationForest(model, rows);
    },
  },
};
