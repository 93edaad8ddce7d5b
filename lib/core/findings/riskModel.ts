import type { Formats } from "../format/formats.js";
import type { Estimate } from "../metrics/estimate.js";
import type { CutoffCurve, CutoffPoint } from "../risk/cutoff.js";
import type { PointsBin, PointsSpread } from "../risk/distribution.js";
import type { FeatureLines } from "../risk/scorecardBins.js";
import type { ScoreMonth } from "../risk/scoreMonths.js";
import type { CalibrationPoint } from "../validation/report.js";
import { psiLimits } from "../validation/shifts.js";
import { capital, countWord, outOf, plural } from "./words.js";

/**
 * The head of the cut-off simulator: the best cut-off, and what the chosen one gives up for it.
 *
 * @param best the sample at its best cut-off
 * @param chosen the sample at the chosen one
 * @param isYearly whether profit is that of a year
 * @param formats the bank's way of writing
 */
export function cutoffFinding(
  best: CutoffPoint,
  chosen: CutoffPoint,
  isYearly: boolean,
  formats: Formats,
): string {
  const start = `Cut-off: the best is ${String(best.cutOff)} points`;
  if (best.cutOff === chosen.cutOff)
    return `${start}, which declines ${formats.percent(1 - best.approvalRate)}`;
  const lost = formats.value("amount", best.profit - chosen.profit);
  const defaults = best.falseNegatives - chosen.falseNegatives;
  const count = `${formats.count(Math.abs(defaults))} ${defaults >= 0 ? "fewer" : "more"} ${plural(Math.abs(defaults), "defaulter")} accepted`;
  return `${start}; at ${String(chosen.cutOff)} we would give up ${lost}${isYearly ? " a year" : ""}, with ${count}`;
}

/**
 * The title of the profit curve.
 *
 * @param curve of the part
 * @param range cut-offs that are nearly the best
 */
export function profitFinding(curve: CutoffCurve, range: readonly [number, number]): string {
  const [low, high] = range;
  if (low <= curve.from)
    return `Profit hardly depends on the cut-off up to ${String(high)} points, and falls above`;
  return `Profit is within 2 % of the best from ${String(low)} to ${String(high)} points`;
}

/**
 * The title of the confusion matrix.
 *
 * @param point the sample at the chosen cut-off
 * @param formats the bank's way of writing
 */
export function confusionFinding(point: CutoffPoint, formats: Formats): string {
  const { truePositives: caught, falseNegatives: missed } = point;
  return `At ${String(point.cutOff)} points, ${formats.count(caught)} of ${formats.count(caught + missed)} defaulters ${caught === 1 ? "is" : "are"} declined`;
}

/**
 * The title of the calibration chart.
 *
 * @param points groups of rows with predicted and observed share
 */
export function calibrationFinding(points: readonly CalibrationPoint[]): string {
  const off = points.filter(
    ({ predicted, observed: { low, high } }) =>
      low !== null && high !== null && (predicted < low || predicted > high),
  );
  const all = countWord(points.length);
  if (off.length === 0) return `All ${all} groups default as often as predicted`;
  return `${capital(countWord(points.length - off.length))} of ${all} groups default as often as predicted`;
}

/**
 * The title of the ROC curve.
 *
 * @param auc area, with its interval
 */
export const rocFinding = (auc: Estimate): string =>
  `A defaulter outranks a payer ${String(Math.round(auc.value * 100))} times in 100`;

/**
 * The title of the table of points.
 *
 * @param lines features, the widest range of points first
 */
export function scorecardFinding(lines: readonly FeatureLines[]): string {
  const [first, second] = lines;
  if (!first) return "The scorecard uses no feature";
  if (!second)
    return `“${first.title}” alone decides: ${String(Math.round(first.range))} points from best bin to worst`;
  return `“${first.title}” and “${second.title}” move the score most: ${String(Math.round(first.range))} and ${String(Math.round(second.range))} points from best bin to worst`;
}

/**
 * The title of the stability chart.
 *
 * @param months oldest first
 */
export function stabilityFinding(months: readonly ScoreMonth[]): string {
  const beyond = months.filter(({ psi }) => psi >= psiLimits.watch);
  const last = months[months.length - 1];
  if (!last) return "No month is scored yet";
  if (beyond.length === 0) return "The clients' scores are spread as they were in training, in every month";
  const verdict =
    last.psi >= psiLimits.moved ? "moved" : last.psi >= psiLimits.watch ? "to be watched" : "stable";
  return `Scores left the stable range in ${countWord(beyond.length)} of ${countWord(months.length)} months; the last is ${verdict}`;
}

/**
 * The head of the list of clients: how much of the loss the first of them carry.
 *
 * @param losses expected loss of each client, in any order
 * @param noun what is listed: client or loan
 * @param formats the bank's way of writing
 */
export function whoFinding(losses: readonly number[], noun: string, formats: Formats): string {
  const most = Math.min(12, losses.length);
  const total = losses.reduce((sum, loss) => sum + loss, 0);
  const first = [...losses].sort((a, b) => b - a).slice(0, most);
  const share = total > 0 ? first.reduce((sum, loss) => sum + loss, 0) / total : 0;
  if (most === 0) return `Who: no ${noun} is scored`;
  return `Who: ${countWord(most)} ${plural(most, noun)} ${most === 1 ? "carries" : "carry"} ${formats.percent(share, 0)} of the expected loss`;
}

/**
 * The title of the list's reasons: what costs the first of them most points.
 *
 * @param reasons of each client at the top of the list, the largest loss first
 * @param noun what is listed, in the plural
 * @param titleOf title of a feature by its name
 */
export function reasonsFinding(
  reasons: readonly (readonly { readonly feature: string }[])[],
  noun: string,
  titleOf: (feature: string) => string,
): string {
  const counts = new Map<string, number>();
  for (const [first] of reasons) if (first) counts.set(first.feature, (counts.get(first.feature) ?? 0) + 1);
  const [most] = [...counts].sort(([, a], [, b]) => b - a);
  if (!most) return `None of these ${noun} loses points against the best bins`;
  const [feature, count] = most;
  return `“${titleOf(feature)}” costs ${outOf(count, reasons.length)} ${noun} at the top most points`;
}

/**
 * What moves between a client's actual score and an edited one.
 *
 * @param actual points, not rounded
 * @param edited points, not rounded
 * @param words of the PD before and after
 */
export function whatIfFinding(
  actual: number,
  edited: number,
  words: { readonly before: string; readonly after: string },
): string {
  const change = Math.round(edited) - Math.round(actual);
  const points = String(Math.round(edited));
  if (change === 0) return `${points} points: PD ${words.after}`;
  const moved = `${String(Math.abs(change))} ${change > 0 ? "more" : "fewer"}`;
  return `${points} points, ${moved} than now: PD ${words.after} instead of ${words.before}`;
}

/** Middle of the bin in which a group's running share passes one half. */
function medianOf(bins: readonly PointsBin[], size: number): number | null {
  let share = 0;
  for (const bin of bins) {
    share += bin.share;
    if (share >= 0.5) return bin.from + size / 2;
  }
  return null;
}

/**
 * The title of the distribution of points.
 *
 * @param spread of payers and defaulters
 */
export function spreadFinding({ payers, defaulters, size }: PointsSpread): string {
  const [good, bad] = [medianOf(payers, size), medianOf(defaulters, size)];
  if (good === null || bad === null) return "How points are spread";
  const gap = Math.round(good - bad);
  return gap > 0
    ? `Payers have about ${String(gap)} points more than defaulters`
    : "Payers have no more points than defaulters";
}
