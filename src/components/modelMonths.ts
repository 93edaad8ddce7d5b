import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { Estimate } from "../core/metrics/estimate.js";
import { writeEstimate, writePsi } from "../core/modelPage/figures.js";
import { watchLimits } from "../core/modelPage/limits.js";
import { isRanked, leastRowsForPsi, type MonthPoint } from "../core/modelPage/months.js";
import { addMonths } from "../core/months.js";
import { element } from "./dom.js";
import { drawPlot } from "./drawPlot.js";

export interface ModelMonthsOptions {
  readonly width: number;
  readonly formats: Formats;
  /** AUC of all test months. */
  readonly auc: Estimate;
  /** AUC of the best single feature over the test months, if there is one. */
  readonly rival: number | null;
  /** What the shares are of: "defaults". */
  readonly positives: string;
}

const middle = (date: Date): Date => new Date(date.getTime() + 15 * 86_400_000);

/** The months kept for the test, washed and named. */
function testWash(points: readonly MonthPoint[], isNamed: boolean): Plot.Markish[] {
  const test = points.filter(({ isTest }) => isTest);
  if (test.length === 0) return [];
  const span = [{ from: test[0]!.month, to: addMonths(test[test.length - 1]!.month, 1) }];
  return [
    Plot.rectX(span, { x1: "from", x2: "to", fill: "var(--paper-wash)" }),
    ...(isNamed
      ? [
          Plot.text(span, {
            x: "to",
            frameAnchor: "top-right",
            lineAnchor: "bottom",
            dy: -6,
            textAnchor: "end",
            text: () => "test: not fitted on",
            fill: "var(--ink-2)",
          }),
        ]
      : []),
  ];
}

/** A named line across the frame, its name at the right end. */
function namedLine(at: number, name: string, isLimit: boolean, dy = 0): Plot.Markish[] {
  return [
    Plot.ruleY([at], {
      stroke: isLimit ? "var(--warn-mark)" : "var(--compare)",
      strokeDasharray: "3 3",
    }),
    Plot.text([at], {
      y: (value: number) => value,
      frameAnchor: "right",
      textAnchor: "start",
      dx: 6,
      dy,
      text: () => name,
      fill: isLimit ? "var(--warn)" : "var(--ink-3)",
    }),
  ];
}

/** Ranking, level and spread of a model month by month, one above the other on the same months. */
export function modelMonths(points: readonly MonthPoint[], options: ModelMonthsOptions): HTMLElement {
  const { width, formats, auc, rival, positives } = options;
  const isNarrow = width < 560;
  const last = points[points.length - 1]!;
  const x: Plot.ScaleOptions = { type: "utc", domain: [points[0]!.month, addMonths(last.month, 1)] };
  const wanted = Math.max(2, Math.floor((width - 160) / 72));
  const every = Math.ceil(points.length / wanted);
  const months = points.map(({ month }) => month).filter((_, index) => index % every === 0);
  const frame = {
    width,
    marginLeft: 52,
    marginRight: isNarrow ? 78 : 128,
    marginTop: 20,
    marginBottom: 24,
    x,
  };
  const axes = (tickFormat: (value: number) => string, ticks = 4): Plot.Markish[] => [
    Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks }),
    Plot.axisY({ ticks, tickSize: 0, tickFormat, label: null, fill: "var(--ink-3)" }),
    Plot.axisX({
      ticks: months,
      tickSize: 0,
      tickFormat: (date: Date) => formats.monthShort(date),
      label: null,
      fill: "var(--ink-3)",
      textAnchor: "start",
      dx: -2,
    }),
  ];
  const at = ({ month }: MonthPoint): Date => middle(month);
  const monthWords = (point: MonthPoint): string =>
    `${formats.month(point.month)}${point.isTest ? ", test" : ""}: ${formats.count(point.rows)} rows, ${formats.count(point.positives)} ${positives}`;
  const inTest = (point: MonthPoint): string => (point.isTest ? "var(--series)" : "var(--compare)");
  // What is mostly chance is there and steps back.
  const weight = (point: MonthPoint): number => (isRanked(point) ? 1 : 0.35);

  const ranked = points.filter((point) => point.auc !== null);
  const lows = ranked.map((point) => point.auc!.low ?? point.auc!.value);
  // Where the two lines nearly meet, their names stand apart.
  const isClose = rival !== null && auc.low !== null && Math.abs(rival - auc.low) < 0.05;
  const rivalShift = !isClose ? 0 : rival > auc.low ? -6 : 6;
  const aucPlot = drawPlot(
    `AUC by month, with 95 % intervals; ${writeEstimate(formats, auc, "number")} over the test months`,
    {
      ...frame,
      height: 190,
      y: { domain: [Math.max(0, Math.min(0.5, ...lows)), 1] },
      marks: [
        testWash(points, true),
        axes((value) => formats.number(value, 1), 5),
        rival === null
          ? []
          : namedLine(rival, isNarrow ? "best feature" : "best single feature", false, rivalShift),
        auc.low === null
          ? []
          : namedLine(auc.low, isNarrow ? "watch" : "watch, latest month", true, -rivalShift),
        Plot.ruleX(ranked, {
          x: at,
          y1: (point: MonthPoint) => point.auc!.low ?? point.auc!.value,
          y2: (point: MonthPoint) => point.auc!.high ?? point.auc!.value,
          stroke: inTest,
          strokeWidth: 1.5,
          strokeOpacity: weight,
        }),
        Plot.dot(ranked, {
          x: at,
          y: (point: MonthPoint) => point.auc!.value,
          r: isNarrow ? 2.5 : 3.5,
          fill: inTest,
          fillOpacity: weight,
          title: (point: MonthPoint) =>
            `${monthWords(point)}\nAUC ${writeEstimate(formats, point.auc, "number")}`,
        }),
      ],
    },
  );
  const highest = Math.max(...points.map(({ observed, predicted }) => Math.max(observed.high!, predicted)));
  const levelPlot = drawPlot(`Share with the outcome by month, predicted and observed`, {
    ...frame,
    height: 170,
    y: { domain: [0, highest], nice: true },
    marks: [
      testWash(points, false),
      axes((value) => formats.tick("ratio", value)),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      Plot.line(points, { x: at, y: "predicted", stroke: "var(--compare)", strokeWidth: 2.5 }),
      Plot.ruleX(points, {
        x: at,
        y1: ({ observed }: MonthPoint) => observed.low,
        y2: ({ observed }: MonthPoint) => observed.high,
        stroke: "var(--series)",
        strokeWidth: 1.5,
      }),
      Plot.dot(points, {
        x: at,
        y: ({ observed }: MonthPoint) => observed.value,
        r: isNarrow ? 2.5 : 3.5,
        fill: "var(--series)",
        title: (point: MonthPoint) =>
          `${monthWords(point)}\npredicted ${formats.percent(point.predicted)}, observed ${writeEstimate(formats, point.observed, "share")}`,
      }),
    ],
  });
  const { watch, moved } = watchLimits.psi;
  const largest = Math.max(0.28, ...points.map(({ psi }) => psi)) * 1.05;
  // On a long scale the two limits nearly meet: their names stand apart.
  const isFlat = largest > 0.8;
  const few = points.filter(({ rows }) => rows < leastRowsForPsi).length;
  const psiPlot = drawPlot("PSI of the score by month against the training rows", {
    ...frame,
    height: 120,
    y: { domain: [0, largest] },
    marks: [
      testWash(points, false),
      axes((value) => formats.number(value, 1), 3),
      Plot.rectY(points, {
        x: "month",
        interval: "month",
        y: "psi",
        inset: isNarrow ? 1 : 3,
        fill: ({ psi, rows }: MonthPoint) =>
          rows < leastRowsForPsi
            ? "var(--compare)"
            : psi > moved
              ? "var(--bad)"
              : psi >= watch
                ? "var(--warn-mark)"
                : "var(--series)",
        title: (point: MonthPoint) => `${monthWords(point)}\nPSI ${writePsi(formats, point.psi)}`,
      }),
      Plot.text([last], {
        x: at,
        y: "psi",
        dy: -8,
        text: ({ psi }: MonthPoint) => writePsi(formats, psi),
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
      namedLine(watch, "watch 0.1", true, isFlat ? 5 : 0),
      namedLine(moved, "moved 0.25", true, isFlat ? -6 : 0),
    ],
  });
  const panel = (title: string, about: string, plot: Node): HTMLElement =>
    element(
      "div",
      { class: "panel" },
      element("p", { class: "panel-head" }, element("b", {}, title), ` ${about}`),
      plot,
    );
  return element(
    "div",
    { class: "panels" },
    panel(
      "AUC",
      `with the 95 % interval of Hanley and McNeil; training months by models that never saw the client${points.every(isRanked) ? "" : "; pale: fewer than ten of an outcome"}`,
      aucPlot,
    ),
    panel(
      `${positives.charAt(0).toUpperCase()}${positives.slice(1)}, % of rows`,
      "dots observed with 95 % interval, line predicted",
      levelPlot,
    ),
    panel(
      "PSI of the score",
      `against all training rows${few > 0 ? "; grey: fewer than 100 rows, mostly chance" : ""}`,
      psiPlot,
    ),
  );
}
