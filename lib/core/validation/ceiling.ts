import { auc } from "../metrics/auc.js";
import { calibration } from "../metrics/calibration.js";
import { estimate } from "../metrics/estimate.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { RankedSample } from "./rankedSample.js";
import type { CeilingReport } from "./report.js";
import { countPositives, takeScored, type Scored } from "./scored.js";

const shareOf = (model: number, ceiling: number): number => (model - 0.5) / (ceiling - 0.5);

/**
 * The model beside one that knows the true probabilities, on the rows where these are known.
 *
 * @param scored n rows
 * @param truth n true probabilities, NaN where unknown
 * @param options of the intervals
 * @returns null if the known rows are of one class, or there are none
 * @throws RangeError if lengths differ
 */
export function ceilingReport(
  scored: Scored,
  truth: Float64Array,
  options: BootstrapOptions,
): CeilingReport | null {
  if (truth.length !== scored.labels.length) {
    throw new RangeError(`${truth.length} true probabilities for ${scored.labels.length} rows.`);
  }
  const known = Int32Array.from(truth.keys()).filter((row) => !Number.isNaN(truth[row]!));
  const clients = scored.clients.codes;
  const model = takeScored(known, { ...scored, clients });
  const best = takeScored(known, { labels: scored.labels, probabilities: truth, clients });
  const positives = countPositives(model.labels);
  if (positives === 0 || positives === known.length) return null;
  const [rankedModel, rankedBest] = [new RankedSample(model), new RankedSample(best)];
  const intervals = bootstrapByClient(model.clients.count, options, (weights) => {
    const [own, ceiling] = [rankedModel.auc(weights), rankedBest.auc(weights)];
    return { own, ceiling, share: shareOf(own, ceiling) };
  });
  const [own, ceiling] = [auc(model.probabilities, model.labels), auc(best.probabilities, best.labels)];
  return {
    rows: known.length,
    positives,
    auc: estimate(ceiling, intervals.ceiling),
    modelAuc: estimate(own, intervals.own),
    share: ceiling === 0.5 ? null : estimate(shareOf(own, ceiling), intervals.share),
    truthSlope: calibration(best.probabilities, best.labels)?.slope ?? null,
    slopeToTruth: calibration(model.probabilities, best.probabilities)?.slope ?? null,
    isLeaking: (intervals.own?.low ?? own) > (intervals.ceiling?.high ?? ceiling),
  };
}
