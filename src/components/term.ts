import { element, nextId } from "./dom.js";

/** The explanation that a hover or the focus brings up; `id` is what describes the term. */
export const explanation = (id: string, about: string): HTMLElement =>
  element("span", { class: "term-about", role: "tooltip", id }, about);

/** A term whose explanation is one hover, tap or tab away. */
export function term(text: string, about: string, options: { readonly isEnd?: boolean } = {}): HTMLElement {
  const id = nextId("term");
  return element(
    "span",
    { class: options.isEnd ? "term is-end" : "term", tabindex: 0, "aria-describedby": id },
    text,
    explanation(id, about),
  );
}
