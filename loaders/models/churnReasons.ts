import type { Attribute } from "../../lib/core/features/featureTable.js";
import type { Feature } from "../../lib/core/features/feature.js";
import { reasonWords } from "../../lib/core/features/reasonWords.js";
import type { BoostedTrees } from "../../lib/core/models/boostedTreesDocument.js";
import { explainBoostedTrees } from "../../lib/core/models/explainBoostedTrees.js";
import { valueAt, type FeatureColumn, type FeatureTable } from "../../lib/core/models/table.js";
import { lowerMedian } from "../../lib/fit/median.js";

/** What speaks for a client's leaving. */
export interface ChurnReason {
  readonly feature: string;
  /** Log-odds that it adds, above 0. */
  readonly effect: number;
  readonly words: string;
  readonly value: Attribute;
  /** The median over the table, or the most frequent text; null where all are missing. */
  readonly typical: Attribute;
}

const mostReasons = 4;

/**
 * Why clients are likely to leave: the features with a value that add most to the log-odds, by TreeSHAP.
 *
 * @param model as published
 * @param table everybody's features at the latest snapshot, by which the typical client is known
 * @param features of the model, with their words
 * @param rows of the table to explain; all of them if left out
 * @returns for each row up to four reasons, the strongest first
 * @throws RangeError if the model's features are not in the table, or not among `features`
 */
export function reasonsOfChurn(
  model: BoostedTrees,
  table: FeatureTable,
  features: readonly Feature[],
  rows: Int32Array = Int32Array.from({ length: table.rows }, (_, row) => row),
): ChurnReason[][] {
  const columnOf = new Map(table.columns.map((column) => [column.name, column]));
  const featureOf = new Map(features.map((feature) => [feature.name, feature]));
  const described = model.features.map(({ name }) => {
    const [column, feature] = [columnOf.get(name), featureOf.get(name)];
    if (column === undefined || feature === undefined)
      throw new RangeError(`The model's feature ${name} is not known.`);
    return { name, column, feature, typical: typicalOf(column) };
  });
  return explainBoostedTrees(model, table, rows).map(({ contributions }, index) =>
    Array.from(contributions, (effect, at) => ({ effect, at }))
      // What is missing may well speak for leaving, but is nothing to tell anybody.
      .filter(({ effect, at }) => effect > 0 && valueAt(described[at]!.column, rows[index]!) !== null)
      // The order of the features settles ties.
      .sort((a, b) => b.effect - a.effect || a.at - b.at)
      .slice(0, mostReasons)
      .map(({ effect, at }) => {
        const { name, column, feature, typical } = described[at]!;
        const value = valueAt(column, rows[index]!);
        return { feature: name, effect, words: reasonWords(feature, value), value, typical };
      }),
  );
}

function typicalOf(column: FeatureColumn): Attribute {
  if (column.kind === "numeric") {
    const known = column.values.filter((value) => !Number.isNaN(value));
    return known.length === 0 ? null : lowerMedian(known);
  }
  const counts = new Int32Array(column.categories.length);
  for (const code of column.codes) if (code >= 0) counts[code]! += 1;
  const most = counts.reduce((best, count, code) => (count > (counts[best] ?? 0) ? code : best), 0);
  return (counts[most] ?? 0) > 0 ? (column.categories[most] ?? null) : null;
}
