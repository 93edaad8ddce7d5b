import { capital } from "../core/findings/words.js";
import { element } from "./dom.js";

export interface ChangeLine {
  readonly label: string;
  /** A sentence; its first letter may be small. */
  readonly text: string;
  /** The page that shows it. */
  readonly page: string;
  readonly href: string;
}

/** What changed, one sentence a line, with a link to the page that shows it. */
export function changeList(lines: readonly ChangeLine[]): HTMLElement {
  return element(
    "ul",
    { class: "changes" },
    lines.map(({ label, text, page, href }) =>
      element(
        "li",
        {},
        element("b", {}, label),
        element("span", {}, capital(text)),
        element("a", { href, "aria-label": `${label} on the page ${page}` }, `${page} →`),
      ),
    ),
  );
}
