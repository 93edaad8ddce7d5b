import { codeWords } from "../core/findings/words.js";
import { changeBetween, writeChange, type Change } from "../core/format/change.js";
import type { Formats } from "../core/format/formats.js";
import { dataTable, type Column } from "./dataTable.js";

/** A kind of movement over a period. */
export interface KindTotal {
  readonly transaction_type: string;
  readonly movements: number;
  readonly volume: number;
  /** Volume of the period that is compared with. */
  readonly before: number | null | undefined;
}

/** What kinds of movement a period was made of; `against` names what it is compared with, or is empty. */
export function typesTable(
  rows: readonly KindTotal[],
  options: { readonly formats: Formats; readonly against: string; readonly name: string },
): HTMLElement {
  const { formats, against, name } = options;
  const total = rows.reduce((sum, row) => sum + row.volume, 0);
  const changeOf = (row: KindTotal): Change | null => changeBetween("amount", row.volume, row.before, null);
  const change: Column<KindTotal> = {
    id: "change",
    label: `on ${against}`,
    isNumber: true,
    value: (row) => changeOf(row)?.size ?? null,
    show: (row) => {
      const found = changeOf(row);
      return found ? writeChange(formats, "amount", found) : "–";
    },
  };
  return dataTable<KindTotal>(
    rows,
    [
      {
        id: "kind",
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
      ...(against === "" ? [] : [change]),
    ],
    { caption: "Movements by kind", sort: { id: "volume", isDescending: true }, download: { name } },
  );
}
