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

/** Income at risk by month, the last one named. */
export function riskTrend(months: readonly ChurnMonth[], options: TrendOptions): SVGSVGElement | HTMLElement {
  const { width, height = 200, formats, label } = options;
  const known = months.filter(({ income_at_risk: risk }) => risk !== null);
  const last = known.slice(-1);
  return drawPlot(label, {
    width,
    height,
    marginLeft: 56,
    marginRight: 84,
    marginBottom: 24,
    x: { type: "utc" },
    y: { zero: true, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => formats.tick("amount", v),
        label: null,
        fill: "var(--ink-3)",
      }),
      monthAxis(known, width - 140, formats),
      Plot.areaY(known, { x: "month", y: "income_at_risk", fill: "var(--series-wash)" }),
      Plot.lineY(known, { x: "month", y: "income_at_risk", stroke: "var(--series)", strokeWidth: 1.75 }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.dot(last, { x: "month", y: "income_at_risk", fill: "var(--series)", r: 3.5 }),
      Plot.text(last, {
        x: "month",
        y: "income_at_risk",
        text: ({ income_at_risk: risk }: ChurnMonth) => formats.value("amount", risk ?? 0),
        dx: 8,
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.tip(
        known,
        Plot.pointerX({
          x: "month",
          y: "income_at_risk",
          title: (month: ChurnMonth) =>
            `${formats.month(month.month)}\n${formats.value("amount", month.income_at_risk ?? 0)} at risk\n${formats.count(month.clients)} active clients`,
          fill: "var(--paper)",
          stroke: "var(--rule-2)",
        }),
      ),
    ],
  });
}

/** Leavers expected (line) and those who came to leave (dots: full in the months of the test, hollow in those trained on). */
export function leaversTrend(
  months: readonly ChurnMonth[],
  options: TrendOptions & { readonly testFrom: Date | null },
): SVGSVGElement | HTMLElement {
  const { width, height = 200, formats, label, testFrom } = options;
  const isTest = ({ month }: ChurnMonth): boolean => testFrom !== null && month >= testFrom;
  const known = months.filter(({ expected_leavers: expected }) => expected !== null);
  const over = known.filter(({ leavers }) => leavers !== null);
  const last = known.slice(-1);
  const lastOver = over.slice(-1);
  const text = { dx: 8, textAnchor: "start" as const };
  return drawPlot(label, {
    width,
    height,
    marginLeft: 40,
    marginRight: 84,
    marginBottom: 24,
    x: { type: "utc" },
    y: { zero: true, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => formats.count(v),
        label: null,
        fill: "var(--ink-3)",
      }),
      monthAxis(known, width - 124, formats),
      ...(testFrom
        ? [
            Plot.ruleX([testFrom], { stroke: "var(--ink-2)", strokeDasharray: "2 2" }),
            Plot.text([testFrom], {
              x: (date: Date) => date,
              frameAnchor: "top",
              text: () => "test",
              dx: 4,
              dy: -2,
              textAnchor: "start",
              fill: "var(--ink-2)",
            }),
          ]
        : []),
      Plot.lineY(known, { x: "month", y: "expected_leavers", stroke: "var(--compare)", strokeWidth: 1.75 }),
      Plot.dot(over, {
        x: "month",
        y: "leavers",
        r: 3,
        stroke: "var(--series)",
        fill: (month: ChurnMonth) => (isTest(month) ? "var(--series)" : "var(--paper)"),
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.text(last, {
        x: "month",
        y: "expected_leavers",
        text: ({ expected_leavers: e }: ChurnMonth) => `expected ${formats.count(e ?? 0)}`,
        ...text,
        fill: "var(--ink-3)",
      }),
      Plot.text(lastOver, {
        x: "month",
        y: "leavers",
        text: ({ leavers }: ChurnMonth) => `${formats.count(leavers ?? 0)} left`,
        dx: 6,
        dy: 12,
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.tip(
        known,
        Plot.pointerX({
          x: "month",
          y: "expected_leavers",
          title: (month: ChurnMonth) =>
            `${formats.month(month.month)}\n${formats.count(month.expected_leavers ?? 0)} expected to leave\n${month.leavers === null ? "the horizon is not over" : `${formats.count(month.leavers)} left`}`,
          fill: "var(--paper)",
          stroke: "var(--rule-2)",
        }),
      ),
    ],
  });
}

/** Active clients by month, for a bank without the model. */
export function clientsTrend(
  months: readonly ChurnMonth[],
  options: TrendOptions,
): SVGSVGElement | HTMLElement {
  const { width, height = 200, formats, label } = options;
  const last = months.slice(-1);
  return drawPlot(label, {
    width,
    height,
    marginLeft: 56,
    marginRight: 84,
    marginBottom: 24,
    x: { type: "utc" },
    y: { zero: true, nice: true },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => formats.count(v),
        label: null,
        fill: "var(--ink-3)",
      }),
      monthAxis(months, width - 140, formats),
      Plot.lineY(months, { x: "month", y: "clients", stroke: "var(--series)", strokeWidth: 1.75 }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.dot(last, { x: "month", y: "clients", fill: "var(--series)", r: 3.5 }),
      Plot.text(last, {
        x: "month",
        y: "clients",
        text: ({ clients }: ChurnMonth) => formats.count(clients),
        dx: 8,
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
    ],
  });
}
