import type { ModelState } from "../core/modelPage/watch.js";
import type { WatchState } from "../core/modelPage/watched.js";
import { element } from "./dom.js";

const states: Readonly<
  Record<ModelState | WatchState, { readonly sign: string; readonly word: string; readonly tone: string }>
> = {
  holds: { sign: "✓", word: "holds", tone: "good" },
  ok: { sign: "✓", word: "in order", tone: "good" },
  watch: { sign: "!", word: "watch", tone: "warn" },
  act: { sign: "✕", word: "act", tone: "bad" },
  missing: { sign: "–", word: "missing", tone: "none" },
  none: { sign: "–", word: "not judged", tone: "none" },
};

/** A state as a sign, a word and a colour, each of which says it alone; an empty word is said to screen readers only. */
export function stateMark(state: ModelState | WatchState, word = states[state].word): HTMLElement {
  const { sign, tone } = states[state];
  return element(
    "span",
    { class: `state is-${tone}` },
    element("span", { class: "state-sign", "aria-hidden": true }, sign),
    word || element("span", { class: "visually-hidden" }, states[state].word),
  );
}
