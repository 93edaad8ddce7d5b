import { capital, listWords } from "../core/findings/words.js";
import type { Formats } from "../core/format/formats.js";
import { orderedGroups } from "../core/modelPage/fairness.js";
import { writeEstimate } from "../core/modelPage/figures.js";
import { watchLimits } from "../core/modelPage/limits.js";
import type { Estimate } from "../core/metrics/estimate.js";
import type { FairnessGroup, FairnessReport } from "../core/validation/report.js";
import { element } from "./dom.js";
import { intervalPanels, type DotTone, type IntervalPanel } from "./intervalPanels.js";

/** Ends that hold all figures and the reference, opened to the next step. */
function domainOf(
  figures: readonly (Estimate | null)[],
  least: readonly [number, number],
  step: number,
): [number, number] {
  const ends = figures.flatMap((each) => (each ? [each.low ?? each.value, each.high ?? each.value] : []));
  const low = Math.min(least[0], ...ends);
  const high = Math.max(least[1], ...ends);
  return [Math.floor(low / step) * step, Math.ceil(high / step) * step];
}

const differsFromChance = (figure: Estimate | null, at: number): boolean =>
  figure?.low != null && figure.high !== null && (figure.low > at || figure.high < at);

/** How the decision at the cut-off falls on the groups of an attribute: selected, errors and level, each with its interval. */
export function fairnessPanels(
  report: FairnessReport,
  options: {
    readonly width: number;
    readonly formats: Formats;
    /** Who gets what is to be had: "approved". */
    readonly selected: string;
    readonly label: string;
  },
): HTMLElement {
  const { width, formats, selected, label } = options;
  const groups = orderedGroups(report);
  const judged = groups.filter(({ isJudged }) => isJudged);
  const others = groups.filter(({ isJudged }) => !isJudged);
  const isReference = ({ group }: FairnessGroup): boolean => group === report.reference;
  const { act } = watchLimits.selectionRatio;
  const plain = (digits: number) => (value: number) => formats.number(value, digits);
  const toneOf =
    (at: number, figure: (group: FairnessGroup) => Estimate | null) =>
    (group: FairnessGroup): DotTone =>
      isReference(group) ? "compare" : differsFromChance(figure(group), at) ? "warn" : "series";
  const words =
    (figure: (group: FairnessGroup) => Estimate | null) =>
    (group: FairnessGroup): string =>
      isReference(group) ? "reference" : writeEstimate(formats, figure(group), "number");
  const differences = judged.flatMap((group) => [
    group.truePositiveDifference,
    group.falsePositiveDifference,
  ]);
  const reach = Math.max(0.1, ...domainOf(differences, [0, 0], 0.1).map(Math.abs));
  const selections = domainOf(
    judged.map(({ selection }) => selection),
    [1, 0],
    0.05,
  );
  const ratios = domainOf(
    judged.map(({ selectionRatio }) => selectionRatio),
    [0.7, 1.1],
    0.1,
  );
  const levels = domainOf(
    judged.map(({ observedToExpected }) => observedToExpected),
    [0.8, 1.2],
    0.2,
  );
  const difference = (
    title: string,
    figure: (group: FairnessGroup) => Estimate | null,
  ): IntervalPanel<FairnessGroup> => ({
    title,
    domain: [-reach, reach],
    ticks: [-reach, 0, reach],
    tick: plain(1),
    references: [{ at: 0, label: "alike" }],
    figure,
    text: words(figure),
    tone: toneOf(0, figure),
  });
  const panels: IntervalPanel<FairnessGroup>[] = [
    {
      title: `${capital(selected)}, % of rows`,
      domain: selections,
      ticks: selections,
      tick: (value) => formats.percent(value, 0),
      references: [],
      figure: ({ selection }) => selection,
      text: ({ selection }) => writeEstimate(formats, selection, "share"),
    },
    {
      title: "Ratio to the reference",
      domain: ratios,
      ticks: ratios,
      tick: plain(1),
      references: [
        { at: act, label: `four fifths ${act}`, isLimit: true },
        { at: 1, label: "1" },
      ],
      figure: ({ selectionRatio }) => selectionRatio,
      text: words(({ selectionRatio }) => selectionRatio),
      tone: (group) => (isReference(group) ? "compare" : group.isBelowFourFifths === true ? "bad" : "series"),
    },
    difference("TPR less the reference's", ({ truePositiveDifference }) => truePositiveDifference),
    difference("FPR less the reference's", ({ falsePositiveDifference }) => falsePositiveDifference),
    {
      title: "Observed over expected",
      domain: levels,
      ticks: [levels[0], 1, levels[1]],
      tick: plain(1),
      references: [{ at: 1, label: "as predicted" }],
      figure: ({ observedToExpected }) => observedToExpected,
      text: ({ observedToExpected }) => writeEstimate(formats, observedToExpected, "number"),
      tone: (group) => (differsFromChance(group.observedToExpected, 1) ? "warn" : "series"),
    },
  ];
  const notJudged =
    others.length > 0 &&
    element(
      "p",
      { class: "note" },
      `Not judged: ${listWords(others.map(({ group, rows }) => `${group} (${formats.count(rows)} rows)`))}. Fewer than 30 rows say nothing, and of whom the attribute is not known no group can be made.`,
    );
  return element(
    "div",
    {},
    judged.length > 0
      ? intervalPanels(judged, panels, {
          width,
          label,
          rowLabel: ({ group }) => capital(group),
          rowNote: ({ rows, positives }) =>
            `${formats.count(rows)} rows, ${formats.count(positives ?? 0)} positive`,
          labelWidth: 150,
        })
      : null,
    notJudged,
  );
}
