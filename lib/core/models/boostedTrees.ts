import { type BoostedTrees } from "./boostedTreesDocument.js";
import { compileTrees, leafOf } from "./compiledTrees.js";
import { type FeatureTable } from "./table.js";
import { treeInputs } from "./treeInputs.js";

/**
 * Log-odds of the outcome. The table's columns are found by name, in any order; more of them do no harm. Missing
 * values, and categories the model has not seen (or seen too rarely), go the way the fit chose for missing ones; an
 * infinity counts as the largest number of its sign.
 *
 * @param model as fitted; made ready once, for whoever asks again and again
 * @returns for a table of n rows with every feature of the model: n finite numbers; throws a RangeError if a feature is
 *   not in the table, or is not of the model's kind
 */
export function marginReader(model: BoostedTrees): (table: FeatureTable) => Float64Array {
  const trees = compileTrees(model.trees, model.features);
  return (table) => {
    const inputs = treeInputs(model.features, table);
    const margins = new Float64Array(table.rows).fill(model.baseMargin);
    for (const tree of trees) {
      for (let row = 0; row < table.rows; row++) margins[row]! += tree.value[leafOf(tree, inputs, row)]!;
    }
    return margins;
  };
}

/** Log-odds of the outcome of every row, once, as `marginReader` does. */
export function boostedTreesMargin(model: BoostedTrees, table: FeatureTable): Float64Array {
  return marginReader(model)(table);
}

/**
 * Probability that belongs to log-odds.
 *
 * @param margin a finite number
 * @returns value in [0, 1]
 */
export const probabilityOfMargin = (margin: number): number => 1 / (1 + Math.exp(-margin));

/**
 * Probability of the outcome, missing values and new categories as in `boostedTreesMargin`.
 *
 * @param model as fitted
 * @param table n rows with every feature of the model
 * @returns n numbers in [0, 1]
 * @throws RangeError if a feature is not in the table, or is not of the model's kind
 */
export function predictBoostedTrees(model: BoostedTrees, table: FeatureTable): Float64Array {
  return boostedTreesMargin(model, table).map(probabilityOfMargin);
}
