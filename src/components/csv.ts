import { isoDay, stamp } from "./stamp.js";

type Value = string | number | boolean | bigint | Date | null | undefined;
type Row = Readonly<Record<string, Value>>;

const cell = (value: Value): string => {
  if (value === null || value === undefined || (typeof value === "number" && Number.isNaN(value))) return "";
  const text = value instanceof Date ? isoDay(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/**
 * Rows as CSV (RFC 4180), days as ISO dates.
 *
 * @param names the columns; by default the names of the first row's fields
 */
export function toCsv(
  rows: readonly object[],
  names: readonly string[] = Object.keys(rows[0] ?? {}),
): string {
  const lines = rows.map((row) => names.map((name) => cell((row as Row)[name])).join(","));
  return [names.map(cell).join(","), ...lines, ""].join("\r\n");
}

/** As `toCsv`, with the as-of date and the run of the site beside every row, so that a file can be told from an older one. */
export function stampedCsv(
  rows: readonly object[],
  names: readonly string[] = Object.keys(rows[0] ?? {}),
): string {
  const site = stamp();
  if (!site) return toCsv(rows, names);
  // A table of runs has columns of these names already, which mean something else.
  const free = (name: string): string => (names.includes(name) ? `site_${name}` : name);
  const [day, run] = [free("as_of"), free("run")];
  const mark = { [day]: site.asOf, [run]: site.run };
  return toCsv(
    rows.map((row) => ({ ...row, ...mark })),
    [...names, day, run],
  );
}

/** `retention_2026-06-30_1f3a9c0b2d4e.csv` */
export function stampedName(name: string): string {
  const site = stamp();
  return `${[name, ...(site ? [isoDay(site.asOf), site.run] : [])].join("_")}.csv`;
}

/** Hands rows to the reader as a stamped file. */
export function downloadCsv(name: string, rows: readonly object[], names?: readonly string[]): void {
  // The mark at the start makes spreadsheets read it as UTF-8.
  const text = `\uFEFF${stampedCsv(rows, names)}`;
  downloadText(stampedName(name), text, "text/csv;charset=utf-8");
}

/** Hands a text to the reader as a file. */
export function downloadText(fileName: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
