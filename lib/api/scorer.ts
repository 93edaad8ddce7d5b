import { closest } from "fastest-levenshtein";
import { anomalyFeatures } from "../core/features/anomalyFeatures.js";
import { churnFeatures } from "../core/features/churnFeatures.js";
import { defaultFeatures } from "../core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../core/features/defaultGrantFeatures.js";
import type { Feature } from "../core/features/feature.js";
import { featureTable } from "../core/features/featureTable.js";
import { reasonWords } from "../core/features/reasonWords.js";
import { predictBoostedTrees } from "../core/models/boostedTrees.js";
import { explainBoostedTrees } from "../core/models/explainBoostedTrees.js";
import { explainIsolationForestRows } from "../core/models/explainIsolationForest.js";
import { anomalyScore } from "../core/models/isolationForest.js";
import type { ModelDocument } from "../core/models/modelDocument.js";
import { predictScorecard, scorePoints } from "../core/models/scorecard.js";
import { scorecardReasons } from "../core/models/scorecardReasons.js";
import type { FeatureTable } from "../core/models/table.js";
import { bandOfPd } from "../core/risk/bands.js";
import type { Answer, Attributes, Reason, Scored } from "./answers.js";
import { Problem } from "./problems.js";

const mostReasons = 4;

/** Every feature that a model may have, with its words. */
const described = new Map(
  [...anomalyFeatures, ...defaultGrantFeatures, ...defaultFeatures, ...churnFeatures].map((feature) => [
    feature.name,
    feature,
  ]),
);

/** Where among all movements a score stands, and whether it is worth a look. */
export interface AnomalyScale {
  /** Scores of all movements, ascending. */
  readonly scores: Float64Array;
  /** From which on a movement is an alert; null where none is. */
  readonly cutOff: number | null;
}

/** Scores records with a published model, and says why. */
export class Scorer {
  readonly features: readonly Feature[];
  readonly #featureOf: ReadonlyMap<string, Feature>;

  /**
   * @param document as published
   * @param scale for a detector
   * @throws RangeError if the code does not know one of its features
   */
  constructor(
    readonly document: ModelDocument,
    readonly scale: AnomalyScale | null = null,
  ) {
    this.features = document.model.features.map(({ name }) => {
      const feature = described.get(name);
      if (feature === undefined)
        throw new RangeError(`The model's feature ${name} is not known to this version.`);
      return feature;
    });
    this.#featureOf = new Map(this.features.map((feature) => [feature.name, feature]));
  }

  /**
   * Refuses what the model does not take; what is left out is missing, which every model allows.
   *
   * @throws Problem unknown_attribute or wrong_attribute naming the attribute and the value
   */
  check(attributes: Attributes): void {
    for (const [name, value] of Object.entries(attributes)) {
      const feature = this.#featureOf.get(name);
      if (feature === undefined) {
        const nearest = closest(name, [...this.#featureOf.keys()]);
        throw new Problem(
          "unknown_attribute",
          `${JSON.stringify(name.slice(0, 80))}; the nearest that is known is ${nearest}`,
        );
      }
      if (value === null) continue;
      const isFitting = feature.kind === "numeric" ? typeof value !== "string" : typeof value === "string";
      if (!isFitting) {
        const wanted = feature.kind === "numeric" ? "a number" : "a text";
        throw new Problem(
          "wrong_attribute",
          `${name} is ${JSON.stringify(value).slice(0, 80)}; ${wanted} was expected`,
        );
      }
    }
  }

  /** Scores records that were checked, or that come from the warehouse, in their order. */
  score(records: readonly Attributes[]): Scored[] {
    const table = featureTable(
      this.features,
      records.length,
      ({ name }) =>
        (row) =>
          records[row]![name],
    );
    const answers = this.#answers(table, records);
    return answers.map((answer, row) => ({ answer, inputs: this.#inputs(records[row]!) }));
  }

  #inputs(record: Attributes): string {
    return JSON.stringify(this.features.map(({ name }) => record[name] ?? null));
  }

  #answers(table: FeatureTable, records: readonly Attributes[]): Answer[] {
    const { model } = this.document;
    switch (model.type) {
      case "scorecard": {
        const points = scorePoints(model, table);
        return Array.from(predictScorecard(model, table), (pd, row) => ({
          score: points[row]!,
          probability: pd,
          points: points[row]!,
          band: bandOfPd(pd),
          reasons: scorecardReasons(model, table, row, mostReasons).map(({ feature, pointsLost }) =>
            this.#reason(feature, pointsLost, records[row]!),
          ),
        }));
      }
      case "boostedTrees": {
        const explained = explainBoostedTrees(model, table);
        return Array.from(predictBoostedTrees(model, table), (probability, row) => ({
          score: probability,
          probability,
          reasons: this.#largest(explained[row]!.contributions, records[row]!),
        }));
      }
      case "isolationForest": {
        const explained = explainIsolationForestRows(model, table, Array(table.rows).keys());
        return explained.map(({ pathLength, contributions }, row) => {
          const score = anomalyScore(pathLength, model.sampleSize);
          const { scores, cutOff } = this.scale ?? { scores: new Float64Array(), cutOff: null };
          return {
            score,
            probability: null,
            percentile: shareBelow(scores, score),
            is_alert: cutOff !== null && score >= cutOff,
            reasons: this.#largest(
              contributions.map((splits) => -splits),
              records[row]!,
              (value) => Number(value) > 0,
            ),
          };
        });
      }
    }
  }

  #reason(name: string, effect: number, record: Attributes): Reason {
    return { feature: name, words: reasonWords(this.#featureOf.get(name)!, record[name]), effect };
  }

  /** The features that add most; of what is missing there is nothing to tell. */
  #largest(
    contributions: Float64Array,
    record: Attributes,
    isTelling: (value: Attributes[string]) => boolean = (value) => value !== null && value !== undefined,
  ): Reason[] {
    return this.features
      .map(({ name }, at) => ({ name, effect: contributions[at]! }))
      .filter(({ name, effect }) => effect > 0 && isTelling(record[name]))
      .sort((a, b) => b.effect - a.effect)
      .slice(0, mostReasons)
      .map(({ name, effect }) => this.#reason(name, effect, record));
  }
}

/** Share of ascending values below one. */
function shareBelow(values: Float64Array, value: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return values.length === 0 ? 0 : low / values.length;
}
