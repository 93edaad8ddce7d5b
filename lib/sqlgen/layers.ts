import type { ColumnOf, Named } from "./expressions.js";

/**
 * A model as SQL in three layers, each reading the one before: an engine that puts each into a subquery of its own
 * works out once what the next names often.
 */
export interface SqlLayers<Sum extends string, Score extends string> {
  /**
   * What the model asks for, by feature: its values with NaN, empty texts and the like as NULL.
   *
   * @param columnOf a DOUBLE for a numeric feature (a flag is 1 or 0), a text for a category
   */
  inputs(columnOf: ColumnOf): readonly Named[];
  /** @param inputOf where the inputs are */
  sums(inputOf: ColumnOf): Readonly<Record<Sum, string>>;
  /** @param sumOf where the sums are */
  scores(sumOf: (sum: Sum) => string): Readonly<Record<Score, string>>;
}

/**
 * All layers in one: expressions that need nothing but the columns.
 *
 * @param layers of a model
 * @param columnOf a DOUBLE for a numeric feature (a flag is 1 or 0), a text for a category
 */
export function inOne<Sum extends string, Score extends string>(
  layers: SqlLayers<Sum, Score>,
  columnOf: ColumnOf,
): Readonly<Record<Score, string>> {
  const inputs = new Map(layers.inputs(columnOf).map(({ name, sql }) => [name, `(${sql})`]));
  const sums = layers.sums((feature) => inputs.get(feature)!);
  return layers.scores((sum) => `(${sums[sum]})`);
}
