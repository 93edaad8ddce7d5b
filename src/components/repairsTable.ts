import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { countColumn } from "./countColumn.js";
import { dataTable } from "./dataTable.js";

export interface RepairRow {
  readonly extract: string;
  readonly column_name: string;
  readonly repair: string;
  readonly row_count: number;
}

const repairWords: Readonly<Record<string, string>> = {
  date_format: "another date format brought to ISO",
  amount_format: "another amount format brought to a number",
  code_case: "a code in other letters or words",
  country_name: "a country name brought to its ISO code",
};

/** What was put right on the way in. */
export function repairsTable(
  rows: readonly RepairRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  return dataTable<RepairRow>(
    rows,
    [
      { id: "repair", label: "Repair", isHead: true, value: ({ repair }) => codeWords(repair) },
      countColumn("row_count", "Values", formats, "series"),
      { id: "extract", label: "Extract", value: ({ extract }) => extract },
      { id: "column", label: "Column", value: ({ column_name }) => column_name },
      {
        id: "about",
        label: "What it means",
        isText: true,
        value: ({ repair }) => repairWords[repair] ?? null,
      },
    ],
    {
      caption: "Repaired values by kind",
      sort: { id: "row_count", isDescending: true },
      isTall: rows.length > 15,
    },
  );
}
