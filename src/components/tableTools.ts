import { plural } from "../core/findings/words.js";
import { element, nextId } from "./dom.js";
import { stamp } from "./stamp.js";

export interface TableTools {
  readonly node: HTMLElement;
  /** Says how many rows are shown. */
  readonly tell: (shown: number, all: number) => void;
  readonly setQuery: (query: string) => void;
}

/** What stands over a table: a search field, how many rows were found, a download. */
export function tableTools(options: {
  readonly search?: string | undefined;
  readonly onSearch: (query: string) => void;
  readonly download?: string | undefined;
  readonly onDownload: () => void;
  /** What a row is, in the plural. */
  readonly noun: string;
}): TableTools {
  const { search, onSearch, download, onDownload, noun } = options;
  const id = nextId("search");
  const field = element("input", {
    type: "search",
    id,
    placeholder: search,
    autocomplete: "off",
    spellcheck: "false",
    input: () => onSearch(field.value),
  });
  const count = element("span", { class: "table-count", role: "status" });
  const node = element(
    "div",
    { class: "table-tools" },
    search !== undefined && element("label", { for: id, class: "visually-hidden" }, search),
    search !== undefined && field,
    count,
    download !== undefined &&
      element(
        "button",
        { type: "button", "aria-label": `Download ${download} as CSV`, click: onDownload },
        "↓ CSV",
      ),
  );
  // Typing is not a choice of a row, which is what the table's own events are about.
  node.addEventListener("input", (event) => event.stopPropagation());
  return {
    node,
    tell: (shown, all) => {
      const write = new Intl.NumberFormat(stamp()?.locale ?? "en");
      const words = shown === all ? write.format(all) : `${write.format(shown)} of ${write.format(all)}`;
      count.textContent = `${words} ${plural(all, noun.replace(/s$/, ""), noun)}`;
    },
    setQuery: (query) => {
      if (field.value !== query) field.value = query;
    },
  };
}
