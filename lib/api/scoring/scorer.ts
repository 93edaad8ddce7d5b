import { closest } from "fastest-levenshtein";
import { hash } from "node:crypto";
import { anomalyFeatures } from "../../core/features/anomalyFeatures.js";
import { churnFeatures } from "../../core/features/churnFeatures.js";
import { defaultFeatures } from "../../core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../../core/features/defaultGrantFeatures.js";
import type { Feature } from "../../core/features/feature.js";
import { featureTable } from "../../core/features/featureTable.js";
import { reasonWords } from "../../core/features/reasonWords.js";
import type { ModelDocument } from "../../core/models/modelDocument.js";
import { valueAt, type FeatureTable } from "../../core/models/table.js";
import { Problem } from "../problems.js";
import type { AnomalyScale } from "./anomalyScale.js";
import type { Answer, Attributes } from "./answers.js";
import { modelReader, type ModelReader } from "./modelReader.js";

/** Every feature that a model may have, with its words. */
const described = new Map(
  [...anomalyFeatures, ...defaultGrantFeatures, ...defaultFeatures, ...churnFeatures].map((feature) => [
    feature.name,
    feature,
  ]),
);

/** An answer as it is sent and as the audit log keeps it. */
export interface Scored {
  /** The answer's fields as JSON, without braces. */
  readonly json: string;
  readonly score: number;
  /** Features, the strongest first. */
  readonly reasons: readonly string[];
  /** SHA-256 of the attributes in the model's order, hexadecimal. */
  readonly inputs: string;
}

/** Scores records with a published model, and says why. */
export class Scorer {
  readonly features: readonly Feature[];
  readonly #featureOf: ReadonlyMap<string, Feature>;
  readonly #read: ModelReader;

  /**
   * @param document as published
   * @param scale where scores of a detector stand
   * @throws RangeError if the code does not know one of its features
   */
  constructor(document: ModelDocument, scale: AnomalyScale) {
    this.features = document.model.features.map(({ name }) => {
      const feature = described.get(name);
      if (feature === undefined)
        throw new RangeError(`The model's feature ${name} is not known to this version.`);
      return feature;
    });
    this.#featureOf = new Map(this.features.map((feature) => [feature.name, feature]));
    this.#read = modelReader(document.model, scale);
  }

  /**
   * Refuses what the model does not take; what is left out is missing, which every model allows.
   *
   * @throws Problem unknown_attribute or wrong_attribute naming the attribute and the value
   */
  check(attributes: Attributes): void {
    for (const name in attributes) {
      const value = attributes[name];
      const feature = this.#featureOf.get(name);
      if (feature === undefined) {
        const nearest = closest(name, [...this.#featureOf.keys()]);
        throw new Problem(
          "unknown_attribute",
          `${JSON.stringify(name.slice(0, 80))}; the nearest that is known is ${nearest}`,
        );
      }
      if (value === null || value === undefined) continue;
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

  /** Records that were checked, as the model reads them. */
  tableOf(records: readonly Attributes[]): FeatureTable {
    return featureTable(
      this.features,
      records.length,
      ({ name }) =>
        (row) =>
          records[row]![name],
    );
  }

  /** Scores every row of a table whose columns are the model's features. */
  score(table: FeatureTable): Scored[] {
    const columnOf = new Map(table.columns.map((column) => [column.name, column]));
    return this.#read(table).map(({ effects, ...reading }, row) => {
      const answer: Answer = {
        ...reading,
        reasons: effects.map(({ feature, effect }) => ({
          feature,
          words: reasonWords(this.#featureOf.get(feature)!, valueAt(columnOf.get(feature)!, row)),
          effect,
        })),
      };
      return {
        json: JSON.stringify(answer).slice(1, -1),
        score: answer.score,
        reasons: effects.map(({ feature }) => feature),
        inputs: hash("sha256", JSON.stringify(table.columns.map((column) => valueAt(column, row))), "hex"),
      };
    });
  }
}
