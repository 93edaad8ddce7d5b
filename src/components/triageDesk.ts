import type { Alert } from "../core/outliers/alerts.js";
import { filterQueue, periods, type Box, type Period, type StateFilter } from "../core/outliers/queue.js";
import { stateOf as stateIn, type TriageState } from "../core/outliers/triageBook.js";
import type { VerdictLabel } from "../core/outliers/verdicts.js";
import type { Formats } from "../core/format/formats.js";
import { alertFacts } from "./alertPanel.js";
import { alertQueue, type AlertQueue } from "./alertQueue.js";
import { element } from "./dom.js";
import { triageKeys } from "./triageKeys.js";
import type { TriageStore } from "./triageStore.js";
import { asConsequence } from "./urlState.js";
import { withProperties } from "./valueNode.js";
import { verdictFiles } from "./verdictFiles.js";
import { verdictForm } from "./verdictForm.js";

type Control<Value> = HTMLElement & { value: Value };

/** What the queue is filtered by; each dispatches `input` when it changes. */
export interface DeskControls {
  readonly period: Control<Period>;
  readonly state: Control<StateFilter>;
  readonly search: Control<string>;
  /** Region brushed in the scatter. */
  readonly box: Control<Box | null>;
  /** Lowest score to show; 0 for all. */
  readonly cutOff: Control<number>;
}

export interface DeskOptions {
  readonly formats: Formats;
  readonly asOf: Date;
  readonly hasTimes: boolean;
  readonly store: TriageStore;
  readonly controls: DeskControls;
  /** Alerts of the last week, which are at hand, and those of all days, which are fetched when somebody wants them. */
  readonly week: readonly Alert[];
  readonly loadAll: () => Promise<readonly Alert[]>;
  /** Stands below the queue. */
  readonly foot: Node;
  /** Writes the finding above the queue. */
  readonly finding: (alerts: readonly Alert[], states: readonly TriageState[]) => string;
}

export type TriageDesk = HTMLElement & {
  /** Pseudonym of the movement that the reader picked; null while the first of the queue stands selected. */
  value: string | null;
  readonly selected: Alert | null;
  readonly listed: readonly Alert[];
  /** Alerts of the period, whatever else is filtered. */
  readonly inPeriod: readonly Alert[];
  readonly stateOf: (alert: Alert) => TriageState;
};

/** The queue, the selected alert in words, and what the reader makes of it. Dispatches `input` when either changes. */
export function triageDesk(options: DeskOptions): TriageDesk {
  const { formats, hasTimes, store, controls, week, loadAll } = options;
  let alerts = week;
  let wanted: string | null = null;
  let picked: string | null = null;
  const stateOf = (alert: Alert): TriageState => stateIn(alert, store.book());
  const title = element("h2", { class: "frame-title", "aria-live": "polite" });
  const facts = element("div", { class: "panel-facts" });
  const queue: AlertQueue = alertQueue({ formats, hasTimes, stateOf });
  const form = verdictForm({ onDecide: (label) => decideOn(label), onUndo: undo, onNote: rewrite });
  const files = verdictFiles({
    store,
    asOf: options.asOf,
    knownMovements: async () => new Set((await loadAll()).map(({ movement }) => movement)),
  });
  const selected = (): Alert | null => queue.listed.find(({ movement }) => movement === queue.value) ?? null;
  const within = (period: Period): Alert[] =>
    filterQueue(alerts, { period, state: "all", search: "", box: null, cutOff: 0 }, stateOf);
  const ofPeriod = (): Alert[] => within(controls.period.value);
  const othersOf = (alert: Alert): Alert[] =>
    ofPeriod().filter(
      (each) => each.client === alert.client && each !== alert && stateOf(each).label === "open",
    );
  const tellOf = (node: HTMLElement): void => void node.dispatchEvent(new Event("input", { bubbles: true }));
  const tell = (): void => tellOf(root);

  function decideOn(label: VerdictLabel): void {
    const alert = selected();
    if (!alert) return;
    const at = queue.listed.indexOf(alert);
    const others = form.isForOthers ? othersOf(alert) : [];
    store.decide(
      [alert, ...others].map(({ movement }) => movement),
      label,
      form.note,
    );
    // On to the next one that is open, where the decided one has not left the list.
    if (queue.listed[at] !== alert) return;
    const next = queue.listed.slice(at + 1).findIndex((each) => stateOf(each).label === "open");
    if (next >= 0) queue.step(next + 1);
  }

  function undo(): void {
    const [movement] = store.undo() ?? [];
    if (movement !== undefined && queue.listed.some((each) => each.movement === movement))
      root.value = movement;
  }

  function rewrite(note: string): void {
    const alert = selected();
    const state = alert && stateOf(alert);
    if (alert && state && state.label !== "open" && state.note !== note)
      store.decide([alert.movement], state.label, note);
  }

  function drawPanel(): void {
    const alert = selected();
    form.hidden = alert === null;
    if (!alert) {
      facts.replaceChildren(element("p", { class: "empty" }, "No alert is selected."));
      return;
    }
    const place = queue.listed.indexOf(alert) + 1;
    const onClient = (client: string): void => {
      controls.search.value = client;
      tellOf(controls.search);
    };
    const state = stateOf(alert);
    facts.replaceChildren(
      alertFacts(alert, { place, of: queue.listed.length, state }, { formats, hasTimes, onClient }),
    );
    form.show(alert, state, { others: othersOf(alert).length, canUndo: store.canUndo() });
  }

  function draw(): void {
    const { period, state, search, box, cutOff } = controls;
    const shown = filterQueue(
      alerts,
      {
        period: period.value,
        state: state.value,
        search: search.value,
        box: box.value,
        cutOff: cutOff.value,
      },
      stateOf,
    );
    queue.show(shown);
    if (wanted !== null && shown.some(({ movement }) => movement === wanted)) {
      queue.value = picked = wanted;
      wanted = null;
    }
    // What stays selected although it no longer stands first is what the reader looks at.
    if (picked !== queue.value) picked = queue.value === queue.listed[0]?.movement ? null : queue.value;
    title.textContent = options.finding(shown, shown.map(stateOf));
    drawPanel();
    asConsequence(tell);
  }

  async function refresh(): Promise<void> {
    const isFar = controls.period.value === "month" || controls.period.value === "all";
    if (
      alerts === week &&
      (isFar || (wanted !== null && !week.some(({ movement }) => movement === wanted)))
    ) {
      alerts = await loadAll();
    }
    const far = wanted === null ? undefined : alerts.find(({ movement }) => movement === wanted);
    if (far && !ofPeriod().includes(far)) {
      // A link to an alert opens the period that it is in.
      controls.period.value = periods.find((period) => within(period).includes(far)) ?? "all";
      tellOf(controls.period);
      return;
    }
    draw();
  }

  const keys = element(
    "p",
    { class: "queue-keys" },
    ...[["J", "K"], ["C"], ["D"], ["U"], ["Z"]].flatMap((group, index) => [
      element(
        "span",
        {},
        group.map((key) => element("kbd", {}, key)),
        ` ${["move", "confirm", "dismiss", "unsure", "undo"][index]!}`,
      ),
    ]),
  );
  const panel = element("aside", { class: "desk-panel", "aria-label": "Selected alert" }, facts, form, files);
  const parts = element(
    "div",
    { class: "desk" },
    element("div", { class: "desk-queue frame" }, title, queue, keys, options.foot),
    panel,
  );
  const root = withProperties(parts, {
    get value() {
      return picked;
    },
    set value(movement: string | null) {
      if (movement === null || queue.listed.some((each) => each.movement === movement)) {
        queue.value = movement ?? queue.listed[0]?.movement ?? null;
        picked = movement;
        drawPanel();
      } else {
        wanted = movement;
        void refresh();
      }
    },
    get selected() {
      return selected();
    },
    get listed() {
      return queue.listed;
    },
    get inPeriod() {
      return ofPeriod();
    },
    stateOf,
  });
  queue.addEventListener("click", (event) => {
    const isRow = (event.target as Element).closest("tbody tr") !== null;
    // Where the panel stands below the queue, a tap leads to it.
    if (isRow && matchMedia("(max-width: 760px)").matches) panel.scrollIntoView({ block: "start" });
  });
  // A change inside the queue is told as the desk's own, once the panel shows it.
  queue.addEventListener("input", (event) => {
    event.stopPropagation();
    picked = queue.value;
    drawPanel();
    tell();
  });
  const filters: readonly HTMLElement[] = [
    controls.period,
    controls.state,
    controls.search,
    controls.box,
    controls.cutOff,
  ];
  for (const control of filters) control.addEventListener("input", () => void refresh());
  store.onChange(draw);
  triageKeys(root, { step: (places) => queue.step(places), decide: decideOn, undo });
  void refresh();
  return root;
}
