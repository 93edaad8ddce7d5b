type Value = string | number | boolean | bigint | Date | null | undefined;

const cell = (value: Value): string => {
  if (value === null || value === undefined) return "";
  const text = value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Rows as CSV (RFC 4180), days as ISO dates, with the names of the first row's fields as a head. */
export function toCsv(rows: readonly object[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => names.map((name) => cell((row as Record<string, Value>)[name])).join(","));
  return [names.join(","), ...lines, ""].join("\r\n");
}

/** Hands rows to the reader as a file. */
export function downloadCsv(name: string, rows: readonly object[]): void {
  const url = URL.createObjectURL(new Blob([toCsv(rows)], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(url);
}
