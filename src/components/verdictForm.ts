import type { Alert } from "../core/outliers/alerts.js";
import type { TriageState } from "../core/outliers/triageBook.js";
import type { VerdictLabel } from "../core/outliers/verdicts.js";
import { element, nextId } from "./dom.js";
import { withProperties } from "./valueNode.js";

export interface VerdictFormOptions {
  readonly onDecide: (label: VerdictLabel) => void;
  readonly onUndo: () => void;
  /** The note of an alert that has a verdict in this browser was rewritten. */
  readonly onNote: (note: string) => void;
}

export type VerdictForm = HTMLElement & {
  readonly note: string;
  /** The verdict is on the client's other open alerts as well. */
  readonly isForOthers: boolean;
  show: (alert: Alert, state: TriageState, facts: { others: number; canUndo: boolean }) => void;
};

const buttons: readonly { readonly label: VerdictLabel; readonly words: string; readonly key: string }[] = [
  { label: "confirmed", words: "Confirm: needs action", key: "C" },
  { label: "dismissed", words: "Dismiss", key: "D" },
  { label: "unsure", words: "Unsure", key: "U" },
];

const stateWords = (state: TriageState): string => {
  if (state.label === "open") return "No verdict yet.";
  const when =
    state.decidedAt === null ? "" : `, ${state.decidedAt.slice(0, 10)} ${state.decidedAt.slice(11, 16)} UTC`;
  return state.source === "build"
    ? `${state.label}: the build knows it${when}.`
    : `${state.label}: in this browser only${when}.`;
};

/** Buttons for the three verdicts, a note, and whether the client's other alerts share it. */
export function verdictForm(options: VerdictFormOptions): VerdictForm {
  const { onDecide, onUndo, onNote } = options;
  const ids = { note: nextId("note"), others: nextId("others") };
  const state = element("p", { class: "verdict-state", role: "status" });
  const press = buttons.map(({ label, words, key }) =>
    element(
      "button",
      {
        type: "button",
        class: label === "confirmed" ? "button" : "button is-quiet",
        "aria-keyshortcuts": key,
        click: () => onDecide(label),
      },
      element("span", {}, words),
      element("kbd", {}, key),
    ),
  );
  const undo = element(
    "button",
    { type: "button", class: "link", "aria-keyshortcuts": "Z", click: onUndo },
    "Undo ",
    element("kbd", {}, "Z"),
  );
  const others = element("input", { type: "checkbox", id: ids.others });
  const othersWords = element("label", { for: ids.others });
  const othersLine = element("p", { class: "verdict-others" }, others, othersWords);
  const note = element("textarea", {
    id: ids.note,
    rows: 2,
    maxlength: 2000,
    change: () => onNote(note.value),
  });
  const root = element(
    "div",
    { class: "verdict controls-print" },
    element("div", { class: "verdict-buttons" }, press),
    othersLine,
    element("label", { for: ids.note, class: "verdict-label" }, "Note, for the file; never published"),
    note,
    element("div", { class: "verdict-line" }, state, undo),
  );
  let current = "";
  return withProperties(root, {
    get note() {
      return note.value;
    },
    get isForOthers() {
      return others.checked && !othersLine.hidden;
    },
    show(alert: Alert, now: TriageState, facts: { others: number; canUndo: boolean }) {
      state.textContent = stateWords(now);
      press.forEach((button, index) =>
        button.setAttribute("aria-pressed", String(buttons[index]!.label === now.label)),
      );
      undo.hidden = !facts.canUndo;
      othersLine.hidden = facts.others === 0;
      othersWords.textContent = `Apply to the ${facts.others === 1 ? "other open alert" : `${facts.others} other open alerts`} of this client too`;
      if (current === alert.movement) return;
      current = alert.movement;
      note.value = now.note;
      others.checked = false;
    },
  });
}
