import type { Formats } from "../core/format/formats.js";
import { toggled } from "../core/kpi/brush.js";
import { hasMonth, monthsOf, periodBetween, type Period } from "../core/kpi/period.js";
import { element } from "./dom.js";
import { letDrag } from "./monthDrag.js";
import { drawMonths, plotInset, type MonthData } from "./monthDrawing.js";
import { sendInput, withValue, type ValueNode } from "./valueNode.js";

export type MonthBrush = ValueNode<Period | null> & { show: (data: MonthData) => void };

/**
 * A bar for each month; the chosen period in the accent colour. The reader chooses one month by click or Enter, several
 * by dragging or with Shift and the arrow keys, and moves the period or one of its ends. The node's `value` is the period, or
 * null for the last month, and it sends `input` while the reader drags.
 */
export function monthBrush(
  known: Period,
  options: { readonly formats: Formats; readonly height?: number },
): MonthBrush {
  const { formats, height = 224 } = options;
  const months = monthsOf(known);
  const last = periodBetween(known.end, known.end);
  let data: MonthData = { points: [], before: [], compared: null, unit: "count", label: "", beforeLabel: "" };
  let active = months.length - 1;
  let anchor = active;
  const drawing = element("div", { class: "month-drawing" });
  const buttons: readonly HTMLButtonElement[] = months.map((month, index) =>
    element("button", {
      type: "button",
      class: "pick",
      tabindex: index === active ? 0 : -1,
      "data-month": month.toISOString().slice(0, 7),
      // A pointer has its own way in; this is for keys and for those who press without one.
      click: (event: Event) =>
        (event as MouseEvent).detail === 0 && choose(index, toggled(node.value, month)),
    }),
  );
  const picks: HTMLElement = element("div", { class: "month-picks" }, buttons);
  picks.style.cssText = `left:${plotInset.left}px;right:${plotInset.right}px;top:${plotInset.top}px;bottom:0`;
  const root: HTMLElement = element(
    "div",
    {
      class: "month-brush",
      role: "group",
      "aria-label": "Months: choose one with Enter, several with Shift and the arrow keys",
      keydown: (event: Event) => key(event as KeyboardEvent),
    },
    drawing,
    picks,
  );
  const period = (): Period => node.value ?? last;

  function choose(index: number, value: Period | null): void {
    active = index;
    node.value = value;
    sendInput(node);
  }

  function key(event: KeyboardEvent): void {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      Home: -Infinity,
      End: Infinity,
    };
    const step = steps[event.key];
    if (event.key === "Escape" && node.value !== null) choose(active, null);
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(months.length - 1, active + step));
    if (event.shiftKey) choose(next, periodBetween(months[anchor]!, months[next]!));
    else anchor = next;
    active = next;
    mark();
    buttons[next]!.focus();
  }

  function mark(): void {
    buttons.forEach((button, index) => {
      button.tabIndex = index === active ? 0 : -1;
      button.setAttribute("aria-pressed", String(hasMonth(period(), months[index]!)));
    });
  }

  function draw(): void {
    mark();
    const width = drawing.clientWidth;
    if (width === 0) return;
    drawing.replaceChildren(drawMonths(months, data, { width, height, formats, period: period() }));
  }

  const node: ValueNode<Period | null> = withValue<Period | null>(root, null, draw);
  letDrag(picks, months, {
    period,
    start: (index) => {
      active = anchor = index;
      mark();
      buttons[index]!.focus({ preventScroll: true });
    },
    change: (next) => {
      node.value = next;
      sendInput(node);
    },
    press: (index) => choose(index, toggled(node.value, months[index]!)),
    cancel: (before) => choose(active, before),
    value: () => node.value,
  });
  new ResizeObserver(draw).observe(drawing);
  drawing.style.minHeight = `${height}px`;

  const show: MonthBrush["show"] = (next) => {
    data = next;
    const values = new Map(data.points.map(({ month, value }) => [month.getTime(), value]));
    const before = new Map(data.before.map(({ month, value }) => [month.getTime(), value]));
    buttons.forEach((button, index) => {
      const month = months[index]!;
      const value = values.get(month.getTime());
      const compared = before.get(month.getTime());
      const text = `${formats.month(month)}: ${value === undefined ? "no figure" : formats.value(data.unit, value)}`;
      const more = compared === undefined ? "" : `${data.beforeLabel} ${formats.value(data.unit, compared)}`;
      button.title = more ? `${text}\n${more}` : text;
      button.setAttribute("aria-label", more ? `${text}, ${more}` : text);
    });
    draw();
  };
  return Object.assign(node, { show });
}
