import type { PublishedTable } from "../core/published.js";
import { dataTable } from "./dataTable.js";
import { element } from "./dom.js";

/** The tables a reader can ask, with what a row is and which columns there are. */
export function tableList(tables: readonly PublishedTable[]): HTMLElement {
  return dataTable<PublishedTable>(
    tables,
    [
      {
        id: "name",
        label: "Table",
        isHead: true,
        value: ({ name }) => name,
        show: ({ name }) => element("code", {}, name),
      },
      { id: "grain", label: "Grain", isText: true, value: ({ grain }) => grain },
      {
        id: "columns",
        label: "Columns",
        isText: true,
        value: ({ columns }) => columns.length,
        show: ({ columns }) => element("code", {}, columns.join(", ")),
      },
    ],
    { caption: "Tables that can be asked" },
  );
}
