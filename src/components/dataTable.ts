import { element, nextId } from "./dom.js";
import { explanation } from "./term.js";

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** What the column means, one hover away. */
  readonly about?: string;
  /** What rows are sorted by; a number makes the column right-aligned. */
  readonly value: (row: Row) => number | string | Date | null;
  /** What is shown; by default the value as text. */
  readonly show?: (row: Row) => Node | string;
  /** Draws a bar beside the number, its length against the largest of the column. */
  readonly bar?: "series" | "warn" | "bad";
  readonly isNumber?: boolean;
  /** Prose that may break into lines. */
  readonly isText?: boolean;
  /** The row's name. */
  readonly isHead?: boolean;
}

export interface TableOptions {
  readonly caption: string;
  /** Column and direction in the beginning; by default the order of the rows. */
  readonly sort?: { readonly id: string; readonly isDescending: boolean };
  /** Set close, for a table beside others. */
  readonly isCompact?: boolean;
  /** Scrolls inside a fixed height when there are many rows. */
  readonly isTall?: boolean;
}

function compare(left: number | string | Date | null, right: number | string | Date | null): number {
  // What is missing comes last, whichever way the column is sorted.
  if (left === null || right === null) return 0;
  if (typeof left === "string" && typeof right === "string") return left.localeCompare(right, "en");
  return Number(left) - Number(right);
}

function barCell(share: number, tone: string, text: Node | string): HTMLElement {
  const fill = element("span", { class: tone === "series" ? "bar-fill" : `bar-fill is-${tone}` });
  fill.style.width = `${(Math.max(0, Math.min(1, share)) * 100).toFixed(1)}%`;
  return element(
    "span",
    { class: "bar-cell" },
    element("span", { class: "bar-track" }, fill),
    element("span", {}, text),
  );
}

function cell<Row>(column: Column<Row>, row: Row, largest: number): HTMLElement {
  const value = column.value(row);
  const text = column.show
    ? column.show(row)
    : value === null
      ? "–"
      : value instanceof Date
        ? value.toISOString().slice(0, 10)
        : String(value);
  const content =
    column.bar && typeof value === "number" && value !== 0
      ? barCell(Math.abs(value) / largest, column.bar, text)
      : text;
  if (column.isHead) return element("th", { scope: "row" }, content);
  return element("td", { class: column.isNumber ? "is-number" : column.isText ? "is-text" : null }, content);
}

/** A table that sorts by any column: numbers to the right, bars in cells, the head stays in sight. */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: TableOptions,
): HTMLElement {
  let sort = options.sort ?? null;
  const body = element("tbody");
  const heads = columns.map((column, index) => {
    const id = nextId("column");
    const button = element(
      "button",
      { type: "button", "aria-describedby": column.about ? id : null, click: () => sortBy(column.id) },
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
  const largest = columns.map((column) =>
    rows.reduce((most, row) => {
      const value = column.value(row);
      return typeof value === "number" ? Math.max(most, Math.abs(value)) : most;
    }, 0),
  );

  function draw(): void {
    const column = columns.find(({ id }) => id === sort?.id);
    const sign = sort?.isDescending ? -1 : 1;
    const ordered = column
      ? [...rows].sort((a, b) => {
          const [left, right] = [column.value(a), column.value(b)];
          if (left === null || right === null) return Number(left === null) - Number(right === null);
          return sign * compare(left, right);
        })
      : rows;
    body.replaceChildren(
      ...ordered.map((row) =>
        element(
          "tr",
          {},
          columns.map((col, index) => cell(col, row, Math.max(largest[index] ?? 0, Number.MIN_VALUE))),
        ),
      ),
    );
    heads.forEach((head, index) => {
      if (columns[index]!.id !== sort?.id) head.removeAttribute("aria-sort");
      else head.setAttribute("aria-sort", sort.isDescending ? "descending" : "ascending");
    });
  }

  function sortBy(id: string): void {
    const isNumber = columns.find((column) => column.id === id)?.isNumber ?? false;
    // The first click shows what is largest, or the start of the alphabet.
    sort = { id, isDescending: sort?.id === id ? !sort.isDescending : isNumber };
    draw();
  }

  draw();
  return element(
    "div",
    {
      class: ["table-wrap", options.isTall && "is-tall", options.isCompact && "is-compact"]
        .filter(Boolean)
        .join(" "),
      tabindex: 0,
      role: "region",
      "aria-label": options.caption,
    },
    element(
      "table",
      {},
      element("caption", { class: "visually-hidden" }, options.caption),
      element("thead", {}, element("tr", {}, heads)),
      body,
    ),
  );
}
