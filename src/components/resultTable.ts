import type { Formats } from "../core/format/formats.js";
import { dataTable } from "./dataTable.js";

type Value = number | string | Date | boolean | bigint | null;

const sortable = (value: Value | undefined): number | string | Date | null => {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint" || typeof value === "boolean") return Number(value);
  return value;
};

/** Rows whose columns nobody knew beforehand, such as the answer to a query; at most 500 are drawn. */
export function resultTable(
  rows: readonly Readonly<Record<string, Value>>[],
  options: { readonly caption: string; readonly formats: Formats },
): HTMLElement {
  const { caption, formats } = options;
  const shown = rows.slice(0, 500);
  const show = (value: Value | undefined): string => {
    if (value === null || value === undefined) return "–";
    if (value instanceof Date) return value.toISOString().slice(0, 10);
    if (typeof value !== "number") return String(value);
    return Number.isInteger(value) ? formats.count(value) : formats.parts("number", value).digits;
  };
  return dataTable(
    shown,
    Object.keys(shown[0] ?? {}).map((name) => ({
      id: name,
      label: name,
      isNumber: shown.every((row) => ["number", "bigint"].includes(typeof row[name]) || row[name] === null),
      value: (row: Readonly<Record<string, Value>>) => sortable(row[name]),
      show: (row: Readonly<Record<string, Value>>) => show(row[name]),
    })),
    { caption, isTall: shown.length > 15 },
  );
}
