import * as Plot from "npm:@observablehq/plot";
import type { ChurnMonth } from "../../core/churn/rows.js";
import type { Formats } from "../../core/format/formats.js";
import { drawPlot } from "../drawPlot.js";

interface TrendOptions {
  readonly width: number;
  readonly height?: number;
  readonly formats: Formats;
  readonly label: string;
}

const monthAxis = (months: readonly ChurnMonth[], width: number, formats: Formats): Plot.Markish => {
  const every = Math.ceil(months.length / Math.max(2, Math.floor(width / 48)));
  // Counted from the end, so that the latest month has its name.
  const ticks = months
    .filter((_, index) => (months.length - 1 - index) % every === 0)
    .map(({ month }) => month);
  return Plot.axisX({
    ticks,
    tickSize: 0,
    tickFormat: (date: Date) => formats.monthShort(date),
    label: null,
    fill: "var(--ink-3)",
  });
};

/** A line over months, from 0 up, with room on the right for the name of its end. */
function trend(
  months: readonly ChurnMonth[],
  { width, height = 200, formats, label }: TrendOptions,
  { left, tick, marks }: { left: number; tick: (value: number) => string; marks: Plot.Markish[] },
): SVGSVGElement | HTMLElement {
  const right = 84;
  return drawPlot(label, {
    width,
    height,
    marginLeft: left,
    marginRight: right,
    marginBottom: 24,
    x: { type: "utc" },
    y: { zero: true, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({ ticks: 4, tickSize: 0, tickFormat: tick, label: null, fill: "var(--ink-3)" }),
      monthAxis(months, width - left - right, formats),
      ...marks,
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}

/** The end of a line, with its value beside it. */
const named = (
  last: readonly ChurnMonth[],
  y: string,
  text: (month: ChurnMonth) => string,
): Plot.Markish[] => [
  Plot.dot(last, { x: "month", y, fill: "var(--series)", r: 3.5 }),
  Plot.text(last, { x: "month", y, text, dx: 8, textAnchor: "start", fill: "var(--ink)", fontWeight: 600 }),
];

/** What is said of the month under the pointer. */
const saying = (
  months: readonly ChurnMonth[],
  y: string,
  title: (month: ChurnMonth) => string,
): Plot.Markish =>
  Plot.tip(months, Plot.pointerX({ x: "month", y, title, fill: "var(--paper)", stroke: "var(--rule-2)" }));

/** Income at risk by month, the last one named. */
export function riskTrend(months: readonly ChurnMonth[], options: TrendOptions): SVGSVGElement | HTMLElement {
  const { formats } = options;
  const known = months.filter(({ income_at_risk: risk }) => risk !== null);
  const amount = ({ income_at_risk: risk }: ChurnMonth): string => formats.value("amount", risk ?? 0);
  const y = "income_at_risk";
  return trend(known, options, {
    left: 56,
    tick: (value) => formats.tick("amount", value),
    marks: [
      Plot.areaY(known, { x: "month", y, fill: "var(--series-wash)" }),
      Plot.lineY(known, { x: "month", y, stroke: "var(--series)", strokeWidth: 1.75 }),
      ...named(known.slice(-1), y, amount),
      saying(
        known,
        y,
        (month) =>
          `${formats.month(month.month)}\n${amount(month)} at risk\n${formats.count(month.clients)} active clients`,
      ),
    ],
  });
}

/** Where the months of the test begin. */
const testBegins = (from: Date): Plot.Markish[] => [
  Plot.ruleX([from], { stroke: "var(--ink-2)", strokeDasharray: "2 2" }),
  Plot.text([from], {
    x: (date: Date) => date,
    frameAnchor: "top",
    text: () => "test",
    dx: 4,
    dy: -2,
    textAnchor: "start",
    fill: "var(--ink-2)",
  }),
];

/** Leavers expected (line) and those who came to leave (dots: full in the months of the test, hollow in those trained on). */
export function leaversTrend(
  months: readonly ChurnMonth[],
  options: TrendOptions & { readonly testFrom: Date | null },
): SVGSVGElement | HTMLElement {
  const { formats, testFrom } = options;
  const isTest = ({ month }: ChurnMonth): boolean => testFrom !== null && month >= testFrom;
  const known = months.filter(({ expected_leavers: expected }) => expected !== null);
  const over = known.filter(({ leavers }) => leavers !== null);
  const y = "expected_leavers";
  return trend(known, options, {
    left: 40,
    tick: (value) => formats.count(value),
    marks: [
      ...(testFrom ? testBegins(testFrom) : []),
      Plot.lineY(known, { x: "month", y, stroke: "var(--compare)", strokeWidth: 1.75 }),
      Plot.dot(over, {
        x: "month",
        y: "leavers",
        r: 3,
        stroke: "var(--series)",
        fill: (month: ChurnMonth) => (isTest(month) ? "var(--series)" : "var(--paper)"),
      }),
      Plot.text(known.slice(-1), {
        x: "month",
        y,
        text: ({ expected_leavers: e }: ChurnMonth) => `expected ${formats.count(e ?? 0)}`,
        dx: 8,
        textAnchor: "start",
        fill: "var(--ink-3)",
      }),
      Plot.text(over.slice(-1), {
        x: "month",
        y: "leavers",
        text: ({ leavers }: ChurnMonth) => `${formats.count(leavers ?? 0)} left`,
        dx: 6,
        dy: 12,
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      saying(
        known,
        y,
        (month) =>
          `${formats.month(month.month)}\n${formats.count(month.expected_leavers ?? 0)} expected to leave\n${month.leavers === null ? "the horizon is not over" : `${formats.count(month.leavers)} left`}`,
      ),
    ],
  });
}

/** Active clients by month, for a bank without the model. */
export function clientsTrend(
  months: readonly ChurnMonth[],
  options: TrendOptions,
): SVGSVGElement | HTMLElement {
  const count = (clients: number): string => options.formats.count(clients);
  return trend(months, options, {
    left: 56,
    tick: count,
    marks: [
      Plot.lineY(months, { x: "month", y: "clients", stroke: "var(--series)", strokeWidth: 1.75 }),
      ...named(months.slice(-1), "clients", ({ clients }) => count(clients)),
    ],
  });
}
