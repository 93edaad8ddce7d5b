import type {
  CategoryColumn,
  FeatureColumn,
  FeatureTable,
  NumericColumn,
} from "../../../lib/core/models/table.js";

export function numeric(name: string, values: Iterable<number>): NumericColumn {
  return { name, kind: "numeric", values: Float64Array.from(values) };
}

/** A column of texts; null is missing. */
export function category(name: string, texts: readonly (string | null)[]): CategoryColumn {
  const categories = [...new Set(texts.filter((text) => text !== null))];
  const codes = Int32Array.from(texts, (text) => (text === null ? -1 : categories.indexOf(text)));
  return { name, kind: "category", codes, categories };
}

export function tableOf(...columns: FeatureColumn[]): FeatureTable {
  const [first] = columns;
  const rows = first === undefined ? 0 : (first.kind === "numeric" ? first.values : first.codes).length;
  return { rows, columns };
}

/** So many copies of each value with so many bads among them, bads first. */
export function groups<T>(...parts: readonly (readonly [value: T, rows: number, bads: number])[]) {
  return {
    values: parts.flatMap(([value, rows]) => new Array<T>(rows).fill(value)),
    labels: Uint8Array.from(
      parts.flatMap(([, rows, bads]) => Array.from({ length: rows }, (_, i) => (i < bads ? 1 : 0))),
    ),
  };
}
