import { dimensions, pointsOf, type Dimension } from "../core/activity.js";
import { filterWords } from "../core/findings/activity.js";
import {
  comparedShortly,
  comparedWords,
  hiddenText,
  partsAbout,
  partsFinding,
  periodFinding,
} from "../core/findings/kpi.js";
import { capital, countWord, plural } from "../core/findings/words.js";
import type { Cube } from "../core/kpi/cube.js";
import { compareOver, pointsBefore } from "../core/kpi/overPeriod.js";
import { partsOver } from "../core/kpi/parts.js";
import { comparedPeriod, lengthOf, monthsBack, periodWords } from "../core/kpi/period.js";
import { monthRows, partRows, type KpiView } from "../core/kpi/view.js";
import { element } from "./dom.js";
import { filterLine } from "./filterLine.js";
import { kpiInputs, type KpiInputOptions } from "./kpiInputs.js";
import { liveFrame } from "./liveFrame.js";
import { periodButtons } from "./periodButtons.js";
import { withProperties } from "./valueNode.js";

export type KpiExplorer = HTMLElement & {
  readonly value: KpiView;
  /** Draws what is looked at from a cube that has its cells. */
  show: (cube: Cube) => void;
};

/**
 * Months, products, segments and channels of a measure, linked: choosing in one filters the others. All choices are in
 * the URL; the node's `value` is the view they make, and it sends `input`.
 *
 * @param cube the cells there are without a filter
 * @param options the measures and months to choose from, and where the data comes from
 */
export function kpiExplorer(
  cube: Cube,
  options: KpiInputOptions & { readonly source: (report: string) => string },
): KpiExplorer {
  const { measures, known, formats, source } = options;
  const { measure, comparison, months, bars, view, clear } = kpiInputs(cube, options);
  const buttons = periodButtons(months, known);
  const line = filterLine({ clear });
  let shownMonths: readonly object[] = [];
  const shownParts = new Map<Dimension, readonly object[]>();
  const monthFrame = liveFrame(months, {
    source: source("rpt_activity_monthly"),
    download: { name: "activity_by_month", rows: () => shownMonths },
  });
  const partFrames = new Map(
    [...bars].map(([name, { node }]) => [
      name,
      liveFrame(node, {
        source: source("rpt_activity_monthly"),
        download: { name: `activity_by_${name}`, rows: () => shownParts.get(name) ?? [] },
      }),
    ]),
  );

  const show = (cells: Cube): void => {
    const now = view();
    const { filter, period } = now;
    const against = comparedWords(period, now.comparison, formats);
    const shortly = comparedShortly(period, now.comparison, formats);
    const when = periodWords(period, formats);
    const picked = cells.pick(filter);
    const totals = new Map(
      measures.map((each) => [each.id as string, compareOver(picked, { ...now, measure: each })]),
    );
    measure.show(totals, shortly);
    buttons.show(period);
    const isPart = dimensions.some((name) => filter[name] !== "all");
    const isFiltered = now.isChosen || isPart;
    line.show(
      [
        { text: `${now.measure.label}, ` },
        { text: filterWords(filter), isChosen: isPart },
        { text: ", " },
        { text: when, isChosen: now.isChosen },
        { text: against ? `, against ${against}` : "" },
      ],
      isFiltered,
    );
    const points = pointsOf(picked, now.measure.id).filter(({ month }) => month <= known.end);
    // A year back is drawn for every month; another step only means something for the months of the period.
    const back = monthsBack(period, now.comparison);
    const before = pointsBefore(points, back, now.comparison === "year" ? known : period);
    const title = periodFinding(now.measure, totals.get(now.measure.id)!, now, formats);
    months.show({
      points,
      before,
      compared: comparedPeriod(period, now.comparison),
      unit: now.measure.unit,
      label: `${title}. By month, ${periodWords(known, formats)}.`,
      beforeLabel:
        now.comparison === "year"
          ? "a year before"
          : `${countWord(back ?? 1)} ${plural(back ?? 1, "month")} before`,
    });
    const swatch = (tone: string, text: string): HTMLElement =>
      element("span", { class: "key" }, element("span", { class: `swatch ${tone}` }), text);
    monthFrame.show({
      title,
      about: element(
        "span",
        {},
        `${now.measure.about} ${capital(filterWords(filter))}, by month. `,
        swatch("is-accent", when),
        against && swatch("", now.comparison === "year" ? "the same month a year before" : against),
        points.length < lengthOf(known) ? ` Months without a bar have ${hiddenText}.` : "",
      ),
    });
    for (const [name, { names, node }] of bars) {
      const parts = partsOver(cells, names, { ...now, dimension: name });
      node.show(parts, { measure: now.measure, against: shortly });
      partFrames.get(name)!.show({
        title: partsFinding(parts, name, now.measure, formats),
        about: partsAbout(parts, name, now, formats),
      });
      shownParts.set(name, partRows(parts, name, now));
    }
    shownMonths = monthRows(points, before, now);
  };

  const root = element(
    "div",
    { class: "kpi-explorer" },
    element("h2", { class: "visually-hidden" }, "Months and their parts"),
    line,
    measure,
    element(
      "div",
      { class: "controls" },
      element("div", {}, element("span", { class: "control-label" }, "Period"), buttons),
      comparison,
    ),
    monthFrame,
    element("div", { class: `columns is-${partFrames.size} kpi-parts` }, [...partFrames.values()]),
  );
  return withProperties(root, {
    get value() {
      return view();
    },
    show,
  });
}
