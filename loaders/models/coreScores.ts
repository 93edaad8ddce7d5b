import type { Feature } from "../../lib/core/features/feature.js";
import { featureTable, type Attribute } from "../../lib/core/features/featureTable.js";
import { predictBoostedTrees } from "../../lib/core/models/boostedTrees.js";
import { anomalyScore, isolationPathLengths } from "../../lib/core/models/isolationForest.js";
import type { Model } from "../../lib/core/models/modelDocument.js";
import { readModelDocument } from "../../lib/core/models/modelDocument.js";
import { predictScorecard, scorePoints } from "../../lib/core/models/scorecard.js";
import type { FeatureTable } from "../../lib/core/models/table.js";

/** Scores of rows by the name that lib/sqlgen gives them. */
export type Scores = Readonly<Record<string, ArrayLike<number>>>;

/** Attributes by feature. */
export type AttributeRecord = Readonly<Record<string, Attribute>>;

/** Scores of a table with lib/core; no margin, whose relative difference means nothing where it is about 0. */
export function coreScores(model: Model, table: FeatureTable): Scores {
  switch (model.type) {
    case "scorecard":
      return { points: scorePoints(model, table), pd: predictScorecard(model, table) };
    case "boostedTrees":
      return { probability: predictBoostedTrees(model, table) };
    case "isolationForest": {
      const lengths = isolationPathLengths(model, table);
      return {
        path_length: lengths,
        anomaly_score: lengths.map((length) => anomalyScore(length, model.sampleSize)),
      };
    }
  }
}

/** Records as the table that a model reads. */
export function tableOf(model: Model, records: readonly AttributeRecord[]): FeatureTable {
  const features = model.features.map(({ name, kind }): Feature => {
    const described = { name, title: name, about: "", reason: () => "" };
    return kind === "numeric" ? { ...described, kind, unit: "count" } : { ...described, kind };
  });
  return featureTable(
    features,
    records.length,
    ({ name }) =>
      (row) =>
        records[row]![name],
  );
}

/**
 * What a page does: from the text of a model document and of its rows to scores. Bundled for a browser by runtimes.ts,
 * and therefore of lib/core alone.
 *
 * @param document JSON text of a model document
 * @param records JSON text of a list of records
 * @returns JSON text of the scores
 */
export function scoreJson(document: string, records: string): string {
  const { model } = readModelDocument(JSON.parse(document));
  const table = tableOf(model, JSON.parse(records) as AttributeRecord[]);
  const scores = Object.entries(coreScores(model, table));
  return JSON.stringify(Object.fromEntries(scores.map(([name, values]) => [name, Array.from(values)])));
}
