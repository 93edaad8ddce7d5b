import type { FeatureColumn, FeatureTable } from "../models/table.js";
import type { Feature } from "./feature.js";

/** An attribute as JSON or a database has it; null, undefined and an empty text are missing. */
export type Attribute = number | string | boolean | null | undefined;

/**
 * Turns attributes into the columns that models read: the only place where that is done, for one record or millions.
 *
 * @param features which columns, in this order
 * @param rows how many
 * @param reader of a feature: for a row its attribute; a flag counts 1 or 0
 * @returns numbers with NaN where missing, texts as codes with −1 where missing
 * @throws TypeError naming the row, the feature and the value, if a number is a text or the reverse
 */
export function featureTable(
  features: readonly Feature[],
  rows: number,
  reader: (feature: Feature) => (row: number) => Attribute,
): FeatureTable {
  return { rows, columns: features.map((feature) => columnOf(feature, rows, reader(feature))) };
}

function columnOf(feature: Feature, rows: number, valueOf: (row: number) => Attribute): FeatureColumn {
  const { name, kind } = feature;
  const isMissing = (value: Attribute): value is null | undefined | "" =>
    value === null || value === undefined || value === "";
  const refuse = (row: number, value: Attribute): TypeError =>
    new TypeError(
      `Row ${row + 1}, ${name}: ${kind === "numeric" ? "a number" : "a text"} was expected, not ${JSON.stringify(value)}.`,
    );
  if (kind === "numeric") {
    const values = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const value = valueOf(row);
      if (typeof value === "string" && value !== "") throw refuse(row, value);
      values[row] = isMissing(value) ? Number.NaN : Number(value);
    }
    return { name, kind, values };
  }
  const codes = new Int32Array(rows);
  const known = new Map<string, number>();
  for (let row = 0; row < rows; row++) {
    const value = valueOf(row);
    if (isMissing(value)) {
      codes[row] = -1;
      continue;
    }
    if (typeof value !== "string") throw refuse(row, value);
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = known.size));
    codes[row] = code;
  }
  return { name, kind, codes, categories: [...known.keys()] };
}
