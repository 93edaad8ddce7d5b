import { clock, type Alert } from "../core/outliers/alerts.js";
import { hoursAround, type Timeline } from "../core/outliers/timeline.js";
import { codeWords } from "../core/findings/words.js";
import { shape } from "./dom.js";
import {
  balanceScale,
  eventLine,
  flowScale,
  line,
  scaledLeft,
  scaleLines,
  stepPath,
  text,
  timelineFrame,
  timelineHeight,
  type TimelineOptions,
} from "./timelineLanes.js";

const steps = [5, 10, 15, 30, 60, 120, 180, 360].map((minutes) => minutes * 60_000);

/** The hours around the alert, on the scales of the days: each movement, the balance, each event. */
export function alertHours(timeline: Timeline, alert: Alert, options: TimelineOptions): HTMLElement {
  const { width, formats, isLinked = false } = options;
  const left = isLinked ? 8 : scaledLeft;
  const end = width - 8;
  const { from, to } = hoursAround(timeline, alert);
  const x = (at: number): number => left + ((at - from) / (to - from)) * (end - left);
  const flow = flowScale(timeline);
  const balance = balanceScale(timeline, alert.account_type);
  const inside = timeline.movements.filter(({ at }) => at >= from && at <= to);
  const minute = Math.floor(alert.posted_at / 60_000) * 60_000;
  const isIt = (movement: Timeline["movements"][number]): boolean =>
    movement.at === minute &&
    Math.abs(movement.amount - alert.amount) <= Math.max(0.6, Math.abs(alert.amount) * 0.006);
  const step = steps.find((each) => (to - from) / each <= (end - left) / 64) ?? steps[steps.length - 1]!;
  const ticks: number[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push(at);
  const parts: (Node | null)[] = [
    text(left, 10, `${formats.dayOfMonth(alert.posted_date)}, ${clock(from)} to ${clock(to)}`, {
      fill: "var(--accent)",
      "font-weight": 600,
    }),
    ...scaleLines(flow, balance, alert, formats, { left, end, isNamed: !isLinked }),
  ];
  let labelled = -Infinity;
  for (const movement of inside) {
    const mine = isIt(movement);
    const at = x(movement.at);
    parts.push(
      shape(
        "rect",
        {
          x: (at - 2).toFixed(1),
          y: Math.min(flow.at(0), flow.at(movement.amount)).toFixed(1),
          width: 4,
          height: Math.max(1.5, Math.abs(flow.at(movement.amount) - flow.at(0))).toFixed(1),
          fill: mine ? "var(--accent)" : "var(--series)",
        },
        shape(
          "title",
          {},
          `${clock(movement.at)} ${codeWords(movement.kind)} ${formats.signed("amount", movement.amount)}`,
        ),
      ),
    );
    if (!mine && at - labelled < 64) continue;
    labelled = at;
    const isLate = at > end - 70;
    parts.push(
      text(
        at + (isLate ? -6 : 6),
        flow.at(movement.amount) + (movement.amount > 0 ? 8 : 2),
        formats.signed(
          "amount",
          Math.abs(movement.amount) >= 100 ? Math.round(movement.amount) : movement.amount,
        ),
        {
          "text-anchor": isLate ? "end" : "start",
          fill: mine ? "var(--ink)" : "var(--ink-2)",
          "font-weight": mine ? 600 : 400,
          class: "halo",
        },
      ),
    );
  }
  if (balance) {
    const own = timeline.movements.filter(
      ({ accountType, balance: value }) => accountType === alert.account_type && value !== null,
    );
    const before = own.filter(({ at }) => at < from).at(-1)?.balance;
    const within = own
      .filter(({ at }) => at >= from && at <= to)
      .map((each) => ({ x: x(each.at), y: balance.at(each.balance!) }));
    const first = before == null ? within[0] : { x: left, y: balance.at(before) };
    if (first)
      parts.push(
        shape("path", {
          d: stepPath([first, ...within], end),
          fill: "none",
          stroke: "var(--series)",
          "stroke-width": 1.75,
        }),
      );
    const last = own.filter(({ at }) => at <= to).at(-1)?.balance;
    if (last != null)
      parts.push(
        text(end, balance.at(last) - 5, formats.value("amount", Math.round(last)), {
          "text-anchor": "end",
          fill: "var(--ink)",
          "font-weight": 600,
          class: "halo",
        }),
      );
  }
  for (const { at, event } of timeline.events.filter(
    (each) => each.event !== "login" && each.at >= from && each.at <= to,
  )) {
    const isLate = x(at) > end - 90;
    parts.push(
      line(x(at), flow.at(0), x(at), eventLine - 6, "var(--warn-mark)", { "stroke-dasharray": "2 2" }),
      shape("circle", {
        cx: x(at).toFixed(1),
        cy: eventLine - 2,
        r: 4,
        fill: "var(--paper)",
        stroke: "var(--warn-mark)",
        "stroke-width": 2,
      }),
      text(x(at) + (isLate ? -8 : 8), eventLine + 2, `${codeWords(event)}, ${clock(at)}`, {
        "text-anchor": isLate ? "end" : "start",
        fill: "var(--warn)",
        class: "halo",
      }),
    );
  }
  parts.push(
    line(left, eventLine + 12, end, eventLine + 12, "var(--rule-2)"),
    ...ticks.map((at) => text(x(at), timelineHeight - 6, clock(at), { "text-anchor": "middle" })),
  );
  return timelineFrame(parts, options);
}
