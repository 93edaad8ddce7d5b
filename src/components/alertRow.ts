import {
  clock,
  movementWords,
  percentileWords,
  type Alert,
  type AlertReasonRow,
} from "../core/outliers/alerts.js";
import { reasonLabel, reasonValue, usualShort } from "../core/outliers/ranges.js";
import type { TriageState } from "../core/outliers/triageBook.js";
import type { Formats } from "../core/format/formats.js";
import { element } from "./dom.js";
import { rangeBar } from "./rangeBar.js";

export interface AlertRowOptions {
  readonly formats: Formats;
  /** The source knows the time of day. */
  readonly hasTimes: boolean;
  /** All alerts are of one day, so that the time alone says when. */
  readonly isOneDay: boolean;
  /** The number that stands before it. */
  readonly place: number;
}

const cell = (name: string, ...children: (Node | string | null)[]): HTMLElement =>
  element("td", { class: `queue-${name}` }, children);

function reasonCell(
  reason: AlertReasonRow | undefined,
  country: string | null,
  formats: Formats,
): HTMLElement {
  if (!reason) return cell("reason");
  const bar = rangeBar(reason, { width: 52, height: 10, formats });
  const label = reasonLabel(reason);
  const named = reason.feature === "rare_country" ? (country ?? "") : "";
  const actual = reason.actual === null ? named : reasonValue(reason, reason.actual, formats);
  const usual = usualShort(reason, formats);
  // What there is no range for stands in words alone.
  const head = bar
    ? element("span", { class: "queue-bar" }, bar, element("small", {}, usual))
    : element("span", { class: "queue-bar is-none" });
  return element(
    "td",
    { class: "queue-reason", title: reason.words },
    head,
    element("span", { class: "queue-why" }, `${label} `, element("b", {}, actual)),
  );
}

const stateWords: Readonly<Record<TriageState["label"], string>> = {
  open: "open",
  confirmed: "confirmed",
  dismissed: "dismissed",
  unsure: "unsure",
};

/** What an alert counts as; a verdict that is in this browser only says so. */
function stateNote(state: TriageState): HTMLElement {
  return element(
    "span",
    { class: `triage-state is-${state.label}` },
    stateWords[state.label],
    state.source === "browser" && element("small", {}, "here only"),
    state.source === "build" && element("small", {}, "in the build"),
  );
}

/** A row of the queue: what moved, how odd it is, why, and what it counts as. */
export function alertRow(alert: Alert, state: TriageState, options: AlertRowOptions): HTMLTableRowElement {
  const { formats, hasTimes, isOneDay, place } = options;
  // A movement at midnight sharp has no hour, even in a bank where others do.
  const time = hasTimes && alert.posted_at % 86_400_000 !== 0 ? clock(alert.posted_at) : "";
  const when = isOneDay && time !== "" ? [time] : [formats.dayShort(alert.posted_date), time];
  const where = [alert.client, alert.channel === "unknown" ? "" : alert.channel, alert.country]
    .filter(Boolean)
    .join(" · ");
  const amount = formats.signed(
    "amount",
    Math.abs(alert.amount) >= 1000 ? Math.round(alert.amount) : alert.amount,
  );
  return element(
    "tr",
    { "data-movement": alert.movement, tabindex: -1, class: state.label === "open" ? null : "is-judged" },
    cell("rank", String(place)),
    cell("time", element("span", {}, when[0] ?? ""), when[1] ? element("small", {}, when[1]) : null),
    element(
      "th",
      { scope: "row", class: "queue-what" },
      element("span", {}, movementWords(alert)),
      element("small", {}, where),
    ),
    cell("amount", element("b", {}, amount)),
    cell(
      "odd",
      element("b", {}, percentileWords(alert.percentile)),
      element("small", {}, `1 in ${formats.count(alert.one_in)}`),
    ),
    ...[0, 1, 2].map((index) => reasonCell(alert.reasons[index], alert.country, formats)),
    cell("state", stateNote(state)),
  );
}
