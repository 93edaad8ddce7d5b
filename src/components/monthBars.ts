import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { KpiPoint } from "../core/kpiSeries.js";
import type { KpiUnit } from "../core/kpis.js";
import { addMonths } from "../core/months.js";
import { element } from "./dom.js";
import { drawPlot } from "./drawPlot.js";

export interface MonthBarsOptions {
  readonly width: number;
  readonly height?: number;
  readonly unit: KpiUnit;
  /** What the drawing shows, for those who do not see it. */
  readonly label: string;
  readonly formats: Formats;
  /** The month that is picked in the beginning. */
  readonly selected: Date | null;
  /** Months before it cannot be picked. */
  readonly since: Date;
}

type Picker = HTMLElement & { value: Date | null };

/**
 * A bar for each month, the same month a year before as a grey tick. A month can be picked by click or keyboard: the
 * node's `value` is then its first day, and it sends `input`.
 */
export function monthBars(points: readonly KpiPoint[], options: MonthBarsOptions): Picker {
  const { width, height = 240, unit, label, formats, since } = options;
  const values = new Map(points.map(({ month, value }) => [month.getTime(), value]));
  const before = points.flatMap(({ month }) => {
    const value = values.get(addMonths(month, -12).getTime());
    return value === undefined ? [] : [{ month, value }];
  });
  const first = points[0]!.month;
  const end = addMonths(points[points.length - 1]!.month, 1);
  const every = Math.ceil(points.length / Math.max(2, Math.floor((width - 72) / 72)));
  const tick = (style: Plot.RuleYOptions): Plot.Markish =>
    Plot.ruleY(before, {
      x1: "month",
      x2: ({ month }: KpiPoint) => addMonths(month, 1),
      y: "value",
      ...style,
    });
  const chart = drawPlot(label, {
    width,
    height,
    marginLeft: 64,
    marginRight: 8,
    marginTop: 12,
    marginBottom: 26,
    x: { type: "utc", domain: [first, end] },
    y: { nice: true, zero: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 5 }),
      Plot.axisY({
        ticks: 5,
        tickSize: 0,
        tickFormat: (v: number) => formats.tick(unit, v),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.axisX({
        ticks: points.map(({ month }) => month).filter((_, index) => index % every === 0),
        tickSize: 0,
        tickFormat: (date: Date) => formats.monthShort(date),
        label: null,
        fill: "var(--ink-3)",
        textAnchor: "start",
        dx: -2,
      }),
      Plot.rectY(points, {
        x: "month",
        interval: "month",
        y: "value",
        inset: 1,
        fill: "var(--series)",
        fillOpacity: 0.92,
      }),
      // A rim of paper keeps the grey tick visible over a bar.
      tick({ stroke: "var(--paper)", strokeWidth: 5 }),
      tick({ stroke: "var(--compare)", strokeWidth: 2.5 }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
  const x = chart.scale("x")!;
  const picker = element("div", {
    role: "group",
    "aria-label": "Months; pick one to see its days",
  }) as HTMLElement as Picker;
  picker.style.position = "relative";
  const pick = (month: Date): void => {
    picker.value = picker.value?.getTime() === month.getTime() ? null : month;
    mark();
    picker.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const buttons = points.map(({ month, value }) => {
    const [left, right] = [Number(x.apply(month)), Number(x.apply(addMonths(month, 1)))];
    const canPick = month >= since;
    const text = `${formats.month(month)}: ${formats.value(unit, value)}`;
    const button = element("button", {
      type: "button",
      class: "pick",
      "data-month": month.toISOString().slice(0, 7),
      title: canPick
        ? `${text}\nClick to see its days`
        : `${text}\nDays are published for the last 13 months`,
      "aria-label": `${text}${canPick ? ", show its days" : ""}`,
      disabled: !canPick,
      click: () => pick(month),
    });
    button.style.cssText = `left:${left}px;width:${right - left}px;top:12px;bottom:26px`;
    return button;
  });
  const mark = (): void => {
    buttons.forEach((button, index) => {
      if (button.disabled) return;
      button.setAttribute("aria-pressed", String(points[index]!.month.getTime() === picker.value?.getTime()));
    });
  };
  picker.value = options.selected && options.selected >= since ? options.selected : null;
  mark();
  picker.append(chart, ...buttons);
  return picker;
}
