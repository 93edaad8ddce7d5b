import { downloadCsv } from "./csv.js";
import { element, nextId } from "./dom.js";
import { onPrint } from "./printing.js";
import { tableBody } from "./tableBody.js";
import type { Column } from "./tableCells.js";
import { tableHead } from "./tableHead.js";
import { placeAfterKey } from "./tableKeys.js";
import { tableModel, type Sort } from "./tableModel.js";
import { tableTools } from "./tableTools.js";
import { onUrl, readUrl, writeUrl } from "./urlState.js";

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

const sortWords = (sort: Sort | null): string => (sort ? (sort.isDescending ? "-" : "") + sort.id : "");
const readSort = (words: string): Sort => ({
  id: words.replace(/^-/, ""),
  isDescending: words.startsWith("-"),
});

/**
 * A table that sorts by any column, searches, and hands over what it shows: numbers to the right, bars in cells, the
 * head stays in sight. Of many rows only those in sight are in the document; on paper all are.
 */
export function dataTable<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  options: TableOptions<NoInfer<Row>>,
): DataTable<Row> {
  const { caption, search, download, isSelectable = false, urlName, noun = "rows", height = 480 } = options;
  const model = tableModel(columns, search !== undefined);
  const gridId = nextId("table");
  const keyOf = options.key ?? ((row: Row) => String(model.rows().indexOf(row)));
  let selected: Row | null = null;
  let active = -1;

  const isVirtual = (): boolean => options.isVirtual ?? model.rows().length > 200;
  const view = element("div", { class: "table-wrap" });
  const head = tableHead(columns, (id) => {
    const isNumber = columns.find((column) => column.id === id)?.isNumber ?? false;
    const sort = model.sort();
    // The first press shows what is largest, or the start of the alphabet.
    setSort({ id, isDescending: sort?.id === id ? !sort.isDescending : isNumber });
    if (urlName)
      writeUrl(
        `${urlName}-sort`,
        sortWords(sort0) === sortWords(model.sort()) ? null : sortWords(model.sort()),
      );
  });
  const tools = tableTools({
    search,
    noun,
    download: download?.name,
    onSearch: (query) => {
      setQuery(query);
      if (urlName) writeUrl(`${urlName}-search`, model.query() || null, true);
    },
    onDownload: () => {
      if (!download) return;
      const shown = Array.from(model.shown(), (index) => model.rows()[index]!);
      if (download.rows) downloadCsv(download.name, download.rows(shown));
      else {
        const fields = (row: Row): object =>
          Object.fromEntries(columns.map(({ id, value }) => [id, value(row)]));
        downloadCsv(
          download.name,
          shown.map(fields),
          columns.map(({ id }) => id),
        );
      }
    },
  });
  const body = tableBody({
    model,
    columns,
    view,
    isVirtual,
    height,
    rowHeight: options.rowHeight ?? 28,
    mark: (line, place) => {
      if (!isSelectable) return;
      const isSelected = selected !== null && model.rows()[model.shown()[place]!] === selected;
      line.id = `${gridId}-${place}`;
      line.dataset.place = String(place);
      line.setAttribute("aria-selected", String(isSelected));
      line.classList.toggle("is-selected", isSelected);
      line.classList.toggle("is-active", place === active);
    },
    empty: () =>
      model.query() ? `Nothing here contains “${model.query()}”.` : (options.empty ?? `No ${noun}.`),
  });
  const table = element(
    "table",
    {
      id: gridId,
      ...(isSelectable ? { role: "grid", tabindex: 0 } : {}),
    },
    element("caption", { class: "visually-hidden" }, caption),
    head.node,
    ...body.nodes,
  );
  view.append(table);

  function tell(): void {
    table.setAttribute("aria-rowcount", String(model.shown().length + 1));
    tools.tell(model.shown().length, model.rows().length);
    head.tell(model.sort());
  }
  function setSort(sort: Sort | null): void {
    model.setSort(sort);
    restart();
  }
  function setQuery(query: string): void {
    model.setQuery(query);
    restart();
  }
  function restart(): void {
    active = -1;
    table.removeAttribute("aria-activedescendant");
    view.scrollTop = 0;
    body.redraw();
    tell();
  }
  function setActive(place: number): void {
    active = place;
    body.reveal(place);
    body.redraw();
    table.setAttribute("aria-activedescendant", `${gridId}-${place}`);
  }
  function placeOf(row: Row | null): number {
    return row === null ? -1 : model.shown().findIndex((index) => model.rows()[index] === row);
  }
  function select(row: Row | null, isTold: boolean): void {
    selected = row;
    const place = placeOf(row);
    if (place >= 0) setActive(place);
    else body.redraw();
    if (!isTold) return;
    if (urlName) writeUrl(urlName, row === null ? null : keyOf(row));
    root.dispatchEvent(new Event("input", { bubbles: true }));
  }
  const rowOf = (key: string | null): Row | null =>
    key === null ? null : (model.rows().find((row) => keyOf(row) === key) ?? null);
  function setRows(others: readonly Row[]): void {
    const key = selected === null ? null : keyOf(selected);
    model.setRows(others);
    const isLong = isVirtual();
    view.className = [
      "table-wrap",
      (isLong || options.isTall === true || options.height !== undefined) && "is-tall",
      isLong && "is-virtual",
      options.isCompact && "is-compact",
      isSelectable && "is-selectable",
    ]
      .filter(Boolean)
      .join(" ");
    selected = rowOf(key);
    active = -1;
    body.reset();
    tell();
  }

  if (isSelectable) {
    table.addEventListener("click", (event) => {
      const target = event.target as Element;
      const line = target.closest<HTMLElement>("tr[data-place]");
      if (!line || target.closest("a, button, input, select, textarea, label")) return;
      select(model.rows()[model.shown()[Number(line.dataset.place)]!]!, true);
    });
    table.addEventListener("keydown", (event) => {
      if (event.target !== table) return;
      const place = placeAfterKey(event.key, active, model.shown().length, body.pageSize());
      if (place !== null) setActive(place);
      else if ((event.key === "Enter" || event.key === " ") && active >= 0)
        select(model.rows()[model.shown()[active]!]!, true);
      else if (event.key === "Escape" && selected !== null) select(null, true);
      else return;
      event.preventDefault();
    });
  }
  if (options.height) view.style.maxHeight = `${options.height}px`;
  if (options.rowHeight) view.style.setProperty("--row", `${options.rowHeight}px`);
  // What can be focused scrolls with the keys: a grid by itself, another table through the region around it.
  view.setAttribute("role", "region");
  view.setAttribute("aria-label", caption);
  if (!isSelectable) view.setAttribute("tabindex", "0");

  const hasTools = search !== undefined || download !== undefined;
  const root = (hasTools
    ? element("div", { class: "table-block" }, tools.node, view)
    : view) as unknown as DataTable<Row>;
  Object.defineProperty(root, "value", { get: () => selected, set: (row: Row | null) => select(row, false) });
  root.setRows = setRows;

  const sort0 = options.sort ?? null;
  const fromUrl = (name: string): string | null => (urlName ? readUrl(`${urlName}${name}`) : null);
  const takeSort = (words: string | null): Sort | null => {
    const sort = words === null ? null : readSort(words);
    return sort && columns.some(({ id }) => id === sort.id) ? sort : sort0;
  };
  model.setSort(takeSort(fromUrl("-sort")));
  model.setQuery(fromUrl("-search") ?? "");
  tools.setQuery(model.query());
  setRows(rows);
  if (isSelectable && fromUrl("") !== null) select(rowOf(fromUrl("")), false);
  if (urlName) {
    onUrl(`${urlName}-sort`, (words) => setSort(takeSort(words)));
    onUrl(`${urlName}-search`, (words) => {
      setQuery(words ?? "");
      tools.setQuery(model.query());
    });
    onUrl(urlName, (key) => {
      if (isSelectable && rowOf(key) !== selected) select(rowOf(key), true);
    });
  }
  onPrint(view, { before: () => body.setWhole(true), after: () => body.setWhole(false) });
  return root;
}
