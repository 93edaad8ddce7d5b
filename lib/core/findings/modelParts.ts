import type { Formats } from "../format/formats.js";
import type { DriftRow } from "../modelPage/drift.js";
import { attributeWords } from "../modelPage/fairness.js";
import {
  figureOf,
  outOfTime,
  periodWords,
  writeEstimate,
  writeFigure,
  writePsi,
} from "../modelPage/figures.js";
import { watchLimits } from "../modelPage/limits.js";
import { isRanked, missedMonths, type MonthPoint } from "../modelPage/months.js";
import { rivalOf } from "../modelPage/rivals.js";
import type { ProbabilityModel } from "../modelPage/shownModels.js";
import type { FairnessReport, SegmentReport, ValidationReport } from "../validation/report.js";
import { capital, countWord, listWords, plural } from "./words.js";

/**
 * How a model did month by month.
 *
 * @param points in order of time
 * @param formats the bank's way of writing
 */
export function monthsFinding(points: readonly MonthPoint[], formats: Formats): string {
  const aucs = points.filter(isRanked).map(({ auc }) => auc!.value);
  const [low, high] = [Math.min(...aucs), Math.max(...aucs)];
  const range =
    aucs.length === 0
      ? "No month has ten of both outcomes, too few to rank by"
      : aucs.length === 1
        ? `AUC was ${writeFigure(formats, low, "number")}`
        : `AUC stayed between ${writeFigure(formats, low, "number")} and ${writeFigure(formats, high, "number")}`;
  const missed = missedMonths(points);
  if (points.length === 0) return "No month of snapshots has a known outcome yet";
  if (missed.length === 0)
    return `${range}; what was predicted lies within chance of what came, in every month`;
  // Of 95 % intervals, one in twenty leaves out the truth by chance.
  const isChance = missed.length <= Math.max(1, points.length / 20);
  return `${range}; what came differs from what was predicted by more than its interval in ${countWord(missed.length)} of ${points.length} months${isChance ? ", as chance would have it" : ""}`;
}

/**
 * What moved since training.
 *
 * @param rows of the model, those it uses first
 */
export function driftFinding(rows: readonly DriftRow[]): string {
  const used = rows.filter(({ isUsed }) => isUsed);
  const moved = used.filter(({ verdict }) => verdict === "moved");
  if (used.length === 0) return "The model uses no feature";
  if (moved.length === 0) {
    const watched = used.filter(({ verdict }) => verdict === "watch");
    return watched.length === 0
      ? `${used.length === 1 ? "The only feature is" : `All ${countWord(used.length)} features are`} as in training`
      : `No feature moved; ${countWord(watched.length)} of ${used.length} ${plural(watched.length, "is", "are")} to be watched`;
  }
  return `${capital(countWord(moved.length))} of ${used.length} ${plural(used.length, "feature")} moved since training, “${moved[0]!.title}” the most`;
}

/**
 * Whether scores lie as in training.
 *
 * @param score of the validation
 * @param formats the bank's way of writing
 */
export function scoreFinding(score: ValidationReport["score"], formats: Formats): string {
  const value = score.today ?? score.test;
  if (value === null || score.verdict === null) return "Nobody is scored to compare with the training rows";
  const words = {
    stable: "Scores lie as in training",
    watch: "Scores begin to differ from training",
    moved: "Scores moved since training",
  };
  return `${words[score.verdict]}: PSI ${writePsi(formats, value)} ${score.today === null ? "in the test" : "today"}`;
}

/**
 * What the model is held against.
 *
 * @param model with its validation
 * @param formats the bank's way of writing
 */
export function rankedFinding(model: ProbabilityModel, formats: Formats): string {
  const { ceiling } = model.evidence.validation;
  const rival = rivalOf(model);
  if (ceiling?.share) {
    const share = formats.percent(ceiling.share.value, 0);
    return ceiling.isLeaking
      ? "The model ranks better than the true probabilities: it knows what it cannot know"
      : `The model goes ${share} of the way from chance to what can be known`;
  }
  if (rival === null) return "There is no simple rival to hold the model against";
  const { value, low } = rival.aucGain;
  if (value <= 0) return `“${rival.title}” alone ranks as well as the model`;
  const gain = writeEstimate(formats, rival.aucGain, "number");
  return (low ?? 1) > 0
    ? `The model beats its best single feature by ${gain}`
    : `The model is ahead of its best single feature by ${gain}, which may be chance`;
}

/** Segments whose whole interval lies below the AUC of all rows, or that have an interval of their own above it. */
function toldApart(segments: readonly SegmentReport[], auc: number): SegmentReport[] {
  return segments.filter(({ auc: own }) => own?.low != null && own.high !== null && own.high < auc);
}

/**
 * Segments that say something of their clients.
 *
 * @param report of the model
 * @returns none where nothing but the whole is known
 */
export function knownSegments({ segments }: Pick<ValidationReport, "segments">): readonly SegmentReport[] {
  return segments.some(({ group }) => group !== "unknown") ? segments : [];
}

/**
 * Where the model is weaker.
 *
 * @param report of the model
 * @param formats the bank's way of writing
 */
export function segmentsFinding(report: ValidationReport, formats: Formats): string {
  const overall = figureOf(outOfTime(report), "auc")!.value;
  if (knownSegments(report).length === 0) return "The source knows no segments of clients";
  const judged = report.segments.filter(({ auc }) => auc !== null);
  if (judged.length === 0) return "No segment has enough of both outcomes to be judged";
  const weaker = toldApart(judged, overall);
  if (weaker.length === 0) {
    const [worst] = [...judged].sort((a, b) => a.auc!.value - b.auc!.value);
    return judged.length === 1
      ? `There is one segment, ${worst!.group}`
      : `No segment is told from the whole; lowest is ${worst!.group}, ${writeEstimate(formats, worst!.auc, "number")}`;
  }
  return `It ranks worse than on the whole among ${listWords(weaker.map(({ group, auc }) => `${group} (${writeFigure(formats, auc!.value, "number")})`))}`;
}

/**
 * How a decision at the cut-off falls on the groups of an attribute.
 *
 * @param report of one attribute
 * @param selected who gets what is to be had: "approved"
 * @param formats the bank's way of writing
 */
export function fairnessFinding(report: FairnessReport, selected: string, formats: Formats): string {
  const { attribute, reference, groups } = report;
  const judged = groups.filter(({ isJudged }) => isJudged);
  if (reference === null || judged.length === 0)
    return `No group by ${attributeWords(attribute)} is large enough to be judged`;
  const ratios = judged.filter(({ group, selectionRatio }) => group !== reference && selectionRatio !== null);
  if (ratios.length === 0)
    return `By ${attributeWords(attribute)} only ${reference} is large enough to be judged`;
  const below = ratios.filter(({ isBelowFourFifths }) => isBelowFourFifths === true);
  const shown = (below.length > 0 ? below : ratios).sort(
    (a, b) => a.selectionRatio!.value - b.selectionRatio!.value,
  );
  const ratio = (index: number): string =>
    writeFigure(formats, shown[index]!.selectionRatio!.value, "number");
  if (below.length === 0) {
    return `By ${attributeWords(attribute)} no group is below four fifths; lowest is ${shown[0]!.group}, ${selected} ${ratio(0)} times as often as ${reference}`;
  }
  return `${capital(listWords(shown.map(({ group }) => group)))} ${plural(shown.length, "is", "are")} ${selected} ${listWords(shown.map((_, index) => ratio(index)))} times as often as ${reference}, below four fifths (${watchLimits.selectionRatio.act})`;
}

/**
 * What the headline was measured on: `January to June 2025, 11,523 rows of 2,217 clients, 311 defaults`.
 *
 * @param report of the model
 * @param positives what those with the outcome are called
 * @param formats the bank's way of writing
 */
export function sampleWords(report: ValidationReport, positives: string, formats: Formats): string {
  const sample = outOfTime(report);
  return `${periodWords(formats, sample)}, ${formats.count(sample.rows)} rows of ${formats.count(sample.clients)} clients, ${formats.count(sample.positives)} ${positives}`;
}
