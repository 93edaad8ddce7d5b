import type { ModelDocument } from "../models/modelDocument.js";
import type { Scorecard } from "../models/scorecard.js";

/** How much each feature of a model can move a score. */
export interface FeatureWeights {
  /** Head of the column, and what it means. */
  readonly label: string;
  readonly about: string;
  /** Decimals worth writing. */
  readonly digits: number;
  /** By name of the feature. */
  readonly of: ReadonlyMap<string, number>;
}

/**
 * How many points lie between the best and the worst bin of each feature; rows without a value count as a bin where
 * there were any.
 *
 * @param document a published scorecard
 */
export function pointWeights(document: ModelDocument<Scorecard>): FeatureWeights {
  return {
    label: "Points at stake",
    about: "Points between the best and the worst bin of the feature: the most it can move a score.",
    digits: 0,
    of: new Map(
      document.model.features.map(({ name, bins, missing }) => {
        const points = [...bins, ...(missing.rows > 0 ? [missing] : [])].map((bin) => bin.points);
        return [name, Math.max(...points) - Math.min(...points)];
      }),
    ),
  };
}

/**
 * The mean size of each feature's contributions.
 *
 * @param rows of `rpt_churn_features`
 */
export function effectWeights(
  rows: readonly { readonly feature: string; readonly mean_effect: number }[],
): FeatureWeights {
  return {
    label: "Mean effect",
    about: "Mean size of the feature’s SHAP contributions in log-odds, over clients of the latest month.",
    digits: 3,
    of: new Map(rows.map(({ feature, mean_effect: effect }) => [feature, effect])),
  };
}
