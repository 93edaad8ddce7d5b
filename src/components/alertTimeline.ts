import type { Alert } from "../core/outliers/alerts.js";
import { dailyBalance, type Timeline } from "../core/outliers/timeline.js";
import { codeWords } from "../core/findings/words.js";
import { shape } from "./dom.js";
import {
  balanceScale,
  eventLine,
  flowScale,
  lanes,
  line,
  scaleLines,
  stepPath,
  text,
  timelineFrame,
  timelineHeight,
  type TimelineOptions,
} from "./timelineLanes.js";

const dayLength = 86_400_000;

/** One of the largest movement that comes back each month in about the same size, in and out, to be named. */
function regular(timeline: Timeline): { at: number; amount: number; kind: string }[] {
  const kinds = new Map<string, Timeline["movements"][number][]>();
  for (const movement of timeline.movements) {
    if (movement.kind === "own_account") continue;
    const known = kinds.get(movement.kind);
    if (known) known.push(movement);
    else kinds.set(movement.kind, [movement]);
  }
  const monthly = [...kinds.values()].filter((movements) => {
    const sizes = movements.map(({ amount }) => Math.abs(amount));
    return sizes.length >= 3 && sizes.length <= 6 && Math.max(...sizes) <= 1.6 * Math.min(...sizes);
  });
  const size = (movements: readonly { amount: number }[]): number => Math.abs(movements[0]!.amount);
  return [1, -1].flatMap((sign) => {
    const [largest] = monthly.filter(([first]) => first!.amount * sign > 0).sort((a, b) => size(b) - size(a));
    return largest ? [largest[0]!] : [];
  });
}

/** 120 days of the client by day: money in and out, the balance of the account, logins; the alert's day highlighted. */
export function alertTimeline(timeline: Timeline, alert: Alert, options: TimelineOptions): HTMLElement {
  const { width, formats } = options;
  const right = 8;
  const x = (at: number): number =>
    lanes.left +
    ((at - timeline.start.getTime()) / (timeline.end.getTime() - timeline.start.getTime())) *
      (width - lanes.left - right);
  const dayWidth = x(timeline.start.getTime() + dayLength) - lanes.left;
  const flow = flowScale(timeline);
  const balance = balanceScale(timeline, alert.account_type);
  const today = alert.posted_date.getTime();
  const end = width - right;
  const parts: (Node | null)[] = [
    ...(options.isLinked
      ? [lanes.top - 8, eventLine + 12].map((y) =>
          line(x(today) + dayWidth + 2, y, width + 16, y, "var(--accent)", { "stroke-dasharray": "2 3" }),
        )
      : []),
    shape("rect", {
      x: x(today) - 2,
      y: lanes.top - 8,
      width: dayWidth + 4,
      height: eventLine - lanes.top + 20,
      fill: "var(--accent-wash)",
    }),
    ...scaleLines(flow, balance, alert, formats, { left: lanes.left, end, isNamed: true }),
    ...timeline.days.flatMap(({ date, received, paid }) =>
      [received, paid].map((amount) => {
        const isToday = date.getTime() === today && amount > 0 === alert.amount > 0;
        return amount === 0
          ? null
          : shape(
              "rect",
              {
                x: (x(date.getTime()) + dayWidth * 0.15).toFixed(1),
                y: Math.min(flow.at(0), flow.at(amount)).toFixed(1),
                width: Math.max(1.5, dayWidth * 0.7).toFixed(1),
                height: Math.max(1, Math.abs(flow.at(amount) - flow.at(0))).toFixed(1),
                fill: isToday ? "var(--accent)" : "var(--series)",
              },
              shape("title", {}, `${formats.weekday(date)}: ${formats.signed("amount", amount)}`),
            );
      }),
    ),
    ...regular(timeline)
      // The name of a bar too small to see would lie on the line.
      .filter(({ amount }) => Math.abs(flow.at(amount) - flow.at(0)) >= 14)
      .map(({ at, amount, kind }) => {
        const isLate = x(at) > width - 140;
        return text(
          x(at) + (isLate ? -6 : dayWidth + 4),
          flow.at(amount) + (amount > 0 ? 6 : 4),
          `${codeWords(kind)}, ${formats.dayShort(new Date(at))}`,
          { "text-anchor": isLate ? "end" : "start", fill: "var(--ink-2)" },
        );
      }),
  ];
  if (balance) {
    const points = dailyBalance(timeline, alert.account_type).map(({ date, balance: value }) => ({
      x: x(date.getTime()),
      y: balance.at(value),
    }));
    const [first] = timeline.movements.filter(({ accountType }) => accountType === alert.account_type);
    const opening = first?.balance == null ? null : balance.at(first.balance - first.amount);
    parts.push(
      opening !== null
        ? shape("path", {
            d: stepPath([{ x: lanes.left, y: opening }, ...points], end),
            fill: "none",
            stroke: "var(--series)",
            "stroke-width": 1.75,
          })
        : null,
    );
  }
  parts.push(text(0, eventLine + 4, "Logins", { fill: "var(--ink)", "font-weight": 600 }));
  if (!timeline.hasEvents) parts.push(text(lanes.left, eventLine + 4, "the source has no events"));
  const logins = timeline.events.filter(({ event }) => event === "login");
  const most = logins.reduce((max, { logins: count }) => Math.max(max, count ?? 1), 1);
  parts.push(
    line(lanes.left, eventLine + 12, end, eventLine + 12, "var(--rule-2)"),
    ...logins.map(({ at, logins: count }) =>
      shape(
        "rect",
        {
          x: (x(at) - 1).toFixed(1),
          y: (eventLine + 12 - 4 - (14 * (count ?? 1)) / most).toFixed(1),
          width: 2.5,
          height: (4 + (14 * (count ?? 1)) / most).toFixed(1),
          fill: "var(--series)",
        },
        shape("title", {}, `${formats.dayOfMonth(new Date(at))}: ${count ?? 1} logins`),
      ),
    ),
    ...timeline.events
      .filter(({ event }) => event !== "login")
      .map(({ at, event }) =>
        shape(
          "circle",
          {
            cx: x(at).toFixed(1),
            cy: eventLine - 2,
            r: 4,
            fill: "var(--paper)",
            stroke: "var(--warn-mark)",
            "stroke-width": 2,
          },
          shape("title", {}, `${codeWords(event)}, ${formats.dayOfMonth(new Date(at))}`),
        ),
      ),
    ...monthStarts(timeline, width < 520 ? 2 : 1).map((date) =>
      text(x(date.getTime()), timelineHeight - 6, formats.dayShort(date), { "text-anchor": "middle" }),
    ),
  );
  return timelineFrame(parts, options);
}

function monthStarts({ start, end }: Timeline, every: number): Date[] {
  const found: Date[] = [];
  for (let month = 0; month < 6; month += every) {
    const date = new Date(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + 1 + month, 1));
    if (date < end) found.push(date);
  }
  return found;
}
