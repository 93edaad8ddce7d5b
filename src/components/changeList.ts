import type { Move } from "../core/findings/overview.js";
import { element } from "./dom.js";

/** What changed, one sentence a line, with a link to the page that shows it. */
export function changeList(
  moves: readonly Move[],
  options: { readonly href: string; readonly page: string },
): HTMLElement {
  return element(
    "ul",
    { class: "changes" },
    moves.map(({ series, text }) =>
      element(
        "li",
        {},
        element("b", {}, series.kpi.label),
        element("span", {}, text.charAt(0).toUpperCase() + text.slice(1)),
        element("a", { href: options.href, "aria-label": `${series.kpi.label} on the page ${options.page}` }, `${options.page} →`),
      ),
    ),
  );
}
