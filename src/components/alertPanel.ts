import {
  clock,
  movementWords,
  percentileWords,
  type Alert,
  type AlertReasonRow,
} from "../core/outliers/alerts.js";
import { reasonValue, usualWords } from "../core/outliers/ranges.js";
import type { TriageState } from "../core/outliers/triageBook.js";
import { capital } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { element } from "./dom.js";
import { rangeBar } from "./rangeBar.js";

export interface AlertPanelOptions {
  readonly formats: Formats;
  readonly hasTimes: boolean;
  /** Shows the alerts of one client only. */
  readonly onClient: (client: string) => void;
}

/** What the panel says of an alert. */
export interface PanelFacts {
  readonly place: number;
  readonly of: number;
  readonly state: TriageState;
}

function reasonBlock(reason: AlertReasonRow, formats: Formats): HTMLElement {
  const usual = usualWords(reason, formats);
  const isMoney = reason.unit === "amount" || reason.feature === "drained";
  const bar = rangeBar(reason, { width: 264, height: 16, formats });
  return element(
    "li",
    {},
    element(
      "p",
      {},
      element("b", {}, capital(reason.words)),
      // A number that the words say already is not said again.
      isMoney && reason.actual !== null && element("b", {}, reasonValue(reason, reason.actual, formats)),
    ),
    bar,
    element("small", {}, usual === null ? "No usual range is known for it." : `usual: ${usual}`),
  );
}

const kindWords = (rate: number): string => {
  if (rate < 0.05) return "The client made none of this kind in the year before.";
  const times = rate < 10 ? rate.toFixed(1).replace(/\.0$/, "") : Math.round(rate).toString();
  return `The client makes one of this kind about ${times} ${times === "1" ? "time" : "times"} a month.`;
};

/** One alert in words: what moved, how odd it is, and each reason with its usual range. */
export function alertFacts(alert: Alert, facts: PanelFacts, options: AlertPanelOptions): HTMLElement {
  const { formats, hasTimes, onClient } = options;
  const parts = formats.parts("amount", Math.abs(alert.amount));
  const when = `${formats.weekday(alert.posted_date)}${hasTimes ? `, ${clock(alert.posted_at)}` : ""}`;
  const channel = alert.channel === "unknown" ? "" : alert.channel;
  const where = [channel, alert.country, `${alert.account_type} account`].filter(Boolean).join(" · ");
  return element(
    "div",
    {},
    element(
      "p",
      { class: "panel-crumb" },
      element(
        "span",
        {},
        `Alert ${facts.place} of ${formats.count(facts.of)} · `,
        element("b", {}, alert.client),
      ),
      element("button", { type: "button", class: "link", click: () => onClient(alert.client) }, "client →"),
    ),
    element(
      "p",
      { class: "panel-amount" },
      alert.amount < 0 ? "−" : "+",
      element("small", {}, parts.before),
      `${parts.digits}${parts.after && `\u202F${parts.after}`}`,
    ),
    element("p", { class: "panel-what" }, `${movementWords(alert)}, ${when}`),
    element("p", { class: "panel-where" }, `${where} · movement ${alert.movement}`),
    element(
      "p",
      { class: "panel-odd" },
      `More unusual than ${percentileWords(alert.percentile)}\u202F% of all movements; `,
      element("b", {}, `1 in ${formats.count(alert.one_in)}`),
      ` of this client’s own is as odd. ${kindWords(alert.kind_per_month)}`,
    ),
    element(
      "ul",
      { class: "panel-reasons" },
      alert.reasons.map((reason) => reasonBlock(reason, formats)),
    ),
  );
}
