import { downloadCsv } from "./csv.js";
import { element, nextId } from "./dom.js";
import { onPrint } from "./printing.js";
import { tableBody, type TableBody } from "./tableBody.js";
import type { Column } from "./tableCells.js";
import { tableHead } from "./tableHead.js";
import { tableModel, type Sort } from "./tableModel.js";
import { tableSelection } from "./tableSelection.js";
import { tableTools } from "./tableTools.js";
import { readSort, tableUrl } from "./tableUrl.js";
import { withProperties } from "./valueNode.js";

export type { Column } from "./tableCells.js";

export interface TableOptions<Row = never> {
  readonly caption: string;
  /** Column and direction in the beginning; by default the order of the rows. */
  readonly sort?: Sort;
  /** Set close, for a table beside others. */
  readonly isCompact?: boolean;
  /** Scrolls inside a fixed height when there are many rows. */
  readonly isTall?: boolean;
  /** Gives the table a search field of this name, over all text shown. */
  readonly search?: string;
  /** Lets the reader take the rows shown, in their order; `rows` says with which fields, by default each column's value. */
  readonly download?: {
    readonly name: string;
    readonly rows?: (rows: readonly Row[]) => readonly object[];
  };
  /** What a row is, in the plural; said with their number. */
  readonly noun?: string;
  /** What is said when there is no row at all. */
  readonly empty?: string;
  /** Draws only the rows in sight; by default when there are more than 200. */
  readonly isVirtual?: boolean;
  /** Height of a table that scrolls, in pixels. */
  readonly height?: number;
  /** Height of a row in a table that draws only those in sight, in pixels: 28 for a line, 44 for two. */
  readonly rowHeight?: number;
  /** A click or Enter selects a row, which is then the node's `.value`; its `input` event tells. */
  readonly isSelectable?: boolean;
  /** What tells a row from others, in the URL and after `setRows`. */
  readonly key?: (row: Row) => string;
  /** Keeps search, sort and selected row in the URL, under parameters that begin with this name. */
  readonly urlName?: string;
}

export type DataTable<Row> = HTMLElement & {
  /** The selected row. Setting it scrolls there and tells nobody. */
  value: Row | null;
  /** Shows other rows, searched and sorted as before. */
  setRows: (rows: readonly Row[]) => void;
};

/**
 * A table that sorts by any column, searches, and hands over what it shows: numbers to the right, bars in cells, the
 * head stays in sight. Of many rows only those in sight are in the document; on paper all are.
 */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: TableOptions<NoInfer<Row>>,
): DataTable<Row> {
  const { caption, search, download, isSelectable = false, urlName, noun = "rows" } = options;
  const { height, rowHeight = 28 } = options;
  const model = tableModel(columns, search !== undefined);
  const isVirtual = (): boolean => options.isVirtual ?? model.rows().length > 200;
  const keyOf = options.key ?? ((row: Row): string => String(model.rows().indexOf(row)));
  const rowOf = (key: string | null): Row | null =>
    key === null ? null : (model.rows().find((row) => keyOf(row) === key) ?? null);

  // What can be focused scrolls with the keys: a grid by itself, another table through the region around it.
  const view = element("div", { role: "region", "aria-label": caption, tabindex: isSelectable ? null : 0 });
  const table = element("table", {
    id: nextId("table"),
    ...(isSelectable ? { role: "grid", tabindex: 0 } : {}),
  });
  const head = tableHead(columns, (id) => {
    const isNumber = columns.find((column) => column.id === id)?.isNumber ?? false;
    const sort = model.sort();
    // The first press shows what is largest, or the start of the alphabet.
    setSort({ id, isDescending: sort?.id === id ? !sort.isDescending : isNumber });
    url.writeSort(model.sort());
  });
  const tools = tableTools({
    search,
    noun,
    download: download?.name,
    onSearch: (query) => {
      setQuery(query);
      url.writeQuery(model.query());
    },
    onDownload: () => {
      const shown = Array.from(model.shown(), (index) => model.rows()[index]!);
      const fields = (row: Row): object =>
        Object.fromEntries(columns.map(({ id, value }) => [id, value(row)]));
      if (download?.rows) downloadCsv(download.name, download.rows(shown));
      else if (download)
        downloadCsv(
          download.name,
          shown.map(fields),
          columns.map(({ id }) => id),
        );
    },
  });
  const selection = tableSelection<Row>({
    model,
    table,
    body: () => body,
    isSelectable,
    onSelect: (row) => {
      url.writeKey(row === null ? null : keyOf(row));
      root.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  const body: TableBody = tableBody({
    model,
    columns,
    view,
    isVirtual,
    height: height ?? 480,
    rowHeight,
    mark: selection.mark,
    onDrawn: selection.refer,
    empty: () =>
      model.query() ? `Nothing here contains “${model.query()}”.` : (options.empty ?? `No ${noun}.`),
  });
  table.append(element("caption", { class: "visually-hidden" }, caption), head.node, ...body.nodes);
  view.append(table);
  if (height) view.style.maxHeight = `${height}px`;
  if (options.rowHeight) view.style.setProperty("--row", `${rowHeight}px`);
  view.style.setProperty("--clip-lines", String(Math.max(1, Math.floor(rowHeight / 20))));

  function tell(): void {
    table.setAttribute("aria-rowcount", String(model.shown().length + 1));
    tools.tell(model.shown().length, model.rows().length);
    head.tell(model.sort());
  }
  function restart(): void {
    selection.restart();
    view.scrollTop = 0;
    body.redraw();
    tell();
  }
  function setSort(sort: Sort | null): void {
    model.setSort(sort);
    restart();
  }
  function setQuery(query: string): void {
    model.setQuery(query);
    restart();
  }
  function setRows(others: readonly Row[]): void {
    const before = selection.row();
    const key = before === null ? null : keyOf(before);
    model.setRows(others);
    const isLong = isVirtual();
    const names = {
      "is-tall": isLong || options.isTall === true || height !== undefined,
      "is-virtual": isLong,
      "is-compact": options.isCompact,
      "is-selectable": isSelectable,
    };
    view.className = ["table-wrap", ...Object.entries(names).flatMap(([name, is]) => (is ? name : []))].join(
      " ",
    );
    selection.restart();
    body.reset();
    selection.select(rowOf(key));
    tell();
  }

  const hasTools = search !== undefined || download !== undefined;
  const root = withProperties(hasTools ? element("div", { class: "table-block" }, tools.node, view) : view, {
    get value() {
      return selection.row();
    },
    set value(row: Row | null) {
      selection.select(row);
    },
    setRows,
  });

  const takeSort = (words: string | null): Sort | null => {
    const sort = words === null ? null : readSort(words);
    return sort && columns.some(({ id }) => id === sort.id) ? sort : (options.sort ?? null);
  };
  const url = tableUrl(urlName, options.sort ?? null, {
    sort: (words) => setSort(takeSort(words)),
    query: (words) => {
      setQuery(words);
      tools.setQuery(words);
    },
    key: (key) => {
      if (!isSelectable || rowOf(key) === selection.row()) return;
      selection.select(rowOf(key));
      root.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  model.setSort(takeSort(url.sort()));
  model.setQuery(url.query());
  tools.setQuery(url.query());
  setRows(rows);
  if (isSelectable) selection.select(rowOf(url.key()));
  onPrint(view, { before: () => body.setWhole(true), after: () => body.setWhole(false) });
  return root;
}
