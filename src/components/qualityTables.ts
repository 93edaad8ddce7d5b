import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { CheckRow, ReasonRow, ReconciliationRow } from "../core/reports.js";
import { dataTable, type Column } from "./dataTable.js";
import { element } from "./dom.js";

export interface FileRow {
  readonly extract: string;
  readonly file: string;
  readonly role: string;
  readonly encoding: string | null;
  readonly delimiter: string | null;
  readonly bytes: number;
  readonly raw_rows: number;
  readonly staged_rows: number;
  readonly quarantined_rows: number;
  readonly duplicate_rows: number;
}

export interface RepairRow {
  readonly extract: string;
  readonly column_name: string;
  readonly repair: string;
  readonly row_count: number;
}

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
  duplicate_key: "a key used twice with different content; the latest is kept",
};

const repairWords: Readonly<Record<string, string>> = {
  date_format: "another date format brought to ISO",
  amount_format: "another amount format brought to a number",
  code_case: "a code in other letters or words",
  country_name: "a country name brought to its ISO code",
};

const delimiterWords: Readonly<Record<string, string>> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" };

const numberOf = <Row>(id: keyof Row & string, label: string, formats: Formats, bar?: "series" | "warn"): Column<Row> => ({
  id,
  label,
  isNumber: true,
  ...(bar ? { bar } : {}),
  value: (row) => row[id] as number,
  show: (row) => formats.count(row[id] as number),
});

const megabytes = (bytes: number, formats: Formats): string =>
  bytes < 1e6 ? `${formats.count(bytes / 1e3)}\u202FkB` : `${formats.count(bytes / 1e6)}\u202FMB`;

/** Every file that came in, and what became of its rows. */
export function filesTable(rows: readonly FileRow[], { formats }: Options): HTMLElement {
  const isLookup = (row: FileRow): boolean => row.role === "lookup";
  const rowsOnly = (id: "staged_rows" | "quarantined_rows" | "duplicate_rows", label: string): Column<FileRow> => ({
    ...numberOf<FileRow>(id, label, formats),
    show: (row) => (isLookup(row) ? "–" : formats.count(row[id])),
  });
  return dataTable<FileRow>(
    rows,
    [
      { id: "file", label: "File", isHead: true, value: ({ file }) => file },
      { id: "extract", label: "For", value: ({ extract }) => extract },
      { id: "role", label: "Role", about: "Rows: each line becomes a row of the extract. Lookup: read to complete other rows.", value: ({ role }) => role },
      { id: "encoding", label: "Encoding", value: ({ encoding }) => encoding },
      { id: "delimiter", label: "Separator", value: ({ delimiter }) => (delimiter === null ? null : (delimiterWords[delimiter] ?? delimiter)) },
      { id: "bytes", label: "Size", isNumber: true, value: ({ bytes }) => bytes, show: ({ bytes }) => megabytes(bytes, formats) },
      numberOf("raw_rows", "Raw rows", formats, "series"),
      rowsOnly("staged_rows", "Staged"),
      rowsOnly("quarantined_rows", "Quarantined"),
      rowsOnly("duplicate_rows", "Duplicates"),
    ],
    { caption: "Files that came in" },
  );
}

/** Why rows were set aside. */
export function reasonsTable(rows: readonly ReasonRow[], { formats }: Options): HTMLElement {
  return dataTable<ReasonRow>(
    rows,
    [
      { id: "reason", label: "Reason", isHead: true, value: ({ reason }) => codeWords(reason) },
      { id: "extract", label: "Extract", value: ({ extract }) => extract },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      numberOf("row_count", "Rows", formats, "warn"),
      { id: "about", label: "What it means", isText: true, value: ({ reason }) => reasonWords[reason] ?? null },
    ],
    { caption: "Quarantined rows by reason", sort: { id: "row_count", isDescending: true } },
  );
}

/** What was put right on the way in. */
export function repairsTable(rows: readonly RepairRow[], { formats }: Options): HTMLElement {
  return dataTable<RepairRow>(
    rows,
    [
      { id: "repair", label: "Repair", isHead: true, value: ({ repair }) => codeWords(repair) },
      { id: "extract", label: "Extract", value: ({ extract }) => extract },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      numberOf("row_count", "Values", formats, "series"),
      { id: "about", label: "What it means", isText: true, value: ({ repair }) => repairWords[repair] ?? null },
    ],
    { caption: "Repaired values by kind", sort: { id: "row_count", isDescending: true } },
  );
}

/** Single rows of the quarantine, to find them again in their file. */
export function samplesTable(rows: readonly SampleRow[], { formats }: Options): HTMLElement {
  return dataTable<SampleRow>(
    rows,
    [
      { id: "file", label: "File", isHead: true, value: ({ file }) => file },
      { id: "line", label: "Line", isNumber: true, value: ({ line }) => line, show: ({ line }) => formats.count(line) },
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

/** The checks of the warehouse, those that failed first. */
export function checksTable(rows: readonly CheckRow[], { formats }: Options): HTMLElement {
  const ordered = [...rows].sort((a, b) => Number(a.is_passed) - Number(b.is_passed));
  return dataTable<CheckRow>(
    ordered,
    [
      { id: "table", label: "Table", isHead: true, value: ({ table_name }) => table_name },
      { id: "check", label: "Check", value: ({ check_name }) => codeWords(check_name) },
      { id: "kind", label: "Kind", value: ({ kind }) => codeWords(kind) },
      numberOf("failures", "Failures", formats),
      {
        id: "passed",
        label: "Result",
        value: ({ is_passed }) => (is_passed ? "passed" : "failed"),
        show: ({ is_passed }) => element("span", { class: `mark ${is_passed ? "good" : "bad"}` }, is_passed ? "passed" : "failed"),
      },
    ],
    { caption: "Checks of the warehouse", isTall: rows.length > 15 },
  );
}

/** Whether balances we add up agree with those the source delivers. */
export function reconciliationTable(rows: readonly ReconciliationRow[], { formats }: Options): HTMLElement {
  return dataTable<ReconciliationRow>(
    rows,
    [
      { id: "type", label: "Accounts", isHead: true, value: ({ account_type }) => codeWords(account_type) },
      numberOf("accounts", "With a balance", formats),
      numberOf("reconciled_accounts", "Agree", formats),
      numberOf("days", "Account days", formats),
      numberOf("reconciled_days", "Agree on the day", formats),
      {
        id: "share",
        label: "Share",
        isNumber: true,
        value: (row) => row.reconciled_days / (row.days || 1),
        // All but one is not all: the last hundredth is kept for exactly all.
        show: (row) =>
          formats.percent(row.reconciled_days === row.days ? 1 : Math.min(0.9999, row.reconciled_days / row.days), 2),
      },
    ],
    { caption: "Balances compared with the source" },
  );
}
