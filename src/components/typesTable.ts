import { codeWords } from "../core/findings/words.js";
import { changeBetween, writeChange } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import { addMonths } from "../core/months.js";
import type { TypeRow } from "../core/reports.js";
import { dataTable } from "./dataTable.js";

/** What kinds of movement a month was made of. */
export function typesTable(
  rows: readonly TypeRow[],
  options: { readonly month: Date; readonly formats: Formats },
): HTMLElement {
  const { month, formats } = options;
  const inMonth = (date: Date): readonly TypeRow[] =>
    rows.filter((row) => row.month.getTime() === date.getTime());
  const now = inMonth(month);
  const before = new Map(inMonth(addMonths(month, -12)).map((row) => [row.transaction_type, row]));
  const total = now.reduce((sum, row) => sum + row.volume, 0);
  const onYear = (row: TypeRow) =>
    changeBetween("amount", row.volume, before.get(row.transaction_type)?.volume, null);
  return dataTable<TypeRow>(
    now,
    [
      {
        id: "type",
        label: "Kind of movement",
        isHead: true,
        value: (row) => codeWords(row.transaction_type),
      },
      {
        id: "movements",
        label: "Movements",
        isNumber: true,
        value: (row) => row.movements,
        show: (row) => formats.count(row.movements),
      },
      {
        id: "volume",
        label: "Volume",
        isNumber: true,
        bar: "series",
        value: (row) => row.volume,
        show: (row) => formats.value("amount", row.volume),
      },
      {
        id: "share",
        label: "Share",
        isNumber: true,
        value: (row) => row.volume / (total || 1),
        show: (row) => formats.percent(row.volume / (total || 1)),
      },
      {
        id: "ticket",
        label: "Average",
        about: "Volume divided by movements.",
        isNumber: true,
        value: (row) => row.volume / (row.movements || 1),
        show: (row) => formats.value("amount", row.volume / (row.movements || 1)),
      },
      {
        id: "year",
        label: "on year",
        isNumber: true,
        value: (row) => onYear(row)?.size ?? null,
        show: (row) => {
          const change = onYear(row);
          return change ? writeChange(formats, "amount", change) : "–";
        },
      },
    ],
    { caption: "Movements by kind", sort: { id: "volume", isDescending: true } },
  );
}
