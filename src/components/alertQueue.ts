import type { Alert } from "../core/outliers/alerts.js";
import { sortQueue, type SortKey } from "../core/outliers/queue.js";
import type { TriageState } from "../core/outliers/triageBook.js";
import type { Formats } from "../core/format/formats.js";
import { alertRow } from "./alertRow.js";
import { element, nextId } from "./dom.js";
import { explanation } from "./term.js";
import { withProperties } from "./valueNode.js";

export interface AlertQueueOptions {
  readonly formats: Formats;
  readonly hasTimes: boolean;
  readonly stateOf: (alert: Alert) => TriageState;
}

export type AlertQueue = HTMLElement & {
  /** Pseudonym of the selected movement, or null. */
  value: string | null;
  /** Draws these alerts; the selection stays where it is among them, and else goes to the first. */
  show: (alerts: readonly Alert[]) => void;
  /** Selects the alert so many places further on. */
  step: (places: number) => void;
  /** Those shown, in the order shown. */
  readonly listed: readonly Alert[];
};

const firstRows = 15;
/** On a phone a row is a card, and the panel stands below them. */
const fewRows = 6;
const isNarrow = (): boolean => matchMedia("(max-width: 760px)").matches;
const moreRows = 50;

interface Head {
  readonly label: string;
  readonly about?: string;
  readonly key?: SortKey;
  readonly className: string;
}

const heads: readonly Head[] = [
  {
    label: "#",
    key: "rank",
    className: "queue-rank",
    about:
      "Place in the queue: by score, or by the chance of being confirmed once the build knows enough verdicts.",
  },
  { label: "Time", key: "time", className: "queue-time" },
  { label: "Movement", className: "queue-what" },
  {
    label: "Amount",
    key: "amount",
    className: "queue-amount",
    about: "Money in is positive; sorted by size.",
  },
  {
    label: "Percentile",
    key: "percentile",
    className: "queue-odd",
    about:
      "Share of all movements of the bank that are less odd, in percent; below it, how many of the client’s own movements are as odd.",
  },
  {
    label: "First reason",
    className: "queue-reason",
    about:
      "What counts most towards the score. Grey: the range of eight in ten of the client’s own values. Amber: how far beyond it this movement is. Each bar has its own scale.",
  },
  { label: "Second", className: "queue-reason" },
  { label: "Third", className: "queue-reason" },
  { label: "Triage", className: "queue-state" },
];

/** The alerts as a table: click or arrow keys select, heads sort. It dispatches `input` when another one is selected. */
export function alertQueue(options: AlertQueueOptions): AlertQueue {
  let sort: { key: SortKey; isDescending: boolean } = { key: "rank", isDescending: false };
  let alerts: readonly Alert[] = [];
  let listed: readonly Alert[] = [];
  let selected: string | null = null;
  let limit = isNarrow() ? fewRows : firstRows;
  const body = element("tbody");
  const more = element("button", {
    type: "button",
    class: "queue-more",
    click: showMore,
  });
  function showMore(): void {
    limit += moreRows;
    draw();
  }
  const count = element("span", { role: "status" });
  const sortable = heads.map((head) => {
    const id = nextId("queue-head");
    const { key, about, label } = head;
    const inner = key
      ? element(
          "button",
          { type: "button", "aria-describedby": about ? id : null, click: () => sortBy(key) },
          label,
        )
      : label;
    const content = about
      ? element(
          "span",
          { class: "term", tabindex: key ? null : 0, "aria-describedby": key ? null : id },
          inner,
          explanation(id, about),
        )
      : inner;
    return element("th", { scope: "col", class: head.className }, content);
  });

  function sortBy(key: SortKey): void {
    sort = { key, isDescending: sort.key === key ? !sort.isDescending : key !== "rank" };
    listed = sortQueue(alerts, sort.key, sort.isDescending);
    draw();
  }

  function draw(hasFocus = body.contains(document.activeElement)): void {
    const at = listed.findIndex(({ movement }) => movement === selected);
    if (at >= limit) limit = at + moreRows;
    const days = new Set(listed.map(({ posted_date: date }) => date.getTime()));
    const { formats, hasTimes, stateOf } = options;
    body.replaceChildren(
      ...listed
        .slice(0, limit)
        .map((alert, index) =>
          alertRow(alert, stateOf(alert), { formats, hasTimes, isOneDay: days.size === 1, place: index + 1 }),
        ),
    );
    heads.forEach(({ key }, index) => {
      if (key !== sort.key) sortable[index]!.removeAttribute("aria-sort");
      else sortable[index]!.setAttribute("aria-sort", sort.isDescending ? "descending" : "ascending");
    });
    const left = Math.max(0, listed.length - limit);
    count.textContent =
      left > 0
        ? `${limit} of ${options.formats.count(listed.length)} shown`
        : `${options.formats.count(listed.length)} shown`;
    more.hidden = left === 0;
    more.textContent = `${options.formats.count(Math.min(left, moreRows))} more`;
    mark(hasFocus);
  }

  function mark(hasFocus: boolean): void {
    for (const row of body.rows) {
      const isIt = row.dataset.movement === selected;
      row.classList.toggle("is-selected", isIt);
      row.tabIndex = isIt ? 0 : -1;
      if (isIt) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (isIt && hasFocus) row.focus({ preventScroll: true });
      if (isIt && hasFocus) row.scrollIntoView({ block: "nearest" });
    }
  }

  function select(movement: string | null, hasFocus: boolean): void {
    if (movement === selected) return;
    selected = movement;
    if (listed.findIndex((each) => each.movement === movement) >= limit) draw(hasFocus);
    else mark(hasFocus);
    root.dispatchEvent(new Event("input", { bubbles: true }));
  }

  body.addEventListener("click", (event) => {
    const row = (event.target as Element).closest("tr");
    if (row?.dataset.movement) select(row.dataset.movement, true);
  });
  addEventListener("beforeprint", () => {
    limit = Infinity;
    draw();
  });

  const root = element(
    "div",
    { class: "queue" },
    element(
      "div",
      { class: "table-wrap queue-wrap", tabindex: 0, role: "region", "aria-label": "Alerts" },
      element(
        "table",
        { class: "queue-table" },
        element("caption", { class: "visually-hidden" }, "Alerts in the order in which to look at them"),
        element("thead", {}, element("tr", {}, sortable)),
        body,
      ),
    ),
    element("p", { class: "queue-foot" }, count, more),
  );
  return withProperties(root, {
    get listed() {
      return listed;
    },
    get value() {
      return selected;
    },
    set value(movement: string | null) {
      selected = movement;
      draw();
    },
    show(next: readonly Alert[]) {
      alerts = next;
      const place = listed.findIndex(({ movement }) => movement === selected);
      listed = sortQueue(alerts, sort.key, sort.isDescending);
      if (!listed.some(({ movement }) => movement === selected)) {
        // What follows takes the place of what has left.
        selected = listed[Math.max(0, Math.min(place, listed.length - 1))]?.movement ?? null;
      }
      draw();
    },
    step(places: number) {
      const at = listed.findIndex(({ movement }) => movement === selected);
      const next = listed[Math.max(0, Math.min(listed.length - 1, at + places))];
      if (next) select(next.movement, true);
    },
  });
}
