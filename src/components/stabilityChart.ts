import * as Plot from "npm:@observablehq/plot";
import type { Formats } from "../core/format/formats.js";
import type { ScoreMonth } from "../core/risk/scoreMonths.js";
import { psiLimits } from "../core/validation/shifts.js";
import { drawPlot } from "./drawPlot.js";

/** Population stability index of the score by month, with the limits of watch and of a move. */
export function stabilityChart(
  months: readonly ScoreMonth[],
  options: {
    readonly width: number;
    readonly label: string;
    readonly formats: Formats;
    readonly trainedTo: Date;
  },
): Node {
  const { width, label, formats, trainedTo } = options;
  const most = Math.max(...months.map(({ psi }) => psi));
  const top = Math.max(psiLimits.watch * 1.3, most * 1.15);
  const last = months[months.length - 1]!;
  const limits = [
    { value: psiLimits.watch, words: `watch from ${psiLimits.watch}` },
    { value: psiLimits.moved, words: `moved from ${psiLimits.moved}` },
  ].filter(({ value }) => value <= top);
  return drawPlot(label, {
    width,
    height: 240,
    marginLeft: 44,
    marginRight: 48,
    marginTop: 24,
    marginBottom: 38,
    x: { type: "utc" },
    y: { domain: [0, top] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        tickFormat: (v: number) => formats.number(v, 2),
      }),
      Plot.axisX({
        tickSize: 0,
        label: null,
        fill: "var(--ink-3)",
        ticks: width < 420 ? 3 : 6,
        tickFormat: (date: Date) => formats.monthShort(date),
      }),
      Plot.text(["PSI"], { frameAnchor: "top-left", dy: -20, dx: -42, fill: "var(--ink-3)" }),
      Plot.ruleY(limits, { y: "value", stroke: "var(--warn-mark)", strokeDasharray: "3 3" }),
      Plot.text(limits, {
        y: "value",
        text: "words",
        frameAnchor: "left",
        dx: 4,
        dy: -8,
        textAnchor: "start",
        fill: "var(--warn)",
      }),
      Plot.ruleX([trainedTo], { stroke: "var(--rule-2)" }),
      Plot.text([trainedTo], {
        x: (d: Date) => d,
        frameAnchor: "top",
        dx: -4,
        dy: 4,
        textAnchor: "end",
        text: () => "trained on",
        fill: "var(--ink-3)",
      }),
      Plot.text([trainedTo], {
        x: (d: Date) => d,
        frameAnchor: "top",
        dx: 4,
        dy: 4,
        textAnchor: "start",
        text: () => "scored later",
        fill: "var(--ink-3)",
      }),
      Plot.line(months, { x: "month", y: "psi", stroke: "var(--series)", strokeWidth: 1.75 }),
      Plot.dot(months, {
        x: "month",
        y: "psi",
        r: 2.5,
        fill: "var(--series)",
        title: ({ month, psi, rows }: ScoreMonth) =>
          `${formats.month(month)}: PSI ${formats.number(psi, 4)}, ${formats.count(rows)} scored`,
      }),
      Plot.text([last], {
        x: "month",
        y: "psi",
        text: () => formats.number(last.psi, 3),
        dx: 6,
        textAnchor: "start",
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.ruleY([0], { stroke: "var(--ink)" }),
    ],
  });
}
