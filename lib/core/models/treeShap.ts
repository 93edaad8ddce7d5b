import { ShapPaths } from "./shapPaths.js";

/** A tree as its Shapley values need it, a number per node; node 0 is the root. */
export interface CoveredTree {
  /** Index of the feature asked for; below 0 in a leaf. */
  readonly feature: Int32Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a leaf answers. */
  readonly value: Float64Array;
  /** How many of the rows that the tree was grown on reached the node, or their weight; above 0. */
  readonly cover: Float64Array;
}

/** To which child a row goes from each node that is no leaf; what it says of a leaf is not read. */
export type Route = Int32Array;

/** What a tree answers where nothing is known: the mean of its leaves, weighted by cover. */
export function expectedValue(tree: CoveredTree, node = 0): number {
  if (tree.feature[node]! < 0) return tree.value[node]!;
  const left = tree.left[node]!;
  const right = tree.right[node]!;
  return (
    (tree.cover[left]! * expectedValue(tree, left) + tree.cover[right]! * expectedValue(tree, right)) /
    tree.cover[node]!
  );
}

/** Questions on the longest way through a tree. */
function depthOf(tree: CoveredTree, node = 0): number {
  if (tree.feature[node]! < 0) return 0;
  return 1 + Math.max(depthOf(tree, tree.left[node]), depthOf(tree, tree.right[node]));
}

/** Room for a row's way through any of some trees. */
export const routeFor = (trees: readonly CoveredTree[]): Route =>
  new Int32Array(trees.reduce((most, { feature }) => Math.max(most, feature.length), 0));

/** Room for the paths of the deepest of some trees. */
export const pathsFor = (trees: readonly CoveredTree[]): ShapPaths =>
  new ShapPaths(trees.reduce((deepest, tree) => Math.max(deepest, depthOf(tree)), 0));

/** One row's way down one tree. */
interface Walk {
  readonly tree: CoveredTree;
  readonly route: Route;
  readonly paths: ShapPaths;
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
  const hot = walk.route[node]!;
  const left = tree.left[node]!;
  const cold = hot === left ? tree.right[node]! : left;
  visit(walk, hot, own, ownLength, (zeroSoFar * tree.cover[hot]!) / tree.cover[node]!, oneSoFar, feature);
  visit(walk, cold, own, ownLength, (zeroSoFar * tree.cover[cold]!) / tree.cover[node]!, 0, feature);
}

/**
 * Adds the exact Shapley values of what a tree answers for a row: what each feature adds when features become known in
 * every order, the tree answering for an unknown feature with the mean of both ways weighted by cover (path-dependent
 * TreeSHAP).
 *
 * @param tree that answers
 * @param route of the row
 * @param paths as `pathsFor` makes room for them
 * @param contributions added to, by feature; they grow by what the row's leaf answers less `expectedValue`
 * @see Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, algorithm 2
 */
export function addShapley(
  tree: CoveredTree,
  route: Route,
  paths: ShapPaths,
  contributions: Float64Array,
): void {
  visit({ tree, route, paths, contributions }, 0, 0, 0, 1, 1, -1);
}
