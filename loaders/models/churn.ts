import type { Feature } from "../../lib/core/features/feature.js";
import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { scaleBoostedTrees } from "../../lib/core/models/scaleBoostedTrees.js";
import { takePanel, type Panel } from "../../lib/core/panel.js";
import { fitBoostedTrees } from "../../lib/fit/boostedTrees.js";
import type { BoostedTreesOptions } from "../../lib/fit/boostedTrees/options.js";
import { scoreOutOfClient } from "./outOfClient.js";
import { singleFeatureBaselines } from "./singleFeatureBaselines.js";
import { splitOutOfTime } from "./split.js";
import type { Trained } from "./trained.js";
import { checkTrainable } from "./untrainable.js";

/** Each tree sees most features, since few of them say nearly all, and three fifths of the rows. */
const settings = {
  depth: 4,
  learningRate: 0.1,
  l2: 10,
  minChildWeight: 10,
  rowShare: 0.6,
  columnShare: 0.8,
  bins: 64,
} satisfies Partial<BoostedTreesOptions>;

/**
 * At most so many trees, found by how the later months fare; the fit stops where so many more bring nothing. Without the
 * limit the simulated bank takes more trees and time, and ranks the test months no better.
 */
const search = { trees: 80, earlyStopping: 20 };

/** Which way leaving must run with each feature, as the field knows it. */
function directionsOf(features: readonly Feature[]): Record<string, 1 | -1> {
  const directions: Record<string, 1 | -1> = {};
  for (const feature of features) {
    if (feature.kind !== "numeric" || feature.outcome === undefined) continue;
    directions[feature.name] = feature.outcome === "rises" ? 1 : -1;
  }
  return directions;
}

/**
 * Fits the churn model and calibrates it.
 *
 * How many trees it takes is found by fitting on the training months before `split.later` and stopping where the loss
 * on `split.later` no longer falls; then it is fitted anew on all training rows, with as many. The calibration is fitted
 * to what models said of clients they had not seen.
 *
 * @param panel labelled rows
 * @param features columns of its table
 * @throws UntrainableError if the training rows are of one class, have fewer than 50 of the rarer one, or cannot be split
 */
export function trainChurn(
  panel: Panel,
  features: readonly Feature[],
  { seed }: { readonly seed: number },
): Trained<BoostedTrees> {
  checkTrainable("churn", panel.labels);
  const split = splitOutOfTime(panel);
  const train = takePanel(panel, split.train);
  checkTrainable("churn", train.labels);
  const options = { ...settings, monotone: directionsOf(features), seed };
  const notes: string[] = [];
  const trees = countTrees(panel, split, options, notes);
  const fit = ({ table, labels }: Panel): BoostedTrees =>
    fitBoostedTrees(table, labels, { ...options, trees });

  const outOfClient = scoreOutOfClient(panel, split, seed, (rows) => {
    const model = fit(rows);
    return (table) => predictBoostedTrees(model, table);
  });
  const model = scaleBoostedTrees(fit(train), outOfClient.calibration);
  return {
    model,
    split,
    probabilities: predictBoostedTrees(model, panel.table),
    outOfClient: outOfClient.probabilities,
    baselines: singleFeatureBaselines(panel, train),
    notes: [...notes, ...outOfClient.notes],
  };
}

/** How many trees lower the loss on the later months of the training; one at least. */
function countTrees(
  panel: Panel,
  { train, later }: Trained<BoostedTrees>["split"],
  options: BoostedTreesOptions,
  notes: string[],
): number {
  const isLater = new Set(later);
  const early = takePanel(
    panel,
    train.filter((row) => !isLater.has(row)),
  );
  const positives = early.labels.reduce((sum, label) => sum + label, 0);
  if (positives === 0 || positives === early.labels.length) {
    notes.push(
      `The earlier training months hold one outcome only; ${fallbackTrees} trees are taken untried.`,
    );
    return fallbackTrees;
  }
  const { table, labels } = takePanel(panel, later);
  const { trees } = fitBoostedTrees(early.table, early.labels, {
    ...options,
    ...search,
    valid: table,
    validLabels: labels,
  });
  if (trees.length > 0) return trees.length;
  notes.push("On the later training months no tree was better than the share of positives.");
  return 1;
}

const fallbackTrees = 50;
