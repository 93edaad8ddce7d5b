import { type BinnedFeature } from "./bins.js";
import { leastHessian } from "./histogram.js";
import { type Settings } from "./options.js";

/** Sums over a node's rows, and the range its value must keep to. */
export interface NodeSums {
  readonly gradient: number;
  readonly hessian: number;
  readonly lower: number;
  readonly upper: number;
}

/** The Newton step of a node, kept within its range. */
export function leafValue(sums: NodeSums, l2: number): number {
  return Math.min(sums.upper, Math.max(sums.lower, -sums.gradient / (sums.hessian + l2)));
}

/** Twice the fall of the loss when a node takes this value. */
function fallOfLoss(gradient: number, hessian: number, value: number, l2: number): number {
  return -(2 * gradient * value + (hessian + l2) * value * value);
}

/** The best way found so far to split a node. */
export interface Best {
  gain: number;
  feature: number;
  /** How many bins of the order go left: with `single`, this one only. */
  count: number;
  single: boolean;
  missingLeft: boolean;
  order: Int32Array;
  gradient: number;
  hessian: number;
}

/** The order of the bins of numbers. */
export const identity = Int32Array.from({ length: 255 }, (_, bin) => bin);

/**
 * Bins of the categories that are in the node, by mean gradient: the best split in two is then a cut of this order.
 *
 * @see Fisher 1958, doi:10.1080/01621459.1958.10501479
 */
function orderedCategories(
  histogram: Float64Array,
  first: number,
  bins: number,
  smoothing: number,
): Int32Array {
  const present = identity.slice(0, bins).filter((bin) => histogram[2 * (first + bin) + 1]! > 0);
  const mean = (bin: number): number =>
    histogram[2 * (first + bin)]! / (histogram[2 * (first + bin) + 1]! + smoothing);
  return present.sort((a, b) => mean(a) - mean(b) || a - b);
}

/**
 * Tries every split of one feature: after each bin of the order (or each bin alone), missing values once on either side,
 * and missing values against all others.
 */
export function searchFeature(
  feature: BinnedFeature,
  index: number,
  histogram: Float64Array,
  first: number,
  node: NodeSums,
  settings: Settings,
  best: Best,
): void {
  const { l2, minChildWeight } = settings;
  const missing = 2 * (first + feature.bins);
  const missingGradient = histogram[missing]!;
  const missingHessian = histogram[missing + 1]!;
  const single = feature.kind === "category" && feature.bins <= settings.oneHot;
  const sorted = feature.kind === "category" && !single;
  const order = sorted
    ? orderedCategories(histogram, first, feature.bins, settings.categorySmoothing)
    : identity;
  const length = sorted ? order.length : feature.bins;
  const bounded = node.lower > -Infinity || node.upper < Infinity;
  const own = fallOfLoss(node.gradient, node.hessian, leafValue(node, l2), l2);
  if (feature.kind === "numeric" && !bounded && feature.direction === 0) {
    searchFree(feature, index, histogram, first, node, own, settings, best);
    return;
  }

  const consider = (gradient: number, hessian: number, count: number, missingLeft: boolean): void => {
    const otherHessian = node.hessian - hessian;
    if (hessian < minChildWeight || otherHessian < minChildWeight) return;
    if (hessian <= 0 || otherHessian <= 0) return;
    const otherGradient = node.gradient - gradient;
    let gain: number;
    if (!bounded && feature.direction === 0) {
      gain = (gradient * gradient) / (hessian + l2) + (otherGradient * otherGradient) / (otherHessian + l2);
    } else {
      const left = leafValue({ ...node, gradient, hessian }, l2);
      const right = leafValue({ ...node, gradient: otherGradient, hessian: otherHessian }, l2);
      if (count > 0 && feature.direction * (right - left) < 0) return;
      gain = fallOfLoss(gradient, hessian, left, l2) + fallOfLoss(otherGradient, otherHessian, right, l2);
    }
    gain -= own;
    if (!(gain > best.gain)) return;
    Object.assign(best, { gain, feature: index, count, single, missingLeft, order, gradient, hessian });
  };

  if (missingHessian > 0) consider(missingGradient, missingHessian, 0, true);
  let gradient = 0;
  let hessian = 0;
  for (let count = 1; count <= length; count++) {
    const bin = 2 * (first + order[count - 1]!);
    if (histogram[bin + 1] === 0) continue;
    gradient = single ? histogram[bin]! : gradient + histogram[bin]!;
    hessian = single ? histogram[bin + 1]! : hessian + histogram[bin + 1]!;
    consider(gradient, hessian, count, false);
    if (missingHessian > 0) consider(gradient + missingGradient, hessian + missingHessian, count, true);
  }
}

/**
 * The same for a number under no constraint, where nearly all the time goes: missing values first on the left, then on
 * the right. Without a function for each bin, and without a division but for a split that is the best so far.
 *
 * @param own twice the fall of the loss if the node stays whole
 */
function searchFree(
  feature: BinnedFeature,
  index: number,
  histogram: Float64Array,
  first: number,
  node: NodeSums,
  own: number,
  { l2, minChildWeight }: Settings,
  best: Best,
): void {
  const missing = 2 * (first + feature.bins);
  const least = Math.max(minChildWeight, leastHessian);
  const total = node.gradient;
  const weight = node.hessian;
  for (const missingLeft of histogram[missing + 1]! > 0 ? [true, false] : [false]) {
    let gradient = missingLeft ? histogram[missing]! : 0;
    let hessian = missingLeft ? histogram[missing + 1]! : 0;
    // The sum of squares over penalised hessians that is to be beaten.
    let most = best.gain + own;
    for (let bin = 2 * first - 2; bin < missing; bin += 2) {
      // Before the first bin: missing values against all others.
      if (bin >= 2 * first) {
        if (histogram[bin + 1] === 0) continue;
        gradient += histogram[bin]!;
        hessian += histogram[bin + 1]!;
      }
      const rest = weight - hessian;
      if (hessian < least || rest < least) continue;
      const restGradient = total - gradient;
      const left = hessian + l2;
      const right = rest + l2;
      if (!(gradient * gradient * right + restGradient * restGradient * left > most * left * right)) continue;
      const gain = (gradient * gradient) / left + (restGradient * restGradient) / right - own;
      if (!(gain > best.gain)) continue;
      most = gain + own;
      const count = bin / 2 + 1 - first;
      Object.assign(best, {
        ...{ gain, feature: index, count, single: false, missingLeft },
        ...{ order: identity, gradient, hessian },
      });
    }
  }
}
