import { codeWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import type { CheckRow } from "../core/reports.js";
import { countColumn } from "./countColumn.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";

/** The name of a check without its table and kind, which have columns of their own. */
const checkWords = ({ check_name, table_name, kind }: CheckRow): string => {
  const own = check_name.startsWith(table_name) ? check_name.slice(table_name.length) : check_name;
  return own
    .replace(/^[\s:_.]+/, "")
    .replace(new RegExp(` ${kind}$`), "")
    .replace(" -> ", " → ")
    .replace(" >= ", " ≥ ")
    .replace(" <= ", " ≤ ");
};

/** The checks of the warehouse, those that failed first. */
export function checksTable(
  rows: readonly CheckRow[],
  { formats }: { readonly formats: Formats },
): HTMLElement {
  const ordered = [...rows].sort((a, b) => Number(a.is_passed) - Number(b.is_passed));
  return dataTable<CheckRow>(
    ordered,
    [
      { id: "table", label: "Table", isHead: true, value: ({ table_name }) => table_name },
      { id: "check", label: "Check", value: (row) => checkWords(row) },
      { id: "kind", label: "Kind", value: ({ kind }) => codeWords(kind) },
      countColumn("failures", "Failures", formats),
      {
        id: "passed",
        label: "Result",
        value: ({ is_passed }) => (is_passed ? "passed" : "failed"),
        show: ({ is_passed }) =>
          element("span", { class: `mark ${is_passed ? "good" : "bad"}` }, is_passed ? "passed" : "failed"),
      },
    ],
    { caption: "Checks of the warehouse", isTall: rows.length > 15 },
  );
}
