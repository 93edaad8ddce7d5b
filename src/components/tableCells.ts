import { element } from "./dom.js";

export interface Column<Row> {
  readonly id: string;
  readonly label: string;
  /** What the column means, one hover away. */
  readonly about?: string;
  /** What rows are sorted by and what is downloaded. */
  readonly value: (row: Row) => number | string | Date | null;
  /** What is shown; by default the value as text. */
  readonly show?: (row: Row) => Node | string;
  /** What is searched where `show` draws; by default what it draws says, or the value. */
  readonly text?: (row: Row) => string;
  /** Draws a bar beside the number, its length against the largest of the column. */
  readonly bar?: "series" | "warn" | "bad";
  /** Tints the cell, the stronger the larger the number is. */
  readonly heat?: "series" | "good" | "warn" | "bad";
  readonly isNumber?: boolean;
  /** Prose that may break into lines. */
  readonly isText?: boolean;
  /** The row's name. */
  readonly isHead?: boolean;
}

/** The largest size among the numbers of each column that draws bars or heat; never 0. */
export const largestOf = <Row>(rows: readonly Row[], columns: readonly Column<Row>[]): number[] =>
  columns.map((column) => {
    let most = Number.MIN_VALUE;
    if (!column.bar && !column.heat) return most;
    for (const row of rows) {
      const value = column.value(row);
      if (typeof value === "number" && Math.abs(value) > most) most = Math.abs(value);
    }
    return most;
  });

/** What a cell shows. */
export function contentOf<Row>(column: Column<Row>, row: Row): Node | string {
  if (column.show) return column.show(row);
  const value = column.value(row);
  if (value === null) return "–";
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
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

/** One cell; `largest` is the number whose bar is full. */
export function drawCell<Row>(column: Column<Row>, row: Row, largest: number): HTMLElement {
  const value = column.value(row);
  const size = typeof value === "number" ? Math.abs(value) / largest : 0;
  const content = contentOf(column, row);
  const drawn = column.bar && size > 0 ? barCell(size, column.bar, content) : content;
  if (column.isHead) return element("th", { scope: "row" }, element("span", { class: "row-name" }, drawn));
  const cell = element(
    "td",
    { class: column.isNumber ? "is-number" : column.isText ? "is-text" : null },
    column.isText ? element("span", { class: "clip" }, drawn) : drawn,
  );
  if (column.heat && size > 0) {
    const share = `${Math.round(Math.min(1, size) * 100)}%`;
    cell.style.background = `color-mix(in srgb, var(--${column.heat}-wash) ${share}, transparent)`;
  }
  return cell;
}

/** How much text a value makes, roughly. */
const widthOf = (value: number | string | Date | null): number =>
  typeof value === "string" ? value.length : typeof value === "number" ? Math.abs(value) : 0;

/**
 * Rows that are as wide as any: in a long table only those in sight are drawn, and columns that changed their width
 * while scrolling could not be read.
 */
export function widestCells<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  largest: readonly number[],
): HTMLElement[] {
  const first = rows[0];
  if (first === undefined) return [];
  const widest = columns.map((): Row => first);
  const lowest = columns.map((): Row => first);
  columns.forEach(({ value }, index) => {
    let [most, least] = [-1, 0];
    for (const row of rows) {
      const found = value(row);
      const width = widthOf(found);
      if (width > most) [most, widest[index]] = [width, row];
      if (typeof found === "number" && found < least) [least, lowest[index]] = [found, row];
    }
  });
  return [widest, lowest].map((chosen) =>
    element(
      "tr",
      {},
      columns.map((column, index) => {
        const cell = drawCell(column, chosen[index]!, largest[index]!);
        // A row's name belongs to a row that can be seen.
        if (column.isHead) cell.removeAttribute("scope");
        return cell;
      }),
    ),
  );
}
