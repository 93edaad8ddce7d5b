import type { Model, ModelDocument } from "../../../../lib/core/models/modelDocument.js";
import type { FeatureTable } from "../../../../lib/core/models/table.js";
import { Random } from "../../../../lib/core/random.js";
import { fitBoostedTrees } from "../../../../lib/fit/boostedTrees.js";
import { fitIsolationForest } from "../../../../lib/fit/isolationForest.js";
import { fitScorecard } from "../../../../lib/fit/scorecard.js";

const rows = 600;
const random = new Random(9);
const balance = Float64Array.from({ length: rows }, (_, row) =>
  row % 23 === 0 ? Number.NaN : random.normal(),
);
const channel = Int32Array.from({ length: rows }, (_, row) => (row % 31 === 0 ? -1 : random.integer(3)));
const labels = Uint8Array.from(balance, (value, row) =>
  random.uniform() < 1 / (1 + Math.exp(1 - (value || 0) - (channel[row] === 1 ? 1.5 : 0))) ? 1 : 0,
);

/** Two columns, a number and a text, both with gaps, and labels that depend on both. */
export const smallTable: FeatureTable = {
  rows,
  columns: [
    { name: "balance", kind: "numeric", values: balance },
    { name: "channel", kind: "category", codes: channel, categories: ["app", "branch", "web"] },
  ],
};

/** A document around a model of `smallTable`. */
function documentOf(model: Model, name = "default"): ModelDocument {
  return {
    schema: 1,
    document: "datahub-model",
    name,
    type: model.type,
    title: "Default within 12 months",
    purpose: "States how likely a client is to default.",
    intendedUse: "For analysts; not for decisions about a single client without a person.",
    features: [
      { name: "balance", title: "Balance", about: "The balance at the snapshot.", unit: "amount" },
      { name: "channel", title: "Channel", about: "The channel used most often in 90 days.", unit: null },
    ],
    model,
    training: { from: "2024-01-31", to: "2025-06-30", snapshots: 18, rows, positives: 150 },
    hashes: { data: "0a1b", code: "2c3d", config: "4e5f" },
    metrics: {
      sample: "outOfTime",
      from: "2025-07-31",
      to: "2025-12-31",
      rows: 200,
      positives: 50,
      figures: {
        auc: { value: 0.81, low: 0.78, high: 0.84 },
        calibrationIntercept: { value: 0, low: null, high: null },
      },
    },
    seed: 1,
    asOf: "2026-06-30",
  };
}

/** One freshly fitted model of each type. */
export const fittedDocuments: readonly ModelDocument[] = [
  documentOf(fitScorecard(smallTable, labels, { entry: 1, ridge: 0 })),
  documentOf(fitBoostedTrees(smallTable, labels, { seed: 1, trees: 5, depth: 3 }), "churn"),
  documentOf(fitIsolationForest(smallTable, { seed: 1, trees: 5 }), "anomaly"),
];
