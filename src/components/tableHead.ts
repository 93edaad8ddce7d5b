import { element, nextId } from "./dom.js";
import type { Column } from "./tableCells.js";
import type { Sort } from "./tableModel.js";
import { explanation } from "./term.js";

/** The names of the columns, which sort when they are pressed; `tell` says by which one the rows are sorted. */
export function tableHead<Row>(
  columns: readonly Column<Row>[],
  onSort: (id: string) => void,
): { readonly node: HTMLElement; readonly tell: (sort: Sort | null) => void } {
  const heads = columns.map((column, index) => {
    const id = nextId("column");
    const button = element(
      "button",
      { type: "button", "aria-describedby": column.about ? id : null, click: () => onSort(column.id) },
      column.label,
    );
    const isEnd = index > columns.length / 2;
    return element(
      "th",
      { scope: "col", class: column.isNumber ? "is-number" : null },
      column.about
        ? element("span", { class: isEnd ? "term is-end" : "term" }, button, explanation(id, column.about))
        : button,
    );
  });
  return {
    node: element("thead", {}, element("tr", { "aria-rowindex": 1 }, heads)),
    tell: (sort) => {
      heads.forEach((head, index) => {
        if (columns[index]!.id !== sort?.id) head.removeAttribute("aria-sort");
        else head.setAttribute("aria-sort", sort.isDescending ? "descending" : "ascending");
      });
    },
  };
}
