import type { Shift, ValidationReport } from "../../lib/core/validation/report.js";
import { leastRows } from "../../lib/core/validation/segments.js";
import { psiLimits } from "../../lib/core/validation/shifts.js";
import { watchLimits } from "../../lib/core/modelPage/limits.js";
import { count, number, percent, shareWithInterval, table, withInterval } from "./cardFormats.js";
import { outOfTimeOf } from "./cardPerformance.js";

const index = (value: number | null): string => (value === null ? "–" : value.toFixed(value < 0.01 ? 3 : 2));
const shift = (title: string, each: Shift): string[] => [
  title,
  index(each.test),
  index(each.today),
  each.verdict ?? "–",
];

/** How far scores and features moved, month by month, and by segment. */
export function stabilitySection(report: ValidationReport, titles: ReadonlyMap<string, string>): string {
  const worst = (each: Shift): number => Math.max(each.test ?? 0, each.today ?? 0);
  const used = report.shifts.filter(({ name }) => titles.has(name));
  const moved = used.filter((each) => worst(each) >= psiLimits.watch).sort((a, b) => worst(b) - worst(a));
  const months = report.months.map((each) => [
    each.month + (each.isTest ? " (test)" : ""),
    count(each.rows),
    count(each.positives),
    withInterval(each.auc),
    percent(each.predicted),
    percent(each.observed),
    index(each.psi),
  ]);
  const segments = report.segments.map((each) => [
    `${each.attribute}: ${each.group}`,
    count(each.rows),
    each.positives === null ? "–" : count(each.positives),
    withInterval(each.auc),
    each.predicted === null ? "–" : percent(each.predicted),
    shareWithInterval(each.observed),
  ]);
  return `PSI against the training rows; below ${psiLimits.watch} is stable, above ${psiLimits.moved} moved. Of
${used.length} features that the model uses, ${used.length - moved.length} are stable in the test and today; the others:

${table(["Distribution", "Test", "Today", "Verdict"], [shift("**Score**", report.score), ...moved.map((each) => shift(titles.get(each.name)!, each))])}

Month by month; training months are scored by models that never saw the client, and the interval is that of Hanley and
McNeil:

${table(["Month", "Rows", "Positives", "AUC", "Predicted", "Observed", "PSI of the score"], months)}

Out of time by segment:

${table(["Segment", "Rows", "Positives", "AUC", "Predicted", "Observed"], segments, "No segment is known.")}`;
}

/** How a decision at the cut-off falls on groups that are never features. */
export function fairnessSection(report: ValidationReport): string {
  if (report.fairness.length === 0) return "Neither gender nor age is known: nothing can be said.";
  const selected =
    report.selects === "below"
      ? "has a probability below the cut-off and would be granted credit"
      : "has a probability at or above the cut-off and would be contacted";
  const parts = report.fairness.map(({ attribute, reference, groups }) => {
    const rows = groups.map((each) =>
      each.isJudged
        ? [
            each.group,
            count(each.rows),
            shareWithInterval(each.selection),
            ...(each.group === reference
              ? ["–", "–", "–"]
              : [
                  withInterval(each.selectionRatio) + (each.isBelowFourFifths === true ? " ⚠" : ""),
                  withInterval(each.truePositiveDifference),
                  withInterval(each.falsePositiveDifference),
                ]),
            withInterval(each.observedToExpected),
          ]
        : [`${each.group} (not judged)`, count(each.rows), "–", "–", "–", "–", "–"],
    );
    const head = ["Group", "Rows", "Selected", "Ratio", "TPR less", "FPR less", "Observed to expected"];
    return `By ${attribute.replaceAll("_", " ")}${reference === null ? "" : `, against ${reference}`}:\n\n${table(head, rows)}`;
  });
  const warned = report.fairness.flatMap(({ groups }) =>
    groups.filter((each) => each.isBelowFourFifths === true).map(({ group }) => group),
  );
  return `Gender, age, nationality and place are never features. Out of time, whoever is "selected" ${selected}. A ratio
below 0.8 (four fifths) is a warning that asks for an explanation, not a proof; a difference is told from chance where its
interval leaves out 0, and an observed-to-expected ratio where it leaves out 1. Groups with fewer than ${leastRows} rows, and clients of
whom the attribute is not known, are not judged.

${parts.join("\n\n")}

${warned.length === 0 ? "No group falls below four fifths." : `Below four fifths: ${warned.join(", ")}. Before use, the bank has to say why, and whether a less uneven model would do as well.`}`;
}

/** What is to be watched, from which figure on something is to be done. */
export function monitoringSection(report: ValidationReport): string {
  const low = outOfTimeOf(report).intervals?.auc?.low;
  const { slope, selectionRatio } = watchLimits;
  const outside = (range: { readonly low: number; readonly high: number }): string =>
    `outside ${range.low} to ${range.high}`;
  return table(
    ["What is watched, at every build", "Watch", "Act"],
    [
      [
        "PSI of the score against training",
        `${psiLimits.watch} to ${psiLimits.moved}`,
        `above ${psiLimits.moved}`,
      ],
      [
        "PSI of each feature (CSI)",
        `${psiLimits.watch} to ${psiLimits.moved}`,
        `above ${psiLimits.moved} in a feature of weight`,
      ],
      [
        "AUC of the latest months with an outcome",
        low == null ? "falls" : `below ${number(low)}`,
        "below the best single feature",
      ],
      ["Calibration slope out of time", outside(slope.watch), outside(slope.act)],
      ["Share of missing values of a feature", "doubles", "a source fails"],
      [
        "Four-fifths ratio by gender and age band",
        `below ${selectionRatio.watch}`,
        `below ${selectionRatio.act}`,
      ],
    ],
  );
}
