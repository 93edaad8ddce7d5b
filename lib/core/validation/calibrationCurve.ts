import { calibrationGroups } from "../metrics/calibrationGroups.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { GroupSums } from "./groupSums.js";
import type { CalibrationPoint } from "./report.js";
import type { Scored } from "./scored.js";
import { shareEstimate } from "./shares.js";

/**
 * Predicted against observed in ten groups of like probability.
 *
 * @param scored at least one row
 * @param options of the intervals
 * @returns in ascending order of probability
 */
export function calibrationCurve(scored: Scored, options: BootstrapOptions): CalibrationPoint[] {
  const { probabilities, labels, clients } = scored;
  const groups = calibrationGroups(probabilities, labels, 10);
  const order = Uint32Array.from(probabilities.keys()).sort((a, b) => probabilities[a]! - probabilities[b]!);
  const groupOf = new Int32Array(labels.length);
  let rank = 0;
  groups.forEach(({ rows }, group) => {
    for (const end = rank + rows; rank < end; rank++) groupOf[order[rank]!] = group;
  });
  const ones = new Uint8Array(labels.length).fill(1);
  const sums = new GroupSums(clients, groupOf, groups.length, [ones, labels]);
  const intervals = bootstrapByClient(clients.count, options, (weights) =>
    Object.fromEntries(sums.totals(weights).map(([rows, hits], group) => [group, hits! / rows!])),
  );
  return groups.map(({ rows, positives, expected }, group) => ({
    rows,
    positives,
    predicted: expected,
    observed: shareEstimate(positives, rows, intervals[group] ?? null)!,
  }));
}
