import { classificationReport } from "../metrics/classificationReport.js";
import { confusion } from "../metrics/confusion.js";
import { estimate } from "../metrics/estimate.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { GroupSums } from "./groupSums.js";
import type { Classification, CutOff } from "./report.js";
import type { Scored } from "./scored.js";
import { shareEstimate } from "./shares.js";

/**
 * Confusion matrix and classification report at a cut-off.
 *
 * @param scored at least one row
 * @param cutOff a probability of at least this is a predicted positive
 * @param options of the intervals
 */
export function classify(scored: Scored, cutOff: CutOff, options: BootstrapOptions): Classification {
  const { probabilities, labels, clients } = scored;
  const counts = confusion(probabilities, labels, cutOff.probability);
  const flags = Int32Array.from(probabilities, (value) => (value >= cutOff.probability ? 1 : 0));
  const ones = new Uint8Array(labels.length).fill(1);
  const sums = new GroupSums(clients, flags, 2, [ones, labels]);
  const intervals = bootstrapByClient(clients.count, options, (weights) => {
    const [rest, flagged] = sums.totals(weights) as [Float64Array, Float64Array];
    return {
      precision: flagged[1]! / flagged[0]!,
      recall: flagged[1]! / (flagged[1]! + rest[1]!),
      flagged: flagged[0]! / (flagged[0]! + rest[0]!),
    };
  });
  const { truePositives, falsePositives, falseNegatives } = counts;
  const found = truePositives + falsePositives;
  // Without any row, a ratio is 0, as in the classification report.
  const none = estimate(0, null);
  return {
    cutOff,
    confusion: counts,
    report: classificationReport(counts),
    precision: shareEstimate(truePositives, found, intervals.precision) ?? none,
    recall: shareEstimate(truePositives, truePositives + falseNegatives, intervals.recall) ?? none,
    flagged: shareEstimate(found, labels.length, intervals.flagged) ?? none,
  };
}
