import { type BoostedTrees } from "./boostedTreesDocument.js";
import { childOf, compileTrees, type CompiledTree } from "./compiledTrees.js";
import { ShapPaths } from "./shapPaths.js";
import { type FeatureTable } from "./table.js";
import { treeInputs } from "./treeInputs.js";

/** Why a row got its margin: `base` and the contributions add up to it. */
export interface TreeExplanation {
  /** Expected margin over the training rows, weighted by cover. */
  readonly base: number;
  /** Log-odds by feature, in the model's order. */
  readonly contributions: Float64Array;
}

/** Expected value of a tree for a row of which nothing is known. */
function expectedValue(tree: CompiledTree, node = 0): number {
  if (tree.feature[node]! < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  return (
    (tree.cover[left]! * expectedValue(tree, left) + tree.cover[right]! * expectedValue(tree, right)) /
    tree.cover[node]!
  );
}

/** Questions on the longest way through a tree. */
function depthOf(tree: CompiledTree, node = 0): number {
  if (tree.feature[node]! < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node]), depthOf(tree, tree.right[node]));
}

/** One row's way down one tree. */
interface Walk {
  readonly tree: CompiledTree;
  readonly inputs: readonly Float64Array[];
  readonly row: number;
  readonly paths: ShapPaths;
  /** Added to, by feature. */
  readonly contributions: Float64Array;
}

/**
 * Adds what the leaves below a node contribute. The path to its parent is at `start`, of `length` entries; the parent
 * asks for the feature `came`, whose shares at this node are `zero` and `one`.
 */
function visit(
  walk: Walk,
  node: number,
  start: number,
  length: number,
  zero: number,
  one: number,
  came: number,
): void {
  const { tree, paths } = walk;
  const own = paths.extend(start, length, zero, one, came);
  let ownLength = length + 1;
  const feature = tree.feature[node]!;
  if (feature < 0) {
    paths.contribute(own, ownLength, tree.value[node]!, walk.contributions);
    return;
  }
  // A feature met before is taken off the path and put back with both of its shares.
  let zeroSoFar = 1;
  let oneSoFar = 1;
  const earlier = paths.find(own, ownLength, feature);
  if (earlier >= 0) {
    zeroSoFar = paths.zero[earlier]!;
    oneSoFar = paths.one[earlier]!;
    paths.unwind(own, ownLength, earlier - own);
    ownLength--;
  }
  const hot = childOf(tree, node, walk.inputs[feature]![walk.row]!);
  const left = tree.left[node]!;
  const cold = hot === left ? tree.right[node]! : left;
  visit(walk, hot, own, ownLength, (zeroSoFar * tree.cover[hot]!) / tree.cover[node]!, oneSoFar, feature);
  visit(walk, cold, own, ownLength, (zeroSoFar * tree.cover[cold]!) / tree.cover[node]!, 0, feature);
}

/**
 * Exact Shapley values of the margin: what each feature adds when features become known in every order, a tree
 * answering for an unknown feature with the mean of both ways weighted by cover (path-dependent TreeSHAP).
 *
 * @param model as fitted; made ready once, for whoever explains again and again
 * @returns for a table with every feature of the model, and indices of the rows to explain (all of them if left out):
 *   one explanation for each row asked for, whose base and contributions sum to its margin, to rounding; throws a
 *   RangeError if a feature is not in the table or not of the model's kind, or a row lies outside the table
 * @see Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, algorithm 2
 */
export function treeExplainer(
  model: BoostedTrees,
): (table: FeatureTable, rows?: Iterable<number>) => TreeExplanation[] {
  const trees = compileTrees(model.trees, model.features);
  const base = trees.reduce((sum, tree) => sum + expectedValue(tree), model.baseMargin);
  const paths = new ShapPaths(trees.reduce((deepest, tree) => Math.max(deepest, depthOf(tree)), 0));
  return (table, rows = Array(table.rows).keys()) => {
    const inputs = treeInputs(model.features, table);
    return Array.from(rows, (row) => {
      if (!(row >= 0 && row < table.rows))
        throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
      const contributions = new Float64Array(model.features.length);
      for (const tree of trees) visit({ tree, inputs, row, paths, contributions }, 0, 0, 0, 1, 1, -1);
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
