import { type FeatureTable } from "../../../lib/core/models/table.js";

/** A table of numeric columns by name. */
export function numericTable(columns: Readonly<Record<string, readonly number[]>>): FeatureTable {
  const named = Object.entries(columns);
  return {
    rows: named[0]?.[1].length ?? 0,
    columns: named.map(([name, values]) => ({ name, kind: "numeric", values: Float64Array.from(values) })),
  };
}

/** A table of one column of texts; "" is missing. */
export function categoryTable(name: string, texts: readonly string[]): FeatureTable {
  const categories = [...new Set(texts)].filter((text) => text !== "");
  const codes = Int32Array.from(texts, (text) => categories.indexOf(text));
  return { rows: texts.length, columns: [{ name, kind: "category", codes, categories }] };
}
