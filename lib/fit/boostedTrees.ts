import { type BoostedTrees, type Tree } from "../core/models/boostedTreesDocument.js";
import { compileTrees, leafOf, type CompiledTree } from "../core/models/compiledTrees.js";
import { type FeatureTable } from "../core/models/table.js";
import { treeInputs } from "../core/models/treeInputs.js";
import { Random } from "../core/random.js";
import { binnedFeature, treeFeature } from "./boostedTrees/bins.js";
import { TreeGrower } from "./boostedTrees/growTree.js";
import { leastHessian, rounded } from "./boostedTrees/histogram.js";
import { countPositives, settingsFrom, type BoostedTreesOptions } from "./boostedTrees/options.js";
import { drawAscending, shareOf } from "./boostedTrees/sampling.js";

/** First and second derivative of the log-loss by the margin, for each row. */
function differentiate(margins: Float64Array, labels: Uint8Array, gradients: Float64Array): void {
  for (let row = 0; row < margins.length; row++) {
    const probability = 1 / (1 + Math.exp(-margins[row]!));
    gradients[2 * row] = rounded(probability - labels[row]!);
    gradients[2 * row + 1] = Math.max(leastHessian, rounded(probability * (1 - probability)));
  }
}

/** Mean log-loss of margins: log(1 + e^−m) where the label is 1, log(1 + e^m) where it is 0. */
function logLossOfMargins(margins: Float64Array, labels: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < margins.length; row++) {
    const wrong = labels[row] === 1 ? -margins[row]! : margins[row]!;
    sum += Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong)));
  }
  return sum / margins.length;
}

function addTree(tree: CompiledTree, inputs: readonly Float64Array[], margins: Float64Array): void {
  for (let row = 0; row < margins.length; row++) margins[row]! += tree.value[leafOf(tree, inputs, row)]!;
}

/** Follows the log-loss on the later slice. */
class Watch {
  private lowest = Infinity;
  private readonly inputs: readonly Float64Array[];
  private readonly margins: Float64Array;
  /** Trees up to the lowest loss. */
  best = 0;

  constructor(
    features: BoostedTrees["features"],
    table: FeatureTable,
    private readonly labels: Uint8Array,
    baseMargin: number,
  ) {
    countPositives(table, labels);
    if (table.rows === 0) throw new RangeError("The validation slice has no rows.");
    this.inputs = treeInputs(features, table);
    this.margins = new Float64Array(table.rows).fill(baseMargin);
    this.lowest = logLossOfMargins(this.margins, labels);
  }

  add(tree: CompiledTree, trees: number): void {
    addTree(tree, this.inputs, this.margins);
    const loss = logLossOfMargins(this.margins, this.labels);
    if (loss >= this.lowest) return;
    this.lowest = loss;
    this.best = trees;
  }
}

/**
 * Fits gradient-boosted trees to a yes-or-no outcome: log-loss, second-order (Newton) leaves, histograms of quantile
 * bins. Same table, options and seed: the same model to the last bit.
 *
 * A constant feature, or one without any value, is never asked for. An infinity counts as the largest number of its
 * sign. A missing value, and a category with too few rows to stand alone, goes whichever way lowers the loss more; where
 * a node had none, to the child of more weight. With `valid`, a model may have no tree at all: then nothing improved on
 * the share of positives.
 *
 * @param train n rows, n from 2 to 2^24; column names distinct
 * @param labels n values, 0 or 1, both present
 * @param options a seed, and what differs from the defaults
 * @throws RangeError if a class is empty, lengths differ, a name comes twice, there are no columns or too many rows, or an
 *   option is out of its range
 * @see Chen & Guestrin 2016, doi:10.1145/2939672.2939785
 */
export function fitBoostedTrees(
  train: FeatureTable,
  labels: Uint8Array,
  options: BoostedTreesOptions,
): BoostedTrees {
  const settings = settingsFrom(options, train);
  const positives = countPositives(train, labels);
  if (positives === 0 || positives === train.rows) {
    throw new RangeError(`Nothing to tell apart: ${positives} of ${train.rows} labels are 1.`);
  }
  // More gradients than this do not sum exactly.
  if (train.rows > 2 ** 24) throw new RangeError(`${train.rows} rows; at most ${2 ** 24} can be fitted.`);
  if (train.columns.length === 0) throw new RangeError("The table has no columns.");
  if (new Set(train.columns.map(({ name }) => name)).size < train.columns.length) {
    throw new RangeError("Two columns have the same name.");
  }

  const features = train.columns.map((column) => treeFeature(column, settings.minCategoryRows));
  const inputs = treeInputs(features, train);
  const binned = features.map((feature, index) =>
    binnedFeature(feature, inputs[index]!, settings.bins, settings.monotone[feature.name] ?? 0),
  );
  const baseMargin = Math.log(positives / (train.rows - positives));
  const margins = new Float64Array(train.rows).fill(baseMargin);
  const gradients = new Float64Array(2 * train.rows);
  const grower = new TreeGrower(binned, train.rows, settings);
  const watch =
    options.valid && new Watch(features, options.valid, options.validLabels ?? new Uint8Array(), baseMargin);

  const trees: Tree[] = [];
  while (trees.length < settings.trees) {
    const random = new Random(settings.seed, trees.length);
    const rows = drawAscending(random, train.rows, shareOf(train.rows, settings.rowShare));
    const chosen = drawAscending(random, features.length, shareOf(features.length, settings.columnShare));
    differentiate(margins, labels, gradients);
    const everyRow = rows.length === train.rows;
    const tree = grower.grow(gradients, rows, chosen, (value, start, end) => {
      if (everyRow) for (let i = start; i < end; i++) margins[rows[i]!]! += value;
    });
    trees.push(tree);
    const [compiled] = compileTrees([tree], features);
    if (!everyRow) addTree(compiled!, inputs, margins);
    if (watch === undefined) continue;
    watch.add(compiled!, trees.length);
    if (trees.length - watch.best >= settings.earlyStopping) break;
  }
  return {
    schema: 1,
    type: "boostedTrees",
    features,
    baseMargin,
    trees: watch === undefined ? trees : trees.slice(0, watch.best),
    training: { rows: train.rows, positives },
  };
}
