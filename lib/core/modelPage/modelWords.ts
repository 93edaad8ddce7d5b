import type { ModelName } from "./shownModels.js";

/** How a model is spoken of. */
export interface ModelWords {
  /** One word, as a tab has it. */
  readonly label: string;
  /** Those with the outcome, one and several, and those without. */
  readonly positive: string;
  readonly positives: string;
  readonly negative: string;
  /** What the score is. */
  readonly score: string;
  /** Who is on the side of the cut-off that gets something. */
  readonly selected: string;
}

export const modelWords: Readonly<Record<ModelName, ModelWords>> = {
  default: {
    label: "Default",
    positive: "defaulter",
    positives: "defaults",
    negative: "payer",
    score: "probability of default",
    selected: "approved",
  },
  churn: {
    label: "Churn",
    positive: "leaver",
    positives: "leavers",
    negative: "stayer",
    score: "probability of leaving",
    selected: "contacted",
  },
  anomaly: {
    label: "Anomaly",
    positive: "anomaly",
    positives: "anomalies",
    negative: "usual movement",
    score: "anomaly score",
    selected: "alerted",
  },
};
