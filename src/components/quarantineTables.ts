import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { ReasonRow } from "../core/reports.js";
import { countColumn } from "./countColumn.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";

export interface SampleRow {
  readonly extract: string;
  readonly file: string;
  readonly line: number;
  readonly reason: string;
  readonly column_name: string | null;
  readonly value: string | null;
}

interface Options {
  readonly formats: Formats;
}

/** What the codes of the quarantine mean. */
const reasonWords: Readonly<Record<string, string>> = {
  missing_value: "a required value is empty",
  unparseable_date: "a date that cannot be read",
  unparseable_amount: "an amount that cannot be read",
  orphan_account: "the account is in no accounts file",
  orphan_client: "the client is in no KYC file",
  ragged_line: "the line has too many or too few fields",
  future_date: "a day after the as-of date",
  unknown_currency: "a currency without a rate",
  conflicting_key: "a key used again with different content; the latest row is kept",
  ambiguous_amount: "an amount that could be read in two ways",
  malformed_quote: "text after a closing quote",
  unclosed_quote: "a quote that is never closed",
  oversized_line: "a line too long to be a row",
  nul_byte: "a NUL byte inside the line",
};

/** Why rows were set aside. */
export function reasonsTable(rows: readonly ReasonRow[], { formats }: Options): HTMLElement {
  return dataTable<ReasonRow>(
    rows,
    [
      { id: "reason", label: "Reason", isHead: true, value: ({ reason }) => codeWords(reason) },
      countColumn("row_count", "Rows", formats, "warn"),
      { id: "extract", label: "Extract", value: ({ extract }) => extract },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      {
        id: "about",
        label: "What it means",
        isText: true,
        value: ({ reason }) => reasonWords[reason] ?? null,
      },
    ],
    {
      caption: "Quarantined rows by reason",
      sort: { id: "row_count", isDescending: true },
      isTall: rows.length > 15,
    },
  );
}

/** Single rows of the quarantine, to find them again in their file. */
export function samplesTable(rows: readonly SampleRow[], { formats }: Options): HTMLElement {
  return dataTable<SampleRow>(
    rows,
    [
      { id: "file", label: "File", isHead: true, value: ({ file }) => file },
      {
        id: "line",
        label: "Line",
        isNumber: true,
        value: ({ line }) => line,
        show: ({ line }) => formats.count(line),
      },
      { id: "reason", label: "Reason", value: ({ reason }) => codeWords(reason) },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      {
        id: "value",
        label: "Value as delivered",
        about: "Personal values are not published and shown as dots.",
        value: ({ value }) => value,
        show: ({ value }) => (value === null ? "–" : element("code", {}, value)),
      },
    ],
    { caption: "Sample rows of the quarantine", isTall: rows.length > 15 },
  );
}
