import { chiSquareTail } from "../../lib/core/metrics/tails.js";
import type { Feature } from "../../lib/core/features/feature.js";
import { predictScorecard, type Scorecard, type ScorecardScale } from "../../lib/core/models/scorecard.js";
import { takePanel, type Panel } from "../../lib/core/panel.js";
import type { Direction } from "../../lib/fit/binning.js";
import { calibrateScorecard } from "../../lib/fit/calibrateScorecard.js";
import { designEffect, withClusterErrors } from "../../lib/fit/clusterErrors.js";
import { fitScorecard } from "../../lib/fit/scorecard.js";
import { defaultBinning, type ScorecardOptions } from "../../lib/fit/scorecardOptions.js";
import { scoreOutOfClient } from "./outOfClient.js";
import { singleFeatureBaselines } from "./singleFeatureBaselines.js";
import { splitOutOfTime } from "./split.js";
import type { Trained } from "./trained.js";
import { checkTrainable } from "./untrainable.js";

/** Statistic, per design effect, with which a feature enters: the usual 5 %. Less lets in what fits the few defaults by chance. */
const entryStatistic = 3.84;

/**
 * How much of a bin's risk is that of the whole feature's curve. A hundred borrowers in default are a handful to a bin, too few
 * to speak for themselves; and only with the curve are narrow bins worth more than wide ones.
 */
const smoothing = 0.85;

/** Below this, rows are as good as independent. */
const leastEffect = 1.05;

/** Bins cost next to nothing where the direction is known and the curve holds them. */
const binShare = 0.001;

/** Share of the usual least rows of a bin, for the same reason. */
const rowsShare = 0.3;

/** Which way risk runs with each feature, as the field knows it. */
function directionsOf(features: readonly Feature[]): Record<string, Direction> {
  const directions: Record<string, Direction> = {};
  for (const feature of features) {
    if (feature.kind !== "numeric") continue;
    directions[feature.name] =
      feature.outcome === "rises" ? "rising" : feature.outcome === "falls" ? "falling" : "either";
  }
  return directions;
}

/**
 * Options for rows that are not independent: what would convince of n rows convinces of n · effect. Rows that are
 * independent leave the choice to the scorecard's own inner cross-validation.
 *
 * @param effect how many rows count as one
 */
function optionsFor(features: readonly Feature[], effect: number, scale: ScorecardScale): ScorecardOptions {
  const directions = directionsOf(features);
  if (effect < leastEffect) return { directions, scale };
  return {
    directions,
    scale,
    binning: {
      minimumShare: 0.01,
      minimumRows: Math.round(defaultBinning.minimumRows * effect * rowsShare),
      penalty: defaultBinning.penalty * effect * binShare,
      prior: defaultBinning.prior * effect,
      maximumBins: 20,
      smoothing,
    },
    minimumInformation: 0.01,
    entry: chiSquareTail(entryStatistic * effect, 1),
    ridge: 2 * effect,
  };
}

/**
 * Fits the default scorecard and calibrates it.
 *
 * A client stands in the panel at many month ends, and one default shows in up to twelve of them; so likelihoods are
 * divided by the design effect, when bins are cut, features chosen and coefficients drawn to 0, and standard errors
 * are those of clients, not of rows. The calibration is fitted to what models said of clients they had not seen.
 *
 * @param panel labelled rows
 * @param features columns of its table
 * @throws UntrainableError if the training rows are of one class, have fewer than 50 of the rarer one, or cannot be split
 */
export function trainDefault(
  panel: Panel,
  features: readonly Feature[],
  { seed, scale }: { readonly seed: number; readonly scale: ScorecardScale },
): Trained<Scorecard> {
  checkTrainable("default", panel.labels);
  const split = splitOutOfTime(panel);
  const train = takePanel(panel, split.train);
  checkTrainable("default", train.labels);
  const effect = designEffect(train.labels, train.clients);
  const options = optionsFor(features, effect, scale);
  const fit = ({ table, labels }: Panel): Scorecard => fitScorecard(table, labels, options);

  const outOfClient = scoreOutOfClient(panel, split, seed, (rows) => {
    const model = fit(rows);
    return (table) => predictScorecard(model, table);
  });
  const notes: string[] = [];
  if (effect >= leastEffect) {
    notes.push(
      `Rows of a client overlap: ${effect.toFixed(1)} positive rows count as one in binning, selection and ridge, and ` +
        "standard errors are clustered by client.",
    );
  }
  const fitted = withClusterErrors(fit(train), train.table, train.labels, train.clients);
  const model = calibrateScorecard(fitted, outOfClient.calibration);
  return {
    model,
    split,
    probabilities: predictScorecard(model, panel.table),
    outOfClient: outOfClient.probabilities,
    baselines: singleFeatureBaselines(panel, train),
    notes: [...model.fit.notes, ...notes, ...outOfClient.notes],
  };
}
