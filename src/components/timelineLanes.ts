import type { Alert } from "../core/outliers/alerts.js";
import { dailyBalance, type Timeline } from "../core/outliers/timeline.js";
import type { Formats } from "../core/format/formats.js";
import { element, shape } from "./dom.js";
import { amountScale, lineScale, type Scale } from "./svgScales.js";

/** What the days of a client and the hours beside them have in common: heights, scales and marks. */

export interface TimelineOptions {
  readonly width: number;
  readonly formats: Formats;
  readonly label: string;
  /** Days and hours stand side by side, the scales to the left of the days. */
  readonly isLinked?: boolean;
}

/** Heights of the parts. */
export const lanes = { top: 24, flow: 150, gap: 26, balance: 56, events: 30, bottom: 24, left: 62 } as const;
const balanceTop = lanes.top + lanes.flow + lanes.gap;
export const eventLine = balanceTop + lanes.balance + lanes.events;
export const timelineHeight = eventLine + 16 + lanes.bottom;

export const text = (
  x: number,
  y: number,
  words: string,
  attributes: Record<string, string | number> = {},
): SVGElement =>
  shape("text", { x: x.toFixed(1), y: y.toFixed(1), fill: "var(--ink-3)", ...attributes }, words);
export const line = (
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  stroke: string,
  attributes: Record<string, string | number> = {},
): SVGElement =>
  shape("line", {
    x1: x1.toFixed(1),
    y1: y1.toFixed(1),
    x2: x2.toFixed(1),
    y2: y2.toFixed(1),
    stroke,
    ...attributes,
  });

/** The scale of a client's amounts: the same for the days and the hours. */
export function flowScale(timeline: Timeline): Scale {
  const sizes = timeline.days.flatMap(({ received, paid }) => [received, paid]);
  return amountScale(sizes, [lanes.top + lanes.flow, lanes.top]);
}

/** The scale of the balance of an account type, at the ends of the days and between its movements. */
export function balanceScale(timeline: Timeline, accountType: string): Scale | null {
  const between = timeline.movements.flatMap(({ accountType: type, balance, amount }) =>
    type === accountType && balance !== null ? [balance, balance - amount] : [],
  );
  const values = [...dailyBalance(timeline, accountType).map(({ balance }) => balance), ...between];
  return values.length === 0 ? null : lineScale(values, [balanceTop + lanes.balance, balanceTop]);
}

/** Where a drawing begins that has its scales to its left. */
export const scaledLeft = lanes.left;

/** The lines of both scales from `left` to `end`; their amounts to the left of them unless they stand elsewhere. */
export function scaleLines(
  flow: Scale,
  balance: Scale | null,
  alert: Alert,
  formats: Formats,
  { left, end, isNamed }: { readonly left: number; readonly end: number; readonly isNamed: boolean },
): SVGElement[] {
  const lines = (scale: Scale, sign: string): SVGElement[] =>
    scale.ticks.flatMap((tick) => {
      const y = scale.at(tick);
      const name = (tick > 0 ? sign : "") + formats.tick("amount", tick);
      return [
        line(left, y, end, y, tick === 0 && sign ? "var(--ink)" : "var(--rule)"),
        ...(isNamed ? [text(left - 8, y + 4, name, { "text-anchor": "end" })] : []),
      ];
    });
  const title = text(0, balanceTop - 10, `Balance of the ${alert.account_type} account`, {
    fill: "var(--ink)",
    "font-weight": 600,
  });
  return [...lines(flow, "+"), ...(balance ? [...(isNamed ? [title] : []), ...lines(balance, "")] : [])];
}

/** A path that steps from value to value. */
export function stepPath(points: readonly { readonly x: number; readonly y: number }[], end: number): string {
  return `${points.map(({ x, y }, index) => (index === 0 ? `M${x.toFixed(1)},${y.toFixed(1)}` : `H${x.toFixed(1)}V${y.toFixed(1)}`)).join("")}H${end.toFixed(1)}`;
}

/** The drawing of the days, or of the hours. */
export const timelineFrame = (
  parts: readonly (Node | null)[],
  { width, label }: Pick<TimelineOptions, "width" | "label">,
): HTMLElement =>
  element(
    "div",
    {},
    shape(
      "svg",
      {
        width,
        height: timelineHeight,
        viewBox: `0 0 ${width} ${timelineHeight}`,
        role: "img",
        "aria-label": label,
      },
      parts,
    ),
  );
