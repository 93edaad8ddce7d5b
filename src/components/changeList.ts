import type { ChangeSentence } from "../core/findings/sinceLastRun.js";
import { capital } from "../core/findings/words.js";
import { element } from "./dom.js";

/** What changed, one sentence a line, with a link to the page that shows it. */
export function changeList(lines: readonly ChangeSentence[]): HTMLElement {
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
