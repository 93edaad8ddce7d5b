import { pickRows, searchable, searchRows } from "../core/table/searchRows.js";
import { sortKeys, sortOrder } from "../core/table/sortOrder.js";
import { contentOf, type Column } from "./tableCells.js";

export interface Sort {
  readonly id: string;
  readonly isDescending: boolean;
}

/** The rows of a table, and which of them are shown in which order. */
export interface TableModel<Row> {
  readonly rows: () => readonly Row[];
  /** Indices of the rows shown, in their order. */
  readonly shown: () => Uint32Array;
  readonly sort: () => Sort | null;
  readonly query: () => string;
  readonly setRows: (rows: readonly Row[]) => void;
  readonly setSort: (sort: Sort | null) => void;
  readonly setQuery: (query: string) => void;
}

/** Up to here what a cell draws is read back to search it; above, that would take seconds. */
const mostDrawnTexts = 2000;
const rowsAtOnce = 1000;

function cellText<Row>(column: Column<Row>, row: Row, isLong: boolean): string {
  if (column.text) return column.text(row);
  const value = column.value(row);
  if (isLong && typeof value === "string") return value;
  const content = contentOf(column, row);
  if (typeof content === "string") return content;
  return isLong ? String(value ?? "") : (content.textContent ?? "");
}

/** Runs a piece of work when the browser has nothing to do; the piece asks how many milliseconds are left. */
const idle = (work: (left: () => number) => void): void => {
  if (typeof requestIdleCallback === "function")
    requestIdleCallback((deadline) => work(() => deadline.timeRemaining()), { timeout: 500 });
  else setTimeout(() => work(() => 0), 20);
};

/** Sorts and searches rows by what is worked out once for each column and row, ahead of time where there are many. */
export function tableModel<Row>(columns: readonly Column<Row>[], isSearched: boolean): TableModel<Row> {
  let rows: readonly Row[] = [];
  let shown: Uint32Array = new Uint32Array();
  let sort: Sort | null = null;
  let query = "";
  let keys = new Map<string, Float64Array>();
  let texts: string[] = [];

  function keysOf(column: Column<Row>): Float64Array {
    let found = keys.get(column.id);
    if (!found) keys.set(column.id, (found = sortKeys(rows.map((row) => column.value(row)))));
    return found;
  }

  function readTexts(end: number): void {
    const isLong = rows.length > mostDrawnTexts;
    for (let i = texts.length; i < end; i++) {
      texts.push(searchable(columns.map((column) => cellText(column, rows[i]!, isLong)).join(" ")));
    }
  }

  function workAhead(of: readonly Row[], left: () => number): void {
    if (rows !== of || rows.length <= mostDrawnTexts) return;
    do {
      const column = columns.find(({ id }) => !keys.has(id));
      if (isSearched && texts.length < rows.length)
        readTexts(Math.min(rows.length, texts.length + rowsAtOnce));
      else if (column) keysOf(column);
      else return;
    } while (left() > 10);
    idle((rest) => workAhead(of, rest));
  }

  function pick(): void {
    const column = columns.find(({ id }) => id === sort?.id);
    if (query) readTexts(rows.length);
    const order = column && sort ? sortOrder(keysOf(column), sort.isDescending) : null;
    shown = pickRows(rows.length, order, query ? searchRows(texts, query) : null);
  }

  return {
    rows: () => rows,
    shown: () => shown,
    sort: () => sort,
    query: () => query,
    setRows: (others) => {
      rows = others;
      keys = new Map();
      texts = [];
      pick();
      idle((left) => workAhead(others, left));
    },
    setSort: (chosen) => {
      sort = chosen;
      pick();
    },
    setQuery: (words) => {
      query = words.trim();
      pick();
    },
  };
}
