import { rowWindow, scrollToRow } from "../core/table/rowWindow.js";
import { element } from "./dom.js";
import { drawCell, largestOf, widestCells, type Column } from "./tableCells.js";
import type { TableModel } from "./tableModel.js";

export interface TableBody {
  /** The body, after another one that only holds the columns' widths. */
  readonly nodes: readonly HTMLElement[];
  /** Draws the rows anew, after they were sorted, searched or marked. */
  readonly redraw: () => void;
  /** Takes over other rows. */
  readonly reset: () => void;
  /** Draws what has come into sight. */
  readonly follow: () => void;
  /** Draws every row, for paper, or again only those in sight. */
  readonly setWhole: (isWhole: boolean) => void;
  /** Scrolls so that a row, by its place among those shown, is in sight. */
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
  /** Finishes a row, by its place among those shown. */
  readonly mark: (line: HTMLElement, place: number) => void;
  /** What stands in an empty table. */
  readonly empty: () => string;
}

const filler = (columns: number, height: number): HTMLElement =>
  element(
    "tr",
    { class: "filler", "aria-hidden": "true" },
    element("td", { colspan: columns, style: `height: ${height}px` }),
  );

/** The rows of a table: all of them, or where they are many, those in sight. */
export function tableBody<Row>(options: BodyOptions<Row>): TableBody {
  const { model, columns, view, isVirtual, height, mark, empty } = options;
  let { rowHeight } = options;
  const widths = element("tbody", { class: "widths", "aria-hidden": "true" });
  const body = element("tbody");
  let largest: number[] = [];
  let lines = new Map<number, HTMLElement>();
  let isWhole = false;
  let drawn = "";

  const headHeight = (): number => view.querySelector("thead")?.clientHeight ?? 0;
  const viewHeight = (): number => (view.clientHeight || height) - headHeight();

  function line(place: number): HTMLElement {
    const row = model.rows()[model.shown()[place]!]!;
    const node = element(
      "tr",
      { "aria-rowindex": place + 2 },
      columns.map((column, index) => drawCell(column, row, largest[index]!)),
    );
    mark(node, place);
    return node;
  }

  function draw(start: number, end: number, above: number, below: number): void {
    const next = new Map<number, HTMLElement>();
    for (let place = start; place < end; place++) next.set(place, lines.get(place) ?? line(place));
    lines = next;
    body.replaceChildren(
      ...(above ? [filler(columns.length, above)] : []),
      ...next.values(),
      ...(below ? [filler(columns.length, below)] : []),
      ...(model.shown().length
        ? []
        : [element("tr", {}, element("td", { colspan: columns.length, class: "is-empty" }, empty()))]),
    );
  }

  function follow(): void {
    const count = model.shown().length;
    const isPart = isVirtual() && !isWhole;
    const part = isPart
      ? rowWindow({ count, rowHeight, viewHeight: viewHeight(), scrollTop: view.scrollTop })
      : { start: 0, end: count, above: 0, below: 0 };
    const mark = `${part.start} ${part.end} ${count}`;
    if (mark === drawn) return;
    drawn = mark;
    draw(part.start, part.end, part.above, part.below);
  }

  function redraw(): void {
    lines = new Map();
    drawn = "";
    follow();
  }

  view.addEventListener("scroll", follow, { passive: true });
  // A row may turn out taller than it was said to be.
  new ResizeObserver(() => {
    const found = lines.values().next().value?.getBoundingClientRect().height;
    if (found && isVirtual() && !isWhole && Math.abs(found - rowHeight) > 0.01) {
      rowHeight = found;
      drawn = "";
    }
    follow();
  }).observe(view);

  return {
    nodes: [widths, body],
    redraw,
    follow,
    reset: () => {
      largest = largestOf(model.rows(), columns);
      widths.replaceChildren(...(isVirtual() ? widestCells(model.rows(), columns, largest) : []));
      view.scrollTop = 0;
      redraw();
    },
    setWhole: (whole) => {
      isWhole = whole;
      follow();
    },
    reveal: (place) => {
      const around = { rowHeight, viewHeight: viewHeight(), scrollTop: view.scrollTop };
      if (isVirtual()) view.scrollTop = scrollToRow(place, around);
      follow();
      if (!isVirtual()) lines.get(place)?.scrollIntoView({ block: "nearest" });
    },
    pageSize: () => Math.max(1, Math.floor(viewHeight() / rowHeight) - 1),
  };
}
