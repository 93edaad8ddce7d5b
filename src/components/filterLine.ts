import { element } from "./dom.js";

export type FilterLine = HTMLElement & {
  /** Says what is shown; each of `words` that is a filter stands out. `isFiltered` offers to clear it. */
  show: (words: readonly FilterWord[], isFiltered: boolean) => void;
};

export interface FilterWord {
  readonly text: string;
  /** Chosen by the reader. */
  readonly isChosen?: boolean;
}

/** A line of words that says what a page shows now, with a button that goes back to everything. */
export function filterLine(options: { readonly clear: () => void }): FilterLine {
  const words = element("p", { class: "filter-words", "aria-live": "polite" });
  const button = element(
    "button",
    { type: "button", class: "filter-clear", click: options.clear },
    "Clear filters",
  );
  const root = element("div", { class: "filter-line" }, words, button);
  return Object.assign(root, {
    show: (parts: readonly FilterWord[], isFiltered: boolean) => {
      words.replaceChildren(
        ...parts.map(({ text, isChosen }) =>
          isChosen ? element("b", {}, text) : document.createTextNode(text),
        ),
      );
      root.classList.toggle("is-filtered", isFiltered);
      // It keeps its place, so that what lies below does not jump.
      button.style.visibility = isFiltered ? "" : "hidden";
    },
  });
}
