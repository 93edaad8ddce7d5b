import { placeAfterKey } from "../core/table/placeAfterKey.js";
import type { TableBody } from "./tableBody.js";
import type { TableModel } from "./tableModel.js";

export interface TableSelection<Row> {
  readonly row: () => Row | null;
  /** Selects a row, or none, scrolls there, and tells nobody. */
  readonly select: (row: Row | null) => void;
  /** Forgets which row the keys are at, after rows have changed their places. */
  readonly restart: () => void;
  /** Marks a drawn row as selected or active. */
  readonly mark: (line: HTMLElement, place: number) => void;
  /** Puts right what refers to drawn rows. */
  readonly refer: () => void;
}

/** What a click on belongs to itself rather than to its row. */
const ownClicks = "a, button, input, select, textarea, label";

/** Lets a reader select a row of a table with the mouse or with the keys. */
export function tableSelection<Row>(options: {
  readonly model: TableModel<Row>;
  readonly table: HTMLTableElement;
  readonly body: () => TableBody;
  readonly isSelectable: boolean;
  readonly onSelect: (row: Row | null) => void;
}): TableSelection<Row> {
  const { model, table, body, isSelectable, onSelect } = options;
  let selected: Row | null = null;
  let active = -1;

  const rowAt = (place: number): Row => model.rows()[model.shown()[place]!]!;
  const placeOf = (row: Row | null): number =>
    row === null ? -1 : model.shown().findIndex((index) => model.rows()[index] === row);

  function mark(line: HTMLElement, place: number): void {
    if (!isSelectable) return;
    const isSelected = selected !== null && rowAt(place) === selected;
    line.id = `${table.id}-${place}`;
    line.dataset.place = String(place);
    line.setAttribute("aria-selected", String(isSelected));
    line.classList.toggle("is-selected", isSelected);
    line.classList.toggle("is-active", place === active);
  }
  function refer(): void {
    if (!isSelectable) return;
    if (body().lines().has(active)) table.setAttribute("aria-activedescendant", `${table.id}-${active}`);
    else table.removeAttribute("aria-activedescendant");
  }
  function markAll(): void {
    for (const [place, line] of body().lines()) mark(line, place);
    refer();
  }
  function activate(place: number): void {
    active = place;
    body().reveal(place);
    markAll();
  }
  function select(row: Row | null): void {
    selected = row;
    const place = placeOf(row);
    if (place >= 0) activate(place);
    else markAll();
  }
  function choose(row: Row | null): void {
    if (row === selected) return;
    select(row);
    onSelect(row);
  }

  if (isSelectable) {
    table.addEventListener("click", (event) => {
      const target = event.target as Element;
      const line = target.closest<HTMLElement>("tr[data-place]");
      if (line && !target.closest(ownClicks)) choose(rowAt(Number(line.dataset.place)));
    });
    table.addEventListener("focus", () => {
      // A press of the mouse says itself which row is meant.
      if (active < 0 && model.shown().length && table.matches(":focus-visible"))
        activate(Math.max(0, placeOf(selected)));
    });
    table.addEventListener("keydown", (event) => {
      if (event.target !== table || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = placeAfterKey(event.key, active, model.shown().length, body().pageSize());
      if (place !== null) {
        activate(place);
        body().lines().get(place)?.scrollIntoView({ block: "nearest" });
      } else if ((event.key === "Enter" || event.key === " ") && active >= 0) choose(rowAt(active));
      else if (event.key === "Escape" && selected !== null) choose(null);
      else return;
      event.preventDefault();
    });
  }

  return {
    row: () => selected,
    select,
    restart: () => (active = -1),
    mark,
    refer,
  };
}
