import { type BinnedFeature } from "./bins.js";
import { type Settings } from "./options.js";
import { identity, leafValue, searchFeature, type Best, type NodeSums } from "./searchFeature.js";

export interface Split {
  readonly feature: number;
  /** Bins that go left, the one of missing values among them if it does. */
  readonly goesLeft: Uint8Array;
  /** Numeric: the last bin that goes left; −1 if only missing values do. */
  readonly lastLeft: number;
  readonly gain: number;
  readonly left: NodeSums;
  readonly right: NodeSums;
}

/**
 * Which bins go left. What the node has no row of (missing values, a category) goes to the heavier child.
 */
function sides(feature: BinnedFeature, histogram: Float64Array, first: number, best: Best): Uint8Array {
  const goesLeft = new Uint8Array(feature.bins + 1);
  for (let i = best.single ? best.count - 1 : 0; i < best.count; i++) goesLeft[best.order[i]!] = 1;
  return goesLeft.map((left, bin) => {
    const absent = histogram[2 * (first + bin) + 1] === 0;
    if (bin === feature.bins) return Number(best.missingLeft);
    return absent && feature.kind === "category" ? Number(best.missingLeft) : left;
  });
}

/**
 * The split of a node that lowers the loss most.
 *
 * @param features all of them
 * @param chosen indices of the features this tree may ask for, ascending; the first of equals wins
 * @param offsets where each feature begins in the histogram, in bins
 * @param histogram sums by bin of the node's rows
 * @param node sums of the same rows
 * @returns undefined if no split gains more than `minGain` with enough weight on both sides
 */
export function bestSplit(
  features: readonly BinnedFeature[],
  chosen: Int32Array,
  offsets: Int32Array,
  histogram: Float64Array,
  node: NodeSums,
  settings: Settings,
): Split | undefined {
  // Below a millionth, a gain is rounding: XGBoost draws the same line.
  const found: Best = {
    gain: Math.max(settings.minGain, 1e-6),
    feature: -1,
    count: 0,
    single: false,
    missingLeft: false,
    order: identity,
    gradient: 0,
    hessian: 0,
  };
  for (const index of chosen) {
    searchFeature(features[index]!, index, histogram, offsets[index]!, node, settings, found);
  }
  if (found.feature < 0) return undefined;
  const feature = features[found.feature]!;
  const first = offsets[found.feature]!;
  if (histogram[2 * (first + feature.bins) + 1] === 0) found.missingLeft = 2 * found.hessian > node.hessian;
  const left: NodeSums = { ...node, gradient: found.gradient, hessian: found.hessian };
  const right: NodeSums = {
    ...node,
    gradient: node.gradient - found.gradient,
    hessian: node.hessian - found.hessian,
  };
  const parts = { left, right };
  if (feature.direction !== 0 && found.count > 0) {
    // Whatever grows below must not cross the middle.
    const middle = (leafValue(left, settings.l2) + leafValue(right, settings.l2)) / 2;
    const [low, high] = feature.direction > 0 ? (["left", "right"] as const) : (["right", "left"] as const);
    parts[low] = { ...parts[low], upper: middle };
    parts[high] = { ...parts[high], lower: middle };
  }
  return {
    feature: found.feature,
    goesLeft: sides(feature, histogram, first, found),
    lastLeft: found.count - 1,
    gain: found.gain,
    ...parts,
  };
}
