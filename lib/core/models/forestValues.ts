import type { CategoryColumn, FeatureColumn, FeatureTable } from "./table.js";

/** Numbers, compared as they are. Minus and plus infinity are below and above all others. */
interface NumericForestFeature {
  readonly name: string;
  readonly kind: "numeric";
  /** What a missing value is read as: the median of the training rows, so that a gap is never odd in itself. */
  readonly typical: number;
}

/**
 * Texts, each read as its surprise: −log2 of its share of the training rows. A rare text lies far out, so that few
 * splits isolate it; texts that are as frequent as each other are not told apart.
 */
interface CategoryForestFeature {
  readonly name: string;
  readonly kind: "category";
  readonly categories: readonly string[];
  /** Surprise of each category, in bits. */
  readonly bits: readonly number[];
  /** Surprise of a missing value, which counts as a text of its own. */
  readonly missingBits: number;
  /** Surprise of a text not seen in training: as that of a single row. */
  readonly unseenBits: number;
}

export type ForestFeature = NumericForestFeature | CategoryForestFeature;

/**
 * The numbers that a forest's trees compare.
 *
 * @param features of the forest
 * @param table holds the features by name
 * @returns one array per feature, `table.rows` long and without NaN; some are the table's own, so do not write to them
 * @throws RangeError if a feature is not in the table, or is of another kind there
 */
export function forestValues(features: readonly ForestFeature[], table: FeatureTable): Float64Array[] {
  const columns = new Map<string, FeatureColumn>(table.columns.map((column) => [column.name, column]));
  return features.map((feature) => {
    const column = columns.get(feature.name);
    if (column === undefined) throw new RangeError(`The table has no column ${feature.name}.`);
    if (feature.kind === "numeric" && column.kind === "numeric") {
      return withoutGaps(column.values, feature.typical);
    }
    if (feature.kind === "category" && column.kind === "category") return surprises(column, feature);
    throw new RangeError(
      `Column ${feature.name} is ${column.kind}; the forest was fitted on a ${feature.kind} one.`,
    );
  });
}

function withoutGaps(values: Float64Array, typical: number): Float64Array {
  let first = 0;
  while (first < values.length && !Number.isNaN(values[first]!)) first++;
  if (first === values.length) return values;
  const filled = values.slice();
  for (let row = first; row < filled.length; row++) if (Number.isNaN(filled[row]!)) filled[row] = typical;
  return filled;
}

function surprises(column: CategoryColumn, feature: CategoryForestFeature): Float64Array {
  const known = new Map(feature.categories.map((category, index) => [category, feature.bits[index]!]));
  const bits = column.categories.map((category) => known.get(category) ?? feature.unseenBits);
  const values = new Float64Array(column.codes.length);
  for (let row = 0; row < values.length; row++) values[row] = bits[column.codes[row]!] ?? feature.missingBits;
  return values;
}
