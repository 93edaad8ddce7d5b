import type { VerdictLabel } from "../core/outliers/verdicts.js";

export interface TriageActions {
  readonly step: (places: number) => void;
  readonly decide: (label: VerdictLabel) => void;
  readonly undo: () => void;
}

const verdictKeys: Readonly<Record<string, VerdictLabel>> = { c: "confirmed", d: "dismissed", u: "unsure" };

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") !== null;

/**
 * Single letters as short cuts: J and K or the arrows move, C, D and U decide, Z takes back. They count while the focus
 * is within the queue and its panel, or nowhere, and never while a text is typed (WCAG 2.1.4).
 *
 * @param root the queue and its panel
 */
export function triageKeys(root: HTMLElement, actions: TriageActions): void {
  document.addEventListener("keydown", (event) => {
    if (!root.isConnected || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const isHere = root.contains(document.activeElement) || document.activeElement === document.body;
    if (!isHere) return;
    const key = event.key.toLowerCase();
    const inQueue = document.activeElement?.closest(".queue-table tbody") != null;
    const verdict = verdictKeys[key];
    if (key === "j" || (inQueue && key === "arrowdown")) actions.step(1);
    else if (key === "k" || (inQueue && key === "arrowup")) actions.step(-1);
    else if (key === "z") actions.undo();
    else if (verdict) actions.decide(verdict);
    else return;
    event.preventDefault();
  });
}
