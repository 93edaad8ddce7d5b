import { dimensions, type Dimension, type Measure } from "../core/activity.js";
import type { Formats } from "../core/format/formats.js";
import type { Cube } from "../core/kpi/cube.js";
import { orderedNames } from "../core/kpi/parts.js";
import { comparisons, readPeriod, writePeriod, type Comparison, type Period } from "../core/kpi/period.js";
import type { KpiView } from "../core/kpi/view.js";
import { measureChoice, type MeasureChoice } from "./measureChoice.js";
import { monthBrush, type MonthBrush } from "./monthBrush.js";
import { partBars, type PartBars } from "./partBars.js";
import { segmented } from "./segmented.js";
import { bindUrl, choice } from "./urlState.js";
import { sendInput, type ValueNode } from "./valueNode.js";

export interface KpiInputOptions {
  readonly measures: readonly Measure[];
  /** The months to choose from. */
  readonly known: Period;
  readonly formats: Formats;
}

/** What a reader chooses a view with; each is in the URL. */
export interface KpiInputs {
  readonly measure: MeasureChoice;
  readonly comparison: ValueNode<Comparison>;
  readonly months: MonthBrush;
  /** By dimension with more than one value, in the order in which its values stay. */
  readonly bars: ReadonlyMap<Dimension, { readonly names: readonly string[]; readonly node: PartBars }>;
  /** What they choose together. */
  readonly view: () => KpiView;
  /** Back to the whole bank and its last month. */
  readonly clear: () => void;
}

/** The linked inputs of the KPI page, their first values taken from the URL. */
export function kpiInputs(cube: Cube, options: KpiInputOptions): KpiInputs {
  const { measures, known, formats } = options;
  const standard = measures[0]!;
  const split = dimensions.filter((name) => cube.values[name].length > 1);
  const measure = bindUrl(
    measureChoice(measures, { formats, value: standard.id }),
    "measure",
    choice<string>(measures.map(({ id }) => id)),
  );
  const comparison = bindUrl(
    segmented<Comparison>(
      comparisons.map(({ id }) => id),
      {
        label: "Compare with",
        value: "year",
        format: (id) => comparisons.find((each) => each.id === id)!.label,
      },
    ),
    "compare",
    choice(comparisons.map(({ id }) => id)),
  );
  const months = bindUrl(monthBrush(known, { formats }), "period", {
    read: (text) => readPeriod(text, known),
    write: writePeriod,
    isContinuous: true,
  });
  const bars = new Map(
    split.map((name) => {
      const names = orderedNames(cube, name, standard);
      const node = bindUrl(partBars(names, { noun: name, formats }), name, choice(["all", ...names]));
      return [name, { names, node }];
    }),
  );

  const view = (): KpiView => {
    const valueOf = (name: Dimension): string => bars.get(name)?.node.value ?? "all";
    return {
      measure: measures.find(({ id }) => id === measure.value) ?? standard,
      filter: { product: valueOf("product"), segment: valueOf("segment"), channel: valueOf("channel") },
      period: months.value ?? { start: known.end, end: known.end },
      isChosen: months.value !== null,
      comparison: comparison.value,
    };
  };
  const clear = (): void => {
    const filtered = [...bars.values()].map(({ node }) => node).filter(({ value }) => value !== "all");
    for (const node of filtered) {
      node.value = "all";
      sendInput(node);
    }
    if (months.value !== null) {
      months.value = null;
      sendInput(months);
    }
    months.querySelector<HTMLElement>("button[tabindex='0']")?.focus({ preventScroll: true });
  };
  return { measure, comparison, months, bars, view, clear };
}
