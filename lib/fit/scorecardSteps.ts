import {
  pointsOfLogOdds,
  type LeftOut,
  type Scorecard,
  type ScorecardBin,
  type ScorecardFeature,
  type ScorecardScale,
} from "../core/models/scorecard.js";
import type { FeatureTable } from "../core/models/table.js";
import { fitLogistic, type LogisticFit } from "./logistic.js";
import { defaultBinning, type ScorecardOptions, type Settings } from "./scorecardOptions.js";
import { binTable, type BinnedTerm } from "./scorecardTerms.js";
import { filterCorrelated, selectForward } from "./selection.js";

/** With fewer rows of a class than this, a model says that it is uncertain. */
const fewBads = 50;

/** Features still in, and those left out so far. */
export interface Chosen {
  readonly terms: readonly BinnedTerm[];
  readonly leftOut: readonly LeftOut[];
}

/** A table with its labels, and the labels turned round: class 1 of the regression is good. */
export interface Data {
  readonly table: FeatureTable;
  readonly labels: Uint8Array;
  readonly goods: Uint8Array;
}

/**
 * A table with its labels.
 *
 * @param table of n rows
 * @param labels n values, 1 = bad
 */
export function dataOf(table: FeatureTable, labels: Uint8Array): Data {
  return { table, labels, goods: labels.map((label) => 1 - label) };
}

/**
 * Bins, and leaves out what says nothing or what another feature says.
 *
 * @param data both classes present
 * @param prior rows of average risk that every bin is mixed with
 * @param options limits
 */
export function prepare({ table, labels }: Data, prior: number, options: ScorecardOptions): Chosen {
  const binning = { ...defaultBinning, ...options.binning, prior };
  const terms = binTable(table, labels, binning, options.directions ?? {});
  const leftOut: LeftOut[] = [];
  const telling = terms.filter(({ feature, woe }) => {
    const least = options.minimumInformation ?? 0.005;
    const isEmpty = feature.missing.rows === table.rows;
    const isFlat = woe.every((value) => value === woe[0]);
    if (!isEmpty && !isFlat && feature.informationValue >= least) return true;
    const reason = isEmpty
      ? "missing everywhere"
      : isFlat
        ? "constant, or no bin differs from the rest"
        : `information value below ${least}`;
    leftOut.push({ name: feature.name, reason });
    return false;
  });
  const { kept, rejected } = filterCorrelated(
    telling.map(({ woe }) => woe),
    options.maximumCorrelation ?? 0.8,
  );
  for (const { column, like } of rejected) {
    leftOut.push({
      name: telling[column]!.feature.name,
      reason: `correlated with ${telling[like]!.feature.name}`,
    });
  }
  return { terms: kept.map((j) => telling[j]!), leftOut };
}

/**
 * Forward selection.
 *
 * @param chosen features to select from
 * @param goods n values, 1 = good
 * @param entry largest p-value with which a feature may enter; 1 keeps all
 */
export function select(chosen: Chosen, goods: Uint8Array, entry: number): Chosen {
  if (entry >= 1) return chosen;
  const { kept, rejected } = selectForward(
    chosen.terms.map(({ woe }) => woe),
    goods,
    entry,
  );
  const leftOut = rejected.map(({ column, reason }) => ({
    name: chosen.terms[column]!.feature.name,
    reason,
  }));
  return { terms: kept.map((j) => chosen.terms[j]!), leftOut: [...chosen.leftOut, ...leftOut] };
}

/**
 * Fits, and leaves out the feature with the least coefficient until all are above zero.
 *
 * @param chosen features to fit
 * @param goods n values, 1 = good
 * @param ridge of the regression
 */
export function weigh(chosen: Chosen, goods: Uint8Array, ridge: number): Chosen & { fit: LogisticFit } {
  const terms = [...chosen.terms];
  const leftOut = [...chosen.leftOut];
  for (;;) {
    const fit = fitLogistic(
      terms.map(({ woe }) => woe),
      goods,
      { ridge },
    );
    const worst = fit.coefficients.reduce((at, value, j, all) => (value < (all[at] ?? 0) ? j : at), 0);
    if (terms.length === 0 || fit.coefficients[worst]! > 0) return { terms, leftOut, fit };
    leftOut.push({ name: terms[worst]!.feature.name, reason: "no coefficient above zero beside the others" });
    terms.splice(worst, 1);
  }
}

/**
 * The model document, points included.
 *
 * @param data it was fitted on
 * @param weighed features with their regression
 * @param settings it was fitted with
 * @param scale of the points
 */
export function assemble(
  data: Data,
  weighed: ReturnType<typeof weigh>,
  settings: Settings,
  scale: ScorecardScale,
): Scorecard {
  const { terms, leftOut, fit } = weighed;
  const base = pointsOfLogOdds(scale, fit.intercept) / Math.max(1, terms.length);
  const factor = scale.pointsToDouble / Math.LN2;
  const features = terms.map(({ feature }, j): ScorecardFeature => {
    const coefficient = fit.coefficients[j]!;
    const score = (bin: ScorecardBin) => ({ ...bin, points: base + factor * coefficient * bin.woe });
    const common = {
      coefficient,
      standardError: fit.standardErrors[j]!,
      pValue: fit.pValues[j]!,
      bins: feature.bins.map(score),
      missing: score(feature.missing),
    };
    return feature.kind === "numeric"
      ? { ...feature, ...common }
      : { ...feature, ...common, unseen: score(feature.unseen) };
  });
  const bads = data.labels.reduce((sum, label) => sum + label, 0);
  const notes: string[] = [];
  if (Math.min(bads, data.table.rows - bads) < fewBads) {
    notes.push(
      `Only ${Math.min(bads, data.table.rows - bads)} rows of the rarer class: the figures are uncertain.`,
    );
  }
  if (features.length === 0) notes.push("No feature says anything: every row has the same probability.");
  if (fit.isSeparated) notes.push(`The features separate the classes: a ridge of ${fit.ridge} was applied.`);
  return {
    schema: 1,
    type: "scorecard",
    intercept: fit.intercept,
    scale,
    features,
    fit: {
      rows: data.table.rows,
      bads,
      ridge: fit.ridge,
      prior: settings.prior,
      logLikelihood: fit.logLikelihood,
      leftOut,
      notes,
    },
  };
}
