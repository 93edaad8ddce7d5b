import { element, nextId } from "./dom.js";

/** A term whose explanation is one hover, tap or tab away. */
export function term(text: string, about: string, options: { readonly isEnd?: boolean } = {}): HTMLElement {
  const id = nextId("term");
  return element(
    "span",
    { class: options.isEnd ? "term is-end" : "term", tabindex: 0, "aria-describedby": id },
    text,
    element("span", { class: "term-about", role: "tooltip", id }, about),
  );
}
