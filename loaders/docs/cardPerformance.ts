import { estimate } from "../../lib/core/metrics/estimate.js";
import type { Figures, SampleReport, ValidationReport } from "../../lib/core/validation/report.js";
import { count, number, percent, shareWithInterval, table, withInterval } from "./cardFormats.js";

const sampleTitles: Readonly<Record<SampleReport["sample"], string>> = {
  train: "Training (fitted on, flattered)",
  groupedCrossValidation: "Cross-validation by client",
  outOfTime: "**Out of time**",
  outOfTimeOutOfClient: "Out of time and out of client",
};

const figureTitles = {
  auc: "AUC",
  gini: "Gini",
  ks: "KS",
  lift: "Lift in the riskiest tenth",
  brier: "Brier",
  logLoss: "Log-loss",
  calibrationSlope: "Calibration slope",
} as const satisfies Partial<Record<keyof Figures, string>>;

/** The sample that the headline is about. */
export function outOfTimeOf(report: ValidationReport): SampleReport {
  const found = report.samples.find(({ sample }) => sample === "outOfTime");
  if (!found) throw new RangeError("The validation has no out-of-time sample.");
  return found;
}

/** Samples, headline figures, baselines and the ceiling. */
export function performanceSection(report: ValidationReport): string {
  const { samples, baselines, ceiling, resamples } = report;
  const described = samples.map((each) => [
    sampleTitles[each.sample],
    `${each.from} to ${each.to}`,
    String(each.snapshots),
    count(each.rows),
    count(each.clients),
    `${count(each.positives)} (${percent(each.observed)})`,
  ]);
  const names = Object.keys(figureTitles) as (keyof typeof figureTitles)[];
  const figureOf = (each: SampleReport, name: (typeof names)[number]): string => {
    const value = each.figures[name];
    return value === null ? "–" : withInterval(estimate(value, each.intervals?.[name] ?? null));
  };
  const own = outOfTimeOf(report);
  return `${table(["Sample", "Snapshots from and to", "Snapshots", "Rows", "Clients", "Positives"], described)}

${table(
  ["Figure", ...samples.map(({ sample }) => sampleTitles[sample])],
  names.map((name) => [figureTitles[name], ...samples.map((each) => figureOf(each, name))]),
)}

In brackets the 95 % interval, by drawing clients ${resamples} times: the snapshots of a client are alike, and rows drawn
one by one would pretend to know more. By the formula of Hanley and McNeil, which takes rows for independent, the AUC out
of time lies between ${number(own.hanleyMcNeil.low)} and ${number(own.hanleyMcNeil.high)}.
${count(report.sharedClientRows)} of the ${count(own.rows)} out-of-time rows are of clients that have training rows too;
the last column is of models that never saw the client.

**Against simple rivals**, out of time:

${table(
  ["Rival", "AUC", "KS", "Brier", "Log-loss", "AUC of the model is higher by"],
  baselines.map(({ name, figures, aucGain }) => [
    name === "constant" ? "the same probability for all" : `\`${name}\` alone`,
    number(figures.auc),
    number(figures.ks),
    number(figures.brier),
    number(figures.logLoss),
    withInterval(aucGain),
  ]),
)}${
    ceiling === null
      ? ""
      : `

**Against the ceiling.** The true probabilities are known of ${count(ceiling.rows)} of these rows, because the bank is
simulated; nobody can rank better than by them. They reach an AUC of ${withInterval(ceiling.auc)}, the model
${withInterval(ceiling.modelAuc)}: ${shareWithInterval(ceiling.share)} of the way from chance to the ceiling.${
          ceiling.isLeaking ? " **That is above the ceiling: the model knows what it cannot know.**" : ""
        }`
  }`;
}

/** How much of the calibration slope is the luck of the outcomes, where the truth is known. */
function luck(ceiling: ValidationReport["ceiling"]): string {
  if (typeof ceiling?.truthSlope !== "number" || ceiling.slopeToTruth === null) return "";
  return ` On the same outcomes the true probabilities themselves have a slope of ${number(ceiling.truthSlope)}: so much is luck. Held against the true probabilities in place of outcomes, the model has ${number(ceiling.slopeToTruth)}.`;
}

/** Predicted against observed, by group, by line and by test. */
export function calibrationSection(report: ValidationReport): string {
  const { predicted, observed, figures, hosmerLemeshow } = outOfTimeOf(report);
  const { calibrationSlope: slope, calibrationIntercept: intercept } = figures;
  const rows = report.calibration.map((point) => [
    percent(point.predicted),
    shareWithInterval(point.observed),
    count(point.positives),
    count(point.rows),
  ]);
  const line =
    slope === null || intercept === null
      ? "There is no calibration line: predictions separate the classes, or are all the same."
      : `Slope ${number(slope)} (1 is perfect, below 1 too extreme) and intercept ${number(intercept)} (0 is perfect).${luck(report.ceiling)}`;
  const test =
    hosmerLemeshow === null
      ? ""
      : ` Hosmer-Lemeshow: χ² = ${number(hosmerLemeshow.statistic)} with ${hosmerLemeshow.degrees} degrees of freedom, p = ${number(hosmerLemeshow.pValue)}; the test takes rows for independent, so that p is too small.`;
  return `Predicted ${percent(predicted)} on average, observed ${percent(observed)}. ${line}${test}

${table(["Predicted", "Observed", "Positives", "Rows"], rows)}`;
}

/** What the model decides at its cut-off. */
export function cutOffSection({ classification, gain }: ValidationReport): string {
  const { cutOff, confusion, report, precision, recall, flagged } = classification;
  const classes = (["negative", "positive", "macro", "weighted"] as const).map((name) => {
    const figures = report[name];
    return [
      name === "macro" || name === "weighted" ? `${name} mean` : name,
      number(figures.precision),
      number(figures.recall),
      number(figures.f1),
      count(figures.support),
    ];
  });
  const [first, second] = gain;
  return `Cut-off: a probability of ${cutOff.probability > 1 ? "none" : percent(cutOff.probability)} or more (${cutOff.name}), not chosen on these rows. It flags
${shareWithInterval(flagged)} of the rows. Precision ${shareWithInterval(precision)}, recall ${shareWithInterval(recall)}.

${table(
  ["", "Predicted negative", "Predicted positive"],
  [
    ["Observed negative", count(confusion.trueNegatives), count(confusion.falsePositives)],
    ["Observed positive", count(confusion.falseNegatives), count(confusion.truePositives)],
  ],
)}

${table(["Class", "Precision", "Recall", "F1", "Support"], classes)}

The riskiest tenth of the rows holds ${percent(first!.gain)} of the positives, ${number(first!.lift)} times its share; the
riskiest fifth ${percent(second!.gain)}.`;
}
