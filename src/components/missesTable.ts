import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { ScoreMissRow } from "../core/reports.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";

const code = (value: string | null): Node | string => (value === null ? "–" : element("code", {}, value));

/** Defects that were not dealt with, and clean rows that were harmed, to find again in their files. */
export function missesTable(
  rows: readonly ScoreMissRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  return dataTable<ScoreMissRow>(
    rows,
    [
      { id: "kind", label: "Defect", isHead: true, value: ({ kind }) => codeWords(kind) },
      { id: "file", label: "File", value: ({ file }) => file },
      {
        id: "line",
        label: "Line",
        isNumber: true,
        value: ({ line }) => line,
        show: ({ line }) => (line === null ? "–" : formats.count(line)),
      },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      {
        id: "written",
        label: "Written",
        about: "As delivered. Personal values are not published and shown as dots.",
        value: ({ written }) => written,
        show: ({ written }) => code(written),
      },
      {
        id: "expected",
        label: "Expected",
        about: "The true value, or what should have become of the row.",
        value: ({ expected }) => expected,
        show: ({ expected }) => code(expected),
      },
      { id: "got", label: "Got", value: ({ got }) => got },
    ],
    { caption: "Examples of what the cleaning missed", isTall: rows.length > 15 },
  );
}
