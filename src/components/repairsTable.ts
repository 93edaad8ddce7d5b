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
  code_unknown: "a code that the contract does not know; kept as its last one",
  country_name: "a country name brought to its ISO code",
  country_unknown: "a country that does not exist; emptied",
  emptied_unreadable: "a value that cannot be read; emptied",
  lost_character: "a text with letters lost on the way; emptied",
  mojibake: "a text read in the wrong encoding on the way; put right",
  negative_age: "a birth after the record's first day; emptied",
  swapped_columns: "two columns of a row exchanged; put back",
  trimmed: "spaces around a key taken off",
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
