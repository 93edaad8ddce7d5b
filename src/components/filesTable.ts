import type { Formats } from "../core/format/formats.js";
import { countColumn } from "./countColumn.js";
import { dataTable, type Column } from "./dataTable.js";

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

const delimiterWords: Readonly<Record<string, string>> = {
  ",": "comma",
  ";": "semicolon",
  "\t": "tab",
  "|": "bar",
};

const megabytes = (bytes: number, formats: Formats): string =>
  bytes < 1e6 ? `${formats.count(bytes / 1e3)}\u202FkB` : `${formats.count(bytes / 1e6)}\u202FMB`;

/** Every file that came in, and what became of its rows. */
export function filesTable(
  rows: readonly FileRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  const isLookup = (row: FileRow): boolean => row.role === "lookup";
  const rowsOnly = (
    id: "staged_rows" | "quarantined_rows" | "duplicate_rows",
    label: string,
  ): Column<FileRow> => ({
    ...countColumn<FileRow>(id, label, formats),
    show: (row) => (isLookup(row) ? "–" : formats.count(row[id])),
  });
  return dataTable<FileRow>(
    rows,
    [
      { id: "file", label: "File", isHead: true, value: ({ file }) => file },
      { id: "extract", label: "For", value: ({ extract }) => extract },
      {
        id: "role",
        label: "Role",
        about: "Rows: each line becomes a row of the extract. Lookup: read to complete other rows.",
        value: ({ role }) => role,
      },
      { id: "encoding", label: "Encoding", value: ({ encoding }) => encoding },
      {
        id: "delimiter",
        label: "Separator",
        value: ({ delimiter }) => (delimiter === null ? null : (delimiterWords[delimiter] ?? delimiter)),
      },
      {
        id: "bytes",
        label: "Size",
        isNumber: true,
        value: ({ bytes }) => bytes,
        show: ({ bytes }) => megabytes(bytes, formats),
      },
      countColumn("raw_rows", "Raw rows", formats, "series"),
      rowsOnly("staged_rows", "Staged"),
      rowsOnly("quarantined_rows", "Quarantined"),
      rowsOnly("duplicate_rows", "Duplicates"),
    ],
    { caption: "Files that came in" },
  );
}
