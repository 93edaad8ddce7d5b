import { type Tree, type TreeFeature } from "./boostedTreesDocument.js";

/** A tree as typed arrays by node. */
export interface CompiledTree {
  /** Index of the feature asked for; −1 in a leaf. */
  readonly feature: Int32Array;
  /** NaN where the node asks for categories. */
  readonly threshold: Float64Array;
  readonly goesLeft: readonly (Uint8Array | undefined)[];
  readonly missingLeft: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** Of a leaf; 0 elsewhere. */
  readonly value: Float64Array;
  readonly cover: Float64Array;
}

function compileTree(tree: Tree, features: readonly TreeFeature[]): CompiledTree {
  const goesLeft = tree.map((node) => {
    if (node.kind !== "categories") return undefined;
    const feature = features[node.feature]!;
    const flags = new Uint8Array(feature.kind === "category" ? feature.categories.length : 0);
    for (const code of node.categories) flags[code] = 1;
    return flags;
  });
  return {
    feature: Int32Array.from(tree, (node) => (node.kind === "leaf" ? -1 : node.feature)),
    threshold: Float64Array.from(tree, (node) => (node.kind === "threshold" ? node.threshold : Number.NaN)),
    goesLeft,
    missingLeft: Uint8Array.from(tree, (node) => (node.kind !== "leaf" && node.missing === "left" ? 1 : 0)),
    left: Int32Array.from(tree, (node) => (node.kind === "leaf" ? -1 : node.left)),
    right: Int32Array.from(tree, (node) => (node.kind === "leaf" ? -1 : node.right)),
    value: Float64Array.from(tree, (node) => (node.kind === "leaf" ? node.value : 0)),
    cover: Float64Array.from(tree, (node) => node.cover),
  };
}

/**
 * Trees as typed arrays, to be walked many times.
 *
 * @param trees of a model
 * @param features of the same model
 * @returns one for each tree
 */
export function compileTrees(
  trees: readonly Tree[],
  features: readonly TreeFeature[],
): readonly CompiledTree[] {
  return trees.map((tree) => compileTree(tree, features));
}

/**
 * The child a row goes to.
 *
 * @param tree compiled
 * @param node index of a node that is no leaf
 * @param value the row's value of the node's feature, as `treeInputs` gives it
 * @returns index of the child
 */
export function childOf(tree: CompiledTree, node: number, value: number): number {
  let left: boolean;
  if (Number.isNaN(value)) left = tree.missingLeft[node] === 1;
  else {
    const flags = tree.goesLeft[node];
    left = flags === undefined ? value < tree.threshold[node]! : flags[value] === 1;
  }
  return left ? tree.left[node]! : tree.right[node]!;
}

/**
 * The leaf a row ends in.
 *
 * @param tree compiled
 * @param inputs columns as `treeInputs` gives them
 * @param row index into the columns
 * @returns index of a leaf
 */
export function leafOf(tree: CompiledTree, inputs: readonly Float64Array[], row: number): number {
  let node = 0;
  while (tree.feature[node]! >= 0) node = childOf(tree, node, inputs[tree.feature[node]!]![row]!);
  return node;
}
