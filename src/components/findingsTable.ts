import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { dataTable } from "./dataTable.js";

export interface FindingRow {
  readonly extract: string;
  readonly file: string | null;
  readonly finding: string;
  readonly detail: string;
}

const findingWords: Readonly<Record<string, string>> = {
  missing_day: "no movement on a day on which there always are some; ask for that day's extract",
  file_twice: "delivered again under another name; read once",
};

/** What is odd about whole files and days. */
export function findingsTable(
  rows: readonly FindingRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  const detailOf = ({ finding, detail }: FindingRow): string =>
    finding === "missing_day" ? formats.day(new Date(detail)) : detail;
  return dataTable<FindingRow>(
    rows,
    [
      { id: "finding", label: "Finding", isHead: true, value: ({ finding }) => codeWords(finding) },
      { id: "extract", label: "Extract", value: ({ extract }) => extract },
      { id: "where", label: "Where", value: ({ file }) => file },
      { id: "detail", label: "Detail", value: detailOf },
      {
        id: "about",
        label: "What it means",
        isText: true,
        value: ({ finding }) => findingWords[finding] ?? null,
      },
    ],
    { caption: "Findings about files and days" },
  );
}
