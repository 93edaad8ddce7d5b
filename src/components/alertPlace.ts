import { clock, type Alert } from "../core/outliers/alerts.js";
import {
  byClient,
  hoursAround,
  timelineOf,
  type Timeline,
  type TimelineBalanceRow,
  type TimelineEventRow,
  type TimelineRow,
} from "../core/outliers/timeline.js";
import { timelineFinding } from "../core/findings/outliers.js";
import { codeWords, listWords } from "../core/findings/words.js";
import type { AlertBank, AlertDesk } from "./alertDesk.js";
import { alertHours } from "./alertHours.js";
import { alertTimeline } from "./alertTimeline.js";
import { chartFrame, emptyNote } from "./chartFrame.js";
import { element } from "./dom.js";
import { fitted } from "./fitted.js";
import { seen, type LatePart } from "./lazy.js";

/** The reports of the timelines, which are fetched when the section comes into sight. */
export interface TimelineRows {
  readonly movements: readonly TimelineRow[];
  readonly events: readonly TimelineEventRow[];
  readonly balances: readonly TimelineBalanceRow[];
}

/** What happened, as a reader would say it. */
const eventWords = (event: string): string =>
  event === "new_device" ? "first login from a new device" : codeWords(event);

const sideBySide = 900;

/** The selected movement in its place on the client's timeline: 120 days, and the hours around it. */
export function alertPlace(
  { desk }: AlertDesk,
  { about, formats, week }: AlertBank,
  load: () => Promise<TimelineRows>,
): LatePart {
  const root = element("div", { class: "place" }, emptyNote("The client’s timeline is being fetched."));
  const lastDay = new Date(week.reduce((most, { posted_date: date }) => Math.max(most, date.getTime()), 0));
  let of: ((client: string) => Timeline | null) | null = null;
  let shown: string | null = null;

  function picture(timeline: Timeline, alert: Alert): HTMLElement {
    const hasHour = alert.posted_at % 86_400_000 !== 0;
    const label = timelineFinding(timeline, alert, formats);
    return fitted((width) => {
      const isWide = width >= sideBySide && hasHour;
      const hours = Math.floor(isWide ? width * 0.27 : width);
      const days = alertTimeline(timeline, alert, {
        width: isWide ? width - hours - 16 : width,
        formats,
        label,
        isLinked: isWide,
      });
      const night = hasHour
        ? alertHours(timeline, alert, {
            width: hours,
            formats,
            label: "The hours around the movement",
            isLinked: isWide,
          })
        : element("p", { class: "note" }, "The source knows the day of a movement, not its hour.");
      return element("div", { class: isWide ? "place-parts is-wide" : "place-parts" }, days, night);
    }).node;
  }

  /** What the rings beside the logins stand for. */
  function rings(timeline: Timeline): string {
    const kinds = timeline.events
      .filter(({ event }) => event !== "login")
      .map(({ event }) => eventWords(event));
    return kinds.length === 0 ? "" : ` Rings: ${listWords([...new Set(kinds)])}.`;
  }

  /** What happened in the day before, in words. */
  function before(timeline: Timeline, alert: Alert): string {
    if (!timeline.hasEvents)
      return "The source has no events, so what the client did just before is not known.";
    const near = timeline.events.filter(
      ({ at, event }) => event !== "login" && at <= alert.posted_at && alert.posted_at - at < 86_400_000,
    );
    if (near.length === 0)
      return "Just before: no login from a new device, no call and no change of data in 24 hours.";
    return `Just before: ${near.map(({ at, event }) => `${eventWords(event)} at ${clock(at)}`).join(", ")}.`;
  }

  function draw(): void {
    const alert = desk.selected;
    if (!of || alert?.movement === shown) return;
    shown = alert?.movement ?? null;
    if (!alert) {
      root.replaceChildren(emptyNote("Select an alert to see it in its place."));
      return;
    }
    const timeline = of(alert.client);
    if (!timeline) {
      root.replaceChildren(
        emptyNote(
          "The timeline is published for clients with an alert in the last 30 days; this one’s last is older.",
        ),
      );
      return;
      return;
    }
    const { from, to } = hoursAround(timeline, alert);
    const hours = alert.posted_at % 86_400_000 === 0 ? "" : `; ${clock(from)} to ${clock(to)} beside it`;
    root.replaceChildren(
      chartFrame(picture(timeline, alert), {
        title: timelineFinding(timeline, alert, formats),
        about: `Client ${alert.client}, ${formats.day(timeline.start)} to ${formats.day(lastDay)}: money in and out by day (${formats.symbol}, square root scale, without transfers between own accounts), balance, logins${hours}.${rings(timeline)} ${before(timeline, alert)}`,
        source: `Source: rpt_alert_timeline, rpt_alert_events, rpt_alert_balances, ${about.bank}, as of ${formats.day(about.as_of)}; amounts from ${formats.symbol} 100 on are rounded`,
        download: {
          name: `timeline_${alert.client}`,
          rows: () =>
            timeline.movements.map(({ at, amount, kind, accountType, balance }) => ({
              client: alert.client,
              posted_at: new Date(at).toISOString().slice(0, 16),
              kind,
              account_type: accountType,
              amount,
              balance,
            })),
        },
      }),
    );
  }

  desk.addEventListener("input", draw);
  const drawn = seen(root)
    .then(load)
    .then((rows) => {
      const [movements, events, balances] = [
        byClient(rows.movements),
        byClient(rows.events),
        byClient(rows.balances),
      ];
      const hasEvents = rows.events.length > 0;
      of = (client) =>
        timelineOf(
          {
            movements: movements.get(client) ?? [],
            events: events.get(client) ?? [],
            balances: balances.get(client) ?? [],
            hasEvents,
          },
          lastDay,
        );
      draw();
    });
  return Object.assign(root, { drawn });
}
