import { forestValues } from "./forestValues.js";
import { leafPathLengths, type IsolationForest, type IsolationTree } from "./isolationForest.js";
import type { FeatureTable } from "./table.js";
import { addShapley, expectedValue, pathsFor, routeFor, type CoveredTree, type Route } from "./treeShap.js";

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

/** A tree whose leaves answer with their path lengths. */
interface MeasuredTree extends CoveredTree {
  readonly threshold: Float64Array;
}

const measure = (tree: IsolationTree): MeasuredTree => ({
  feature: Int32Array.from(tree.feature),
  threshold: Float64Array.from(tree.threshold),
  left: Int32Array.from(tree.left),
  right: Int32Array.from(tree.left, (left) => left + 1),
  value: leafPathLengths(tree),
  cover: Float64Array.from(tree.size),
});

/**
 * Shares rows' path lengths out among the features: their exact Shapley values, as `addShapley` has them.
 *
 * @param model forest whose features the table holds; made ready once, for whoever explains again and again
 * @returns for a table, and indices of its rows: one explanation for each row asked for, whose contributions add up to
 *   within rounding; throws a RangeError if a feature is not in the table, or a row is not
 */
export function isolationExplainer(
  model: IsolationForest,
): (table: FeatureTable, rows: Iterable<number>) => IsolationExplanation[] {
  const measured = model.trees.map(measure);
  const trees = Math.max(1, model.trees.length);
  const expectedPathLength = measured.reduce((sum, tree) => sum + expectedValue(tree), 0) / trees;
  const paths = pathsFor(measured);
  const route = routeFor(measured);
  return (table, rows) => {
    const inputs = forestValues(model.features, table);
    return Array.from(rows, (row) => {
      if (!(row >= 0 && row < table.rows))
        throw new RangeError(`Row ${row} of a table of ${table.rows} rows.`);
      const contributions = new Float64Array(model.features.length);
      let pathLength = 0;
      for (const tree of measured) {
        for (let node = 0; node < tree.feature.length; node++) {
          const feature = tree.feature[node]!;
          if (feature >= 0)
            route[node] = tree.left[node]! + Number(inputs[feature]![row]! >= tree.threshold[node]!);
        }
        pathLength += tree.value[leafOf(tree, route)]!;
        addShapley(tree, route, paths, contributions);
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

function leafOf(tree: CoveredTree, route: Route): number {
  let node = 0;
  while (tree.feature[node]! >= 0) node = route[node]!;
  return node;
}
