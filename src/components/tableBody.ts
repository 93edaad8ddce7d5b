import { rowWindow, scrollToRow } from "../core/table/rowWindow.js";
import { element } from "./dom.js";
import { drawCell, largestOf, widestCells, type Column } from "./tableCells.js";
import type { TableModel } from "./tableModel.js";

export interface TableBody {
  /** The body, after another one that only holds the columns' widths. */
  readonly nodes: readonly HTMLElement[];
  /** Draws the rows anew, after they were sorted or searched. */
  readonly redraw: () => void;
  /** Takes over other rows. */
  readonly reset: () => void;
  /** The rows that are drawn, by their place among those shown. */
  readonly lines: () => ReadonlyMap<number, HTMLElement>;
  /** Draws every row, for paper, or again only those in sight. */
  readonly setWhole: (isWhole: boolean) => void;
  /** Scrolls the table so that a row is in sight. */
  readonly reveal: (place: number) => void;
  /** How many rows fit into the view. */
  readonly pageSize: () => number;
}

interface BodyOptions<Row> {
  readonly model: TableModel<Row>;
  readonly columns: readonly Column<Row>[];
  /** What scrolls. */
  readonly view: HTMLElement;
  readonly isVirtual: () => boolean;
  readonly height: number;
  readonly rowHeight: number;
  /** Finishes a row when it is drawn. */
  readonly mark: (line: HTMLElement, place: number) => void;
  /** Told when other rows are drawn than before. */
  readonly onDrawn: () => void;
  /** What stands in an empty table. */
  readonly empty: () => string;
}

const filler = (columns: number, height: number): HTMLElement[] =>
  height > 0
    ? [
        element(
          "tr",
          { class: "filler", "aria-hidden": "true" },
          element("td", { colspan: columns, style: `height: ${height}px` }),
        ),
      ]
    : [];

/** The rows of a table: all of them, or where they are many, those in sight. */
export function tableBody<Row>(options: BodyOptions<Row>): TableBody {
  const { model, columns, view, isVirtual, height, mark, onDrawn, empty } = options;
  let { rowHeight } = options;
  const widths = element("tbody", { class: "widths", "aria-hidden": "true" });
  const body = element("tbody");
  let largest: number[] = [];
  let lines = new Map<number, HTMLElement>();
  let isWhole = false;
  let drawn = "";
  let scrolledBefore = 0;
  let wanted = -1;

  const headHeight = (): number => view.querySelector("thead")?.clientHeight ?? 0;
  const viewHeight = (): number => (view.clientHeight || height) - headHeight();

  function line(place: number): HTMLElement {
    const row = model.rows()[model.shown()[place]!]!;
    const cells = columns.map((column, index) => drawCell(column, row, largest[index]!));
    const node = element("tr", { "aria-rowindex": place + 2 }, cells);
    mark(node, place);
    return node;
  }

  function draw(start: number, end: number, above: number, below: number): void {
    const next = new Map<number, HTMLElement>();
    for (let place = start; place < end; place++) next.set(place, lines.get(place) ?? line(place));
    lines = next;
    const parts = [...filler(columns.length, above), ...next.values(), ...filler(columns.length, below)];
    const none = element("td", { colspan: columns.length, class: "is-empty" }, empty());
    body.replaceChildren(...(model.shown().length ? parts : [element("tr", {}, none)]));
    onDrawn();
  }

  function follow(): void {
    const count = model.shown().length;
    const { start, end, above, below } =
      isVirtual() && !isWhole
        ? rowWindow({ count, rowHeight, viewHeight: viewHeight(), scrollTop: view.scrollTop })
        : { start: 0, end: count, above: 0, below: 0 };
    const now = `${start} ${end} ${count} ${rowHeight}`;
    if (now === drawn) return;
    drawn = now;
    draw(start, end, above, below);
  }

  function redraw(): void {
    lines = new Map();
    drawn = "";
    follow();
  }

  function reveal(place: number): void {
    // Before the table is on the page it cannot scroll.
    if (!view.isConnected) {
      wanted = place;
      return;
    }
    wanted = -1;
    if (isVirtual()) {
      const around = { rowHeight, viewHeight: viewHeight(), scrollTop: view.scrollTop };
      view.scrollTop = scrollToRow(place, around);
      follow();
      return;
    }
    const line = lines.get(place);
    if (!line) return;
    const top = line.offsetTop - headHeight();
    if (top < view.scrollTop) view.scrollTop = top;
    else view.scrollTop = Math.max(view.scrollTop, top + line.offsetHeight - viewHeight());
  }

  view.addEventListener("scroll", follow, { passive: true });
  new ResizeObserver(() => {
    // A row may turn out taller than it was said to be.
    const found = lines.values().next().value?.getBoundingClientRect().height;
    if (found && isVirtual() && !isWhole) rowHeight = found;
    follow();
    if (wanted >= 0) reveal(wanted);
  }).observe(view);

  return {
    nodes: [widths, body],
    redraw,
    reveal,
    lines: () => lines,
    reset: () => {
      largest = largestOf(model.rows(), columns);
      widths.replaceChildren(...(isVirtual() ? widestCells(model.rows(), columns, largest) : []));
      view.scrollTop = 0;
      redraw();
    },
    setWhole: (whole) => {
      if (whole) scrolledBefore = view.scrollTop;
      isWhole = whole;
      follow();
      // Paper does not scroll, and forgets how far the screen was.
      if (!whole) requestAnimationFrame(() => (view.scrollTop = scrolledBefore));
    },
    pageSize: () => Math.max(1, Math.floor(viewHeight() / rowHeight) - 1),
  };
}
