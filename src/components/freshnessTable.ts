import { isLate } from "../core/findings/quality.js";
import type { Formats } from "../core/format/formats.js";
import type { FreshnessRow } from "../core/reports.js";
import { dataTable, type Column } from "./dataTable.js";
import { element } from "./dom.js";

function age(row: FreshnessRow): Node | string {
  if (row.age_days === null || row.newest_date === null) return "undated";
  const text = `${row.age_days} d`;
  return isLate(row) ? element("span", { class: "warn" }, `${text}, late`) : text;
}

/** Where the figures come from: how new each extract is, and what became of its rows. */
export function freshnessTable(
  rows: readonly FreshnessRow[],
  options: { readonly formats: Formats },
): HTMLElement {
  const { formats } = options;
  const number = (id: keyof FreshnessRow, label: string, about?: string): Column<FreshnessRow> => ({
    id,
    label,
    ...(about ? { about } : {}),
    isNumber: true,
    value: (row) => row[id],
    show: (row) => formats.count(row[id] as number),
  });
  return dataTable<FreshnessRow>(
    rows,
    [
      { id: "extract", label: "Extract", isHead: true, value: (row) => row.extract },
      {
        id: "newest_date",
        label: "Newest row",
        value: (row) => row.newest_date,
        show: (row) => (row.newest_date ? formats.day(row.newest_date) : "–"),
      },
      {
        id: "age_days",
        label: "Age",
        about: "Days between the newest row and the as-of date.",
        isNumber: true,
        value: (row) => row.age_days,
        show: age,
      },
      {
        id: "limit_days",
        label: "Late after",
        isNumber: true,
        value: (row) => row.limit_days,
        show: (row) => (row.limit_days === null ? "–" : `${row.limit_days} d`),
      },
      number("raw_rows", "Raw rows"),
      number("staged_rows", "Staged", "Rows that were cleaned and went on into the figures."),
      number(
        "quarantined_rows",
        "Quarantined",
        "Rows set aside because something in them cannot be trusted. They are in no figure.",
      ),
      {
        id: "share",
        label: "Share",
        isNumber: true,
        value: (row) => row.quarantined_rows / (row.raw_rows || 1),
        show: (row) => formats.percent(row.quarantined_rows / (row.raw_rows || 1), 2),
      },
      number("duplicate_rows", "Duplicates", "Exact repetitions of another row, dropped."),
      number(
        "unaccounted_rows",
        "Unaccounted",
        "Raw rows that are neither staged, quarantined nor duplicates. Always 0, or the build is wrong.",
      ),
    ],
    { caption: "Extracts: newest row and what became of the rows" },
  );
}
