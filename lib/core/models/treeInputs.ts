import { type TreeFeature } from "./boostedTreesDocument.js";
import { type CategoryColumn, type FeatureTable } from "./table.js";

/** Numbers as a tree compares them: an infinity counts as the largest number of its sign. No copy without need. */
function clamped(values: Float64Array): Float64Array {
  for (let row = 0; row < values.length; row++) {
    if (Math.abs(values[row]!) > Number.MAX_VALUE) {
      return values.map((value) => Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value)));
    }
  }
  return values;
}

/** Codes by the model's list of categories; NaN for a missing value and for a category that is not on it. */
function coded(column: CategoryColumn, categories: readonly string[]): Float64Array {
  const codes = new Map(categories.map((category, code) => [category, code]));
  const translated = column.categories.map((category) => codes.get(category) ?? Number.NaN);
  return Float64Array.from(column.codes, (code) => translated[code] ?? Number.NaN);
}

/**
 * The columns of a table as the trees read them: in the order of the model's features, numbers only, NaN where a value
 * is missing or a category is not on the model's list.
 *
 * @param features of the model
 * @param table n rows
 * @returns n numbers for each feature
 * @throws RangeError if a feature is not in the table, or is not of the model's kind
 */
export function treeInputs(features: readonly TreeFeature[], table: FeatureTable): readonly Float64Array[] {
  const columns = new Map(table.columns.map((column) => [column.name, column]));
  return features.map((feature) => {
    const column = columns.get(feature.name);
    if (column === undefined) throw new RangeError(`The table has no column ${feature.name}.`);
    if (feature.kind === "numeric" && column.kind === "numeric") return clamped(column.values);
    if (feature.kind === "category" && column.kind === "category") return coded(column, feature.categories);
    throw new RangeError(`Column ${feature.name} is ${column.kind}; the model takes it as ${feature.kind}.`);
  });
}
