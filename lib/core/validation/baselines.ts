import { estimate } from "../metrics/estimate.js";
import { bootstrapByClient, type BootstrapOptions } from "./bootstrap.js";
import { RankedSample } from "./rankedSample.js";
import type { BaselineReport } from "./report.js";
import { figuresOf } from "./samples.js";
import type { Scored } from "./scored.js";

/**
 * Rivals on the model's own rows, and how much better it ranks.
 *
 * @param scored n rows of both classes
 * @param baselines each with n probabilities
 * @param options of the intervals
 */
export function baselineReports(
  scored: Scored,
  baselines: readonly { readonly name: string; readonly probabilities: Float64Array }[],
  options: BootstrapOptions,
): BaselineReport[] {
  const rivals = baselines.map(({ name, probabilities }) => ({ name, scored: { ...scored, probabilities } }));
  const model = new RankedSample(scored);
  const ranked = rivals.map((rival) => new RankedSample(rival.scored));
  const intervals = bootstrapByClient(scored.clients.count, options, (weights) => {
    const own = model.auc(weights);
    return Object.fromEntries(ranked.map((rival, index) => [index, own - rival.auc(weights)]));
  });
  const { auc } = figuresOf(scored);
  return rivals.map((rival, index) => {
    const figures = figuresOf(rival.scored);
    return { name: rival.name, figures, aucGain: estimate(auc - figures.auc, intervals[index] ?? null) };
  });
}
