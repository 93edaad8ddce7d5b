import { byClass } from "../metrics/byClass.js";
import { gain } from "../metrics/gain.js";
import type { GainRow, KsPoint, RocPoint } from "./report.js";
import type { Scored } from "./scored.js";

/** A drawn curve needs no more. */
const mostPoints = 100;

/**
 * Shares of both classes up to each probability that occurs, which ROC and KS are both drawn from.
 *
 * @returns in ascending order of probability
 */
function distributions({ probabilities, labels }: Scored): KsPoint[] {
  const { positives, negatives } = byClass(probabilities, labels);
  const points: KsPoint[] = [];
  let [p, n] = [0, 0];
  while (p < positives.length || n < negatives.length) {
    const probability = Math.min(positives[p] ?? Infinity, negatives[n] ?? Infinity);
    while (positives[p] === probability) p++;
    while (negatives[n] === probability) n++;
    points.push({ probability, positives: p / positives.length, negatives: n / negatives.length });
  }
  return points;
}

/** Evenly by how far the curve moves, so that neither corner is left out; the first and the last stay. */
function thinned(points: readonly KsPoint[], most: number): KsPoint[] {
  if (points.length <= most) return [...points];
  let next = 0;
  return points.filter(({ positives, negatives }, index) => {
    const travelled = (positives + negatives) / 2;
    if (travelled < next && index < points.length - 1) return false;
    next = (Math.floor(travelled * (most - 2)) + 1) / (most - 2);
    return true;
  });
}

/**
 * ROC and KS curves, at most 100 points each.
 *
 * @param scored rows of both classes
 * @returns the ROC from (0, 0) to (1, 1); the KS curve by ascending probability, and where its gap is widest
 * @throws RangeError if a class is empty
 */
export function curves(scored: Scored): {
  roc: RocPoint[];
  ks: { points: KsPoint[]; widest: KsPoint };
} {
  const all = distributions(scored);
  const gap = (point: KsPoint): number => Math.abs(point.positives - point.negatives);
  const widest = all.reduce((best, point) => (gap(point) > gap(best) ? point : best));
  const points = thinned(all, mostPoints - 1);
  // The ROC falls from (1, 1), nothing being below the least probability, to (0, 0).
  const roc = [{ positives: 0, negatives: 0 }, ...points].map((point) => ({
    falsePositiveRate: 1 - point.negatives,
    truePositiveRate: 1 - point.positives,
  }));
  return { roc: roc.reverse(), ks: { points, widest } };
}

/**
 * Lift and cumulative gain by tenths of the rows, the riskiest first.
 *
 * @param scored rows of both classes
 * @returns ten rows
 * @throws RangeError if a class is empty
 */
export function gainTable({ probabilities, labels }: Scored): GainRow[] {
  const positives = labels.reduce((sum, label) => sum + label, 0);
  const gains = Array.from({ length: 11 }, (_, decile) => gain(probabilities, labels, decile / 10));
  return gains.slice(1).map((upTo, index) => {
    const own = upTo - gains[index]!;
    return {
      decile: index + 1,
      positives: own * positives,
      gain: upTo,
      lift: own * 10,
      cumulativeLift: (upTo * 10) / (index + 1),
    };
  });
}
