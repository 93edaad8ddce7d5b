import { type BoostedTrees } from "./boostedTreesDocument.js";
import { childOf, compileTrees } from "./compiledTrees.js";
import { type FeatureTable } from "./table.js";
import { treeInputs } from "./treeInputs.js";
import { addShapley, expectedValue, pathsFor, routeFor } from "./treeShap.js";

/** Why a row got its margin: `base` and the contributions add up to it. */
export interface TreeExplanation {
  /** Expected margin over the training rows, weighted by cover. */
  readonly base: number;
  /** Log-odds by feature, in the model's order. */
  readonly contributions: Float64Array;
}

/**
 * Exact Shapley values of the margin, as `addShapley` has them.
 *
 * @param model as fitted; made ready once, for whoever explains again and again
 * @returns for a table with every feature of the model, and indices of the rows to explain (all of them if left out):
 *   one explanation for each row asked for, whose base and contributions sum to its margin, to rounding; throws a
 *   RangeError if a feature is not in the table or not of the model's kind, or a row lies outside the table
 */
export function treeExplainer(
  model: BoostedTrees,
): (table: FeatureTable, rows?: Iterable<number>) => TreeExplanation[] {
  const trees = compileTrees(model.trees, model.features);
  const base = trees.reduce((sum, tree) => sum + expectedValue(tree), model.baseMargin);
  const paths = pathsFor(trees);
  const route = routeFor(trees);
  return (table, rows = Array(table.rows).keys()) => {
    const inputs = treeInputs(model.features, table);
    return Array.from(rows, (row) => {
      if (!(row >= 0 && row < table.rows))
        throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
      const contributions = new Float64Array(model.features.length);
      for (const tree of trees) {
        for (let node = 0; node < tree.feature.length; node++) {
          const feature = tree.feature[node]!;
          if (feature >= 0) route[node] = childOf(tree, node, inputs[feature]![row]!);
        }
        addShapley(tree, route, paths, contributions);
      }
      return { base, contributions };
    });
  };
}

/** Explains rows once, as `treeExplainer` does. */
export function explainBoostedTrees(
  model: BoostedTrees,
  table: FeatureTable,
  rows?: Iterable<number>,
): TreeExplanation[] {
  return treeExplainer(model)(table, rows);
}
