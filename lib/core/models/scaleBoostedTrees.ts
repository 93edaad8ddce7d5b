import type { BoostedTrees, Tree } from "./boostedTreesDocument.js";

/** A line through margins: `intercept + slope · margin`. */
export interface MarginLine {
  /** Log-odds. */
  readonly intercept: number;
  readonly slope: number;
}

/**
 * Folds a calibration into a model: the same trees, whose margins are `intercept + slope · margin` of before, so that
 * every runtime that scores the model scores it calibrated.
 *
 * @param model as fitted
 * @param line of the calibration, such as Platt's
 * @returns a model of the same questions and covers, with other leaves and base margin
 * @throws RangeError if the line is not finite, or its slope is not above 0: the order of the clients would turn round
 */
export function scaleBoostedTrees(model: BoostedTrees, { intercept, slope }: MarginLine): BoostedTrees {
  if (!Number.isFinite(intercept) || !(slope > 0 && slope < Infinity)) {
    throw new RangeError(`A calibration of intercept ${intercept} and slope ${slope} cannot be folded in.`);
  }
  const scale = (tree: Tree): Tree =>
    tree.map((node) =>
      node.kind === "leaf"
        ? { ...node, value: slope * node.value }
        : // Gains are falls of the loss before the calibration; they stay as they were found.
          node,
    );
  return { ...model, baseMargin: intercept + slope * model.baseMargin, trees: model.trees.map(scale) };
}
