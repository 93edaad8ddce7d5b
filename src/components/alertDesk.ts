import { anomalyFeatures } from "../core/features/anomalyFeatures.js";
import { haveTimes, type Alert, type AlertDayRow } from "../core/outliers/alerts.js";
import { periods, stateFilters, type Box, type Period, type StateFilter } from "../core/outliers/queue.js";
import { periodWords, queueFinding } from "../core/findings/outliers.js";
import type { Formats } from "../core/format/formats.js";
import type { AboutRow } from "../core/reports.js";
import { downloadCsv } from "./csv.js";
import { element } from "./dom.js";
import { held } from "./held.js";
import { segmented } from "./segmented.js";
import { triageDesk, type DeskControls, type TriageDesk } from "./triageDesk.js";
import { triageStore, type TriageStore } from "./triageStore.js";
import { bindUrl, choice, number, text, type Codec } from "./urlState.js";

/** What every part of the page needs. */
export interface AlertBank {
  readonly about: AboutRow;
  readonly assumptions: { readonly alerts_per_day: number };
  readonly formats: Formats;
  readonly days: readonly AlertDayRow[];
  readonly week: readonly Alert[];
  readonly loadAll: () => Promise<readonly Alert[]>;
  /** The clock of whoever decides. */
  readonly now: () => Date;
}

export type AlertDesk = HTMLElement & {
  readonly desk: TriageDesk;
  readonly controls: DeskControls & { readonly budget: HTMLElement & { value: number } };
  readonly store: TriageStore;
  readonly source: string;
};

/** `0.05..3,100..5000`: times a month, then amount. */
const boxCodec: Codec<Box | null> = {
  read(words) {
    if (words === "") return null;
    const numbers = words.split(",").flatMap((range) => range.split("..").map(Number));
    const isBox = numbers.length === 4 && numbers.every((each) => Number.isFinite(each) && each > 0);
    return isBox ? { rate: [numbers[0]!, numbers[1]!], amount: [numbers[2]!, numbers[3]!] } : undefined;
  },
  write: (box) => (box ? `${box.rate.join("..")},${box.amount.join("..")}` : ""),
  isContinuous: true,
};

const alertCodec: Codec<string | null> = {
  read: (words) => (/^\w+$/.test(words) ? words : undefined),
  write: (movement) => movement ?? "",
  isContinuous: true,
};

function searchField(): HTMLElement & { value: string } {
  const input = element("input", {
    type: "search",
    placeholder: "client, kind, country, reason",
    "aria-label": "Find alerts",
    class: "queue-search",
  });
  return input;
}

const titles = new Map(anomalyFeatures.map(({ name, title }) => [name, title]));

const csvRow = (alert: Alert, state: string): object => ({
  movement: alert.movement,
  client: alert.client,
  posted_at: new Date(alert.posted_at).toISOString().slice(0, 19),
  transaction_type: alert.transaction_type,
  category: alert.category,
  channel: alert.channel,
  country: alert.country,
  amount: alert.amount,
  score: alert.score,
  percentile: alert.percentile,
  one_in: alert.one_in,
  kind_per_month: alert.kind_per_month,
  ...Object.fromEntries(
    [0, 1, 2].map((index) => [`reason_${index + 1}`, alert.reasons[index]?.words ?? null]),
  ),
  triage: state,
});

/** The queue with what filters it, every choice in the URL. */
export function alertDesk(bank: AlertBank): AlertDesk {
  const { about, assumptions, formats, days, week, loadAll, now } = bank;
  const store = triageStore(`${about.profile}.${about.bank}`, { now });
  const judged = days.length;
  const format = (period: Period): string => (period === "all" ? `${judged} days` : periodWords[period]);
  const controls = {
    period: bindUrl(
      segmented<Period>(periods, { label: "Period", value: "week", format }),
      "period",
      choice(periods),
    ),
    state: bindUrl(
      segmented<StateFilter>(stateFilters, { label: "Triage", value: "all" }),
      "triage",
      choice(stateFilters),
    ),
    search: bindUrl(searchField(), "find", text()),
    box: bindUrl(held<Box | null>(null), "brush", boxCodec),
    budget: bindUrl(held(assumptions.alerts_per_day), "alerts-a-day", number({ min: 1, max: 1000 })),
    cutOff: held(0),
  };
  const source = `Source: rpt_alerts, ${about.bank}, as of ${formats.day(about.as_of)}`;
  const foot = element(
    "p",
    { class: "frame-source" },
    element(
      "span",
      {},
      `${source}; isolation forest on the client’s own past; budget ${formats.count(assumptions.alerts_per_day)} alerts a day`,
    ),
    element(
      "button",
      {
        type: "button",
        "aria-label": "Download the alerts shown as CSV",
        click: () =>
          downloadCsv(
            "alerts",
            desk.listed.map((alert) => csvRow(alert, desk.stateOf(alert).label)),
          ),
      },
      "↓ CSV",
    ),
  );
  const desk: TriageDesk = bindUrl(
    triageDesk({
      formats,
      asOf: about.as_of,
      hasTimes: haveTimes(week),
      store,
      controls,
      week,
      loadAll,
      foot,
      finding: (alerts, states) => queueFinding(alerts, states, titles, formats),
    }),
    "alert",
    alertCodec,
  );
  const chips = element("p", { class: "queue-chips", role: "status" });
  const chip = (words: string, clear: () => void): HTMLElement =>
    element("button", { type: "button", class: "chip", click: clear }, `${words} ×`);
  const drawChips = (): void => {
    const { box, budget } = controls;
    const reset =
      <Value>(node: HTMLElement & { value: Value }, value: Value) =>
      () => {
        node.value = value;
        node.dispatchEvent(new Event("input"));
      };
    chips.replaceChildren(
      ...(box.value ? [chip("inside the region of the scatter", reset<Box | null>(box, null))] : []),
      ...(controls.cutOff.value > 0
        ? [
            chip(
              `${budget.value} alerts a day: score ${controls.cutOff.value.toFixed(3)} or more`,
              reset(budget, assumptions.alerts_per_day),
            ),
          ]
        : []),
    );
  };
  for (const node of [controls.box, controls.cutOff]) node.addEventListener("input", drawChips);
  drawChips();
  const root = element(
    "div",
    {},
    element("div", { class: "controls queue-controls" }, controls.period, controls.state, controls.search),
    chips,
    desk,
  );
  return Object.assign(root, { desk, controls, store, source });
}
