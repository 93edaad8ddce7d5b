import { closest } from "fastest-levenshtein";
import { setImmediate } from "node:timers/promises";
import { anomalyFeatures } from "../../core/features/anomalyFeatures.js";
import { churnFeatures } from "../../core/features/churnFeatures.js";
import { defaultFeatures } from "../../core/features/defaultFeatures.js";
import { defaultGrantFeatures } from "../../core/features/defaultGrantFeatures.js";
import type { Feature } from "../../core/features/feature.js";
import { featureTable } from "../../core/features/featureTable.js";
import type { ModelDocument } from "../../core/models/modelDocument.js";
import { takeRows, type FeatureTable } from "../../core/models/table.js";
import { Problem } from "../problems.js";
import type { Attributes } from "../schemas.js";
import type { AnomalyScale } from "./anomalyScale.js";
import { modelReader, type ModelReader } from "./modelReader.js";
import { inputsOf, teller, type Scored } from "./scored.js";

/** Every feature that a model may have, with its words. */
const described = new Map(
  [...anomalyFeatures, ...defaultGrantFeatures, ...defaultFeatures, ...churnFeatures].map((feature) => [
    feature.name,
    feature,
  ]),
);

/** Answers of a detector that are kept at most. */
const mostKept = 20_000;

/** Rows that are scored in one go: to explain one takes a forest some 6 ms, boosted trees 0.1 ms, a scorecard less. */
const sliceRows = { scorecard: 100, boostedTrees: 20, isolationForest: 1 } as const;

/** After which others get their turn. */
const turnMilliseconds = 5;

/** Scores records with a published model, and says why. */
export class Scorer {
  readonly features: readonly Feature[];
  readonly #featureOf: ReadonlyMap<string, Feature>;
  readonly #tell: ReturnType<typeof teller>;
  readonly #read: ModelReader;
  readonly #sliceRows: number;
  /** By inputs: most movements are like many others. Null for models of clients, who are not. */
  readonly #kept: Map<string, Scored> | null;

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
    this.#tell = teller(this.features);
    this.#read = modelReader(document.model, scale);
    this.#sliceRows = sliceRows[document.model.type];
    this.#kept = document.model.type === "isolationForest" ? new Map<string, Scored>() : null;
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

  /**
   * Scores every row of a table whose columns are the model's features, in its order. Others get their turn in between
   * when there are many.
   */
  async score(table: FeatureTable): Promise<Scored[]> {
    const most = this.#sliceRows;
    if (table.rows <= most) return this.#scoreSlice(table);
    const found: Scored[] = [];
    let turn = performance.now();
    for (let from = 0; from < table.rows; from += most) {
      const rows = Int32Array.from({ length: Math.min(most, table.rows - from) }, (_, index) => from + index);
      found.push(...this.#scoreSlice(takeRows(table, rows)));
      if (performance.now() - turn < turnMilliseconds) continue;
      await setImmediate();
      turn = performance.now();
    }
    return found;
  }

  #scoreSlice(table: FeatureTable): Scored[] {
    if (this.#kept === null) return this.#read(table).map((reading, row) => this.#tell(reading, table, row));
    const kept = this.#kept;
    const keys = Array.from({ length: table.rows }, (_, row) => inputsOf(table, row));
    if (kept.size > mostKept) kept.clear();
    const fresh = new Map(keys.map((key, row) => [key, row] as const).filter(([key]) => !kept.has(key)));
    const rows = takeRows(table, Int32Array.from(fresh.values()));
    const read = this.#read(rows);
    for (const [index, key] of [...fresh.keys()].entries())
      kept.set(key, this.#tell(read[index]!, rows, index));
    return keys.map((key) => kept.get(key)!);
  }
}
