import * as Plot from "npm:@observablehq/plot";
import { survivalAt, type SurvivalPoint } from "../../core/churn/kaplanMeier.js";
import type { SurvivalGroup } from "../../core/churn/survivalGroups.js";
import { capital, codeWords } from "../../core/findings/words.js";
import type { Formats } from "../../core/format/formats.js";
import { drawPlot } from "../drawPlot.js";
import { element } from "../dom.js";

interface PanelOptions {
  readonly width: number;
  readonly height?: number;
  readonly formats: Formats;
  /** In grey for comparison; null in its own panel. */
  readonly whole: SurvivalGroup | null;
  readonly lastMonths: number;
  readonly least: number;
}

const start: Pick<SurvivalPoint, "time" | "survival" | "low" | "high"> = {
  time: 0,
  survival: 1,
  low: 1,
  high: 1,
};

/** Years that are named, and for which the numbers at risk are given. */
function yearTicks(lastMonths: number, width: number): number[] {
  const years = Math.floor(lastMonths / 12);
  const step = [1, 2, 3, 5, 10].find((each) => years / each <= width / 56) ?? 10;
  return Array.from({ length: Math.floor(years / step) + 1 }, (_, index) => index * step * 12);
}

function panel(group: SurvivalGroup, options: PanelOptions): HTMLElement {
  const { width, height = 240, formats, whole, lastMonths, least } = options;
  const ticks = yearTicks(lastMonths, width - 60);
  const atRisk = (months: number): number | undefined =>
    months === 0 ? undefined : group.points.find(({ time }) => time === months)?.atRisk;
  const end = group.points.slice(-1);
  const title = group.name === "all" ? "All clients" : capital(codeWords(group.name));
  const fiveOrLess = [60, 12].find((months) => (end[0]?.time ?? 0) >= months);
  const read =
    fiveOrLess === undefined
      ? ""
      : `, ${formats.percent(survivalAt(group.points, fiveOrLess).survival, 0)} after ${fiveOrLess / 12} ${fiveOrLess === 12 ? "year" : "years"}`;
  const chart = drawPlot(`Share of ${title.toLowerCase()} still there by tenure${read}`, {
    width,
    height,
    marginLeft: 40,
    marginRight: 44,
    marginTop: 12,
    marginBottom: 58,
    x: { domain: [0, lastMonths], axis: null },
    y: { domain: [least, 1] },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 4 }),
      Plot.axisY({
        ticks: 4,
        tickSize: 0,
        tickFormat: (v: number) => formats.percent(v, 0),
        label: null,
        fill: "var(--ink-3)",
      }),
      Plot.text(ticks, {
        x: (v: number) => v,
        frameAnchor: "bottom",
        dy: 14,
        text: (v: number) => String(v / 12),
        fill: "var(--ink-3)",
      }),
      Plot.text(ticks, {
        x: (v: number) => v,
        frameAnchor: "bottom",
        dy: 32,
        text: (v: number) => (v === 0 ? "at risk" : formats.count(atRisk(v) ?? 0).replace(/^0$/, "–")),
        fill: "var(--ink-3)",
        textAnchor: "middle",
        fontSize: 10,
      }),
      Plot.text(["years since the first account"], {
        frameAnchor: "bottom-right",
        dy: 50,
        textAnchor: "end",
        fill: "var(--ink-3)",
      }),
      ...(whole
        ? [
            Plot.line([start, ...whole.points], {
              x: "time",
              y: "survival",
              curve: "step-after",
              stroke: "var(--compare)",
              strokeWidth: 1.25,
            }),
          ]
        : []),
      Plot.areaY([start, ...group.points], {
        x: "time",
        y1: "low",
        y2: "high",
        curve: "step-after",
        fill: "var(--series-wash)",
        fillOpacity: 0.8,
      }),
      Plot.line([start, ...group.points], {
        x: "time",
        y: "survival",
        curve: "step-after",
        stroke: "var(--series)",
        strokeWidth: 1.75,
      }),
      Plot.ruleY([least], { stroke: "var(--rule-2)" }),
      Plot.text(end, {
        x: "time",
        y: "survival",
        dx: 6,
        textAnchor: "start",
        text: ({ survival }: SurvivalPoint) => formats.percent(survival, 0),
        fill: "var(--ink)",
        fontWeight: 600,
      }),
      Plot.tip(
        group.points,
        Plot.pointerX({
          x: "time",
          y: "survival",
          title: ({ time, survival, low, high, atRisk: risk }: SurvivalPoint) =>
            `${formats.value("number", time / 12)} years\n${formats.percent(survival)} still there (${formats.percent(low)} to ${formats.percent(high)})\n${formats.count(risk)} at risk`,
          fill: "var(--paper)",
          stroke: "var(--rule-2)",
        }),
      ),
    ],
  });
  return element(
    "div",
    {},
    element(
      "div",
      { class: "multiple-head" },
      element("span", {}, element("b", {}, title)),
      element(
        "span",
        { class: "note" },
        `${formats.count(group.clients)} watched, ${formats.count(group.leavers)} left`,
      ),
    ),
    chart,
  );
}

/** A curve for each group, beside the whole in grey; the axis is years of tenure, below it how many are watched. */
export function survivalPanels(
  groups: readonly SurvivalGroup[],
  options: { readonly width: number; readonly formats: Formats; readonly whole: SurvivalGroup },
): HTMLElement {
  const { width, formats, whole } = options;
  const isSingle = groups.length === 1;
  const columns = isSingle || width < 620 ? 1 : 2;
  const gap = 32;
  const each = Math.floor((width - gap * (columns - 1)) / columns);
  const lastMonths = Math.max(
    12,
    ...[...groups, whole].flatMap(({ points }) => points.slice(-1).map(({ time }) => time)),
  );
  const lowest = Math.min(...groups.flatMap(({ points }) => points.map(({ low }) => low)), 1);
  // Where half of them have left, the axis may as well begin at zero.
  const least = lowest < 0.5 ? 0 : Math.floor(lowest * 5) / 5;
  return element(
    "div",
    {
      class: "multiples",
      style: `grid-template-columns: repeat(${columns}, minmax(0, 1fr)); column-gap: ${gap}px`,
    },
    groups.map((group) =>
      panel(group, {
        width: each,
        height: isSingle ? 314 : 234,
        formats,
        whole: isSingle ? null : whole,
        lastMonths,
        least,
      }),
    ),
  );
}
