import { forestValues } from "./forestValues.js";
import { leafPathLengths, type IsolationForest, type IsolationTree } from "./isolationForest.js";
import { ShapPaths } from "./shapPaths.js";
import type { FeatureTable } from "./table.js";

/** Why a row takes as many splits as it does. */
export interface IsolationExplanation {
  /** Mean path length of the row. */
  readonly pathLength: number;
  /** Mean path length of the rows that the trees were grown on. */
  readonly expectedPathLength: number;
  /**
   * One number per feature of the forest, in splits; below 0 makes the row odder. They add up to
   * `pathLength − expectedPathLength`.
   */
  readonly contributions: Float64Array;
}

/** A tree with its leaves' path lengths. */
interface MeasuredTree {
  readonly tree: IsolationTree;
  readonly lengths: Float64Array;
}

/** One row's way down one tree. */
interface Walk extends MeasuredTree {
  readonly inputs: readonly Float64Array[];
  readonly row: number;
  readonly paths: ShapPaths;
  /** Added to, by feature. */
  readonly contributions: Float64Array;
}

/**
 * Shares rows' path lengths out among the features: Shapley values of the game in which an unknown feature sends the row
 * down both ways, in proportion to the sample (path-dependent TreeSHAP, without a background table). Exact.
 *
 * @param model forest whose features the table holds; made ready once, for whoever explains again and again
 * @returns for a table, and indices of its rows: one explanation for each row asked for, whose contributions add up to
 *   within rounding; throws a RangeError if a feature is not in the table, or a row is not
 * @see Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, algorithm 2
 */
export function isolationExplainer(
  model: IsolationForest,
): (table: FeatureTable, rows: Iterable<number>) => IsolationExplanation[] {
  const measured = model.trees.map((tree) => ({ tree, lengths: leafPathLengths(tree) }));
  const trees = Math.max(1, model.trees.length);
  const expectedPathLength = measured.reduce((sum, tree) => sum + expectedLength(tree), 0) / trees;
  const paths = new ShapPaths(model.heightLimit);
  return (table, rows) => {
    const inputs = forestValues(model.features, table);
    return Array.from(rows, (row) => {
      if (!(row >= 0 && row < table.rows))
        throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
      const contributions = new Float64Array(model.features.length);
      let pathLength = 0;
      for (const { tree, lengths } of measured) {
        pathLength += lengths[leafOf(tree, inputs, row)]!;
        visit({ tree, lengths, inputs, row, paths, contributions }, 0, 0, 0, 1, 1, -1);
      }
      return {
        pathLength: pathLength / trees,
        expectedPathLength,
        contributions: contributions.map((value) => value / trees),
      };
    });
  };
}

/** Explains rows once, as `isolationExplainer` does. */
export function explainIsolationForestRows(
  model: IsolationForest,
  table: FeatureTable,
  rows: Iterable<number>,
): IsolationExplanation[] {
  return isolationExplainer(model)(table, rows);
}

/**
 * Explains one row; `explainIsolationForestRows` is faster for many.
 *
 * @param model forest whose features the table holds
 * @param table where the row is
 * @param row index in [0, table.rows)
 * @throws RangeError if a feature is not in the table, or the row is not
 */
export function explainIsolationForest(
  model: IsolationForest,
  table: FeatureTable,
  row: number,
): IsolationExplanation {
  return explainIsolationForestRows(model, table, [row])[0]!;
}

/** Mean path length of the rows that the tree was grown on. */
function expectedLength({ tree, lengths }: MeasuredTree): number {
  let sum = 0;
  tree.feature.forEach((feature, node) => {
    if (feature < 0) sum += (lengths[node]! * tree.size[node]!) / tree.size[0]!;
  });
  return sum;
}

function leafOf(tree: IsolationTree, inputs: readonly Float64Array[], row: number): number {
  let node = 0;
  for (let feature = tree.feature[0]!; feature >= 0; feature = tree.feature[node]!) {
    node = tree.left[node]! + Number(inputs[feature]![row]! >= tree.threshold[node]!);
  }
  return node;
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
    paths.contribute(own, ownLength, walk.lengths[node]!, walk.contributions);
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
  const left = tree.left[node]!;
  const isRight = walk.inputs[feature]![walk.row]! >= tree.threshold[node]!;
  for (const child of [left, left + 1]) {
    const share = (zeroSoFar * tree.size[child]!) / tree.size[node]!;
    visit(walk, child, own, ownLength, share, child > left === isRight ? oneSoFar : 0, feature);
  }
}
