import { marginReader, probabilityOfMargin } from "../../core/models/boostedTrees.js";
import type { BoostedTrees } from "../../core/models/boostedTreesDocument.js";
import { treeExplainer } from "../../core/models/explainBoostedTrees.js";
import { isolationExplainer } from "../../core/models/explainIsolationForest.js";
import { anomalyScore, type IsolationForest } from "../../core/models/isolationForest.js";
import type { Model } from "../../core/models/modelDocument.js";
import { pdOfBins, pointsOfBins, rowBinner, type Scorecard } from "../../core/models/scorecard.js";
import { reasonFinder } from "../../core/models/scorecardReasons.js";
import { valueAt, type FeatureTable } from "../../core/models/table.js";
import { bandOfPd } from "../../core/risk/bands.js";
import type { AnomalyScale } from "./anomalyScale.js";

const mostReasons = 4;

/** What speaks for a score, without words yet. */
interface Effect {
  /** Place of the feature in the model. */
  readonly at: number;
  readonly effect: number;
}

/** What a model says of a row, and what speaks for it, the strongest first. */
export interface Reading {
  /** Points, probability or anomaly score: what the model is read by. */
  readonly score: number;
  /** The fields of the answer but for the reasons, as JSON without braces. Numbers of models are finite. */
  readonly fields: string;
  readonly effects: readonly Effect[];
}

/** Scores the rows of a table. */
export type ModelReader = (table: FeatureTable) => Reading[];

/**
 * Makes a model ready to score again and again.
 *
 * @param model as published
 * @param scale where scores of a detector stand
 */
export function modelReader(model: Model, scale: AnomalyScale): ModelReader {
  switch (model.type) {
    case "scorecard":
      return scorecardReader(model);
    case "boostedTrees":
      return treesReader(model);
    case "isolationForest":
      return forestReader(model, scale);
  }
}

function scorecardReader(model: Scorecard): ModelReader {
  const binsOf = rowBinner(model);
  const findReasons = reasonFinder(model, mostReasons);
  return (table) => {
    const bins = binsOf(table);
    const points = pointsOfBins(model, bins, table.rows);
    const reasonsOf = findReasons(bins);
    return Array.from(pdOfBins(model, bins, table.rows), (pd, row) => {
      const score = points[row]!;
      return {
        score,
        fields: `"score":${score},"probability":${pd},"points":${score},"band":"${bandOfPd(pd)}"`,
        effects: reasonsOf(row).map(({ at, pointsLost }) => ({ at, effect: pointsLost })),
      };
    });
  };
}

function treesReader(model: BoostedTrees): ModelReader {
  const marginsOf = marginReader(model);
  const explain = treeExplainer(model);
  return (table) => {
    const margins = marginsOf(table);
    return explain(table).map(({ contributions }, row) => {
      const score = probabilityOfMargin(margins[row]!);
      // What is missing may well speak for the outcome, but is nothing to tell anybody.
      const effects = strongest(contributions, (at) => valueAt(table.columns[at]!, row) !== null);
      return { score, fields: `"score":${score},"probability":${score}`, effects };
    });
  };
}

function forestReader(model: IsolationForest, scale: AnomalyScale): ModelReader {
  const explain = isolationExplainer(model);
  return (table) =>
    explain(table, Array(table.rows).keys()).map(({ pathLength, contributions }, row) => {
      const score = anomalyScore(pathLength, model.sampleSize);
      const splitsSaved = contributions.map((splits) => -splits);
      // Of a measure of oddness that is 0 there is nothing to tell.
      const effects = strongest(splitsSaved, (at) => Number(valueAt(table.columns[at]!, row)) > 0);
      const fields = `"score":${score},"probability":null,"percentile":${scale.percentile(score)}`;
      return { score, fields, effects };
    });
}

/** The features that add most, the strongest first; ties in the order of the model. */
function strongest(contributions: Float64Array, isTelling: (at: number) => boolean): Effect[] {
  const effects: Effect[] = [];
  for (const [at, effect] of contributions.entries()) {
    if (effect > 0 && isTelling(at)) effects.push({ at, effect });
  }
  return effects.sort((a, b) => b.effect - a.effect).slice(0, mostReasons);
}
