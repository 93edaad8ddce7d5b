import { auc } from "../metrics/auc.js";
import { brier } from "../metrics/brier.js";
import { calibration } from "../metrics/calibration.js";
import { hanleyMcNeil, type Interval } from "../metrics/hanleyMcNeil.js";
import { hosmerLemeshow } from "../metrics/hosmerLemeshow.js";
import { ks } from "../metrics/ks.js";
import { lift } from "../metrics/lift.js";
import { logLoss } from "../metrics/logLoss.js";
import type { Panel } from "../panel.js";
import { liftShare, type HeadlineName } from "./rankedSample.js";
import type { Figures, SampleName, SampleReport } from "./report.js";
import { countPositives, mean, type Scored } from "./scored.js";

/**
 * All figures of some scored rows.
 *
 * @param scored rows of both classes
 * @throws RangeError if a class is empty or a value is no probability
 */
export function figuresOf({ probabilities, labels }: Scored): Figures {
  const area = auc(probabilities, labels);
  const line = calibration(probabilities, labels);
  return {
    auc: area,
    ks: ks(probabilities, labels),
    gini: 2 * area - 1,
    brier: brier(probabilities, labels),
    logLoss: logLoss(probabilities, labels),
    calibrationSlope: line?.slope ?? null,
    calibrationIntercept: line?.intercept ?? null,
    lift: lift(probabilities, labels, liftShare),
  };
}

/**
 * A sample described and measured.
 *
 * @param sample its name
 * @param panel where its rows are
 * @param rows indices into the panel
 * @param scored the same rows, with their probabilities
 * @param intervals of the headline figures, if worked out
 * @throws RangeError if a class is empty or a value is no probability
 */
export function sampleReport(
  sample: SampleName,
  panel: Panel,
  rows: Int32Array,
  scored: Scored,
  intervals: Readonly<Record<HeadlineName, Interval | null>> | null,
): SampleReport {
  const { probabilities, labels, clients } = scored;
  const snapshots = [...new Set(Array.from(rows, (row) => panel.snapshots[row]!))].sort((a, b) => a - b);
  const positives = countPositives(labels);
  const figures = figuresOf(scored);
  // Two degrees of freedom are lost to the fit only where the rows were fitted on.
  const test = hosmerLemeshow(probabilities, labels, 10, sample === "train" ? 2 : 0);
  return {
    sample,
    from: panel.snapshotDates[snapshots[0]!]!,
    to: panel.snapshotDates[snapshots.at(-1)!]!,
    snapshots: snapshots.length,
    rows: rows.length,
    clients: clients.count,
    positives,
    figures,
    predicted: mean(probabilities),
    observed: positives / rows.length,
    // A certain mistake makes it infinite, which JSON cannot write.
    hosmerLemeshow: test !== null && Number.isFinite(test.statistic) ? test : null,
    hanleyMcNeil: hanleyMcNeil(figures.auc, positives, rows.length - positives),
    intervals: intervals === null ? null : { ...intervals, gini: giniInterval(intervals.auc) },
  };
}

const giniInterval = (area: Interval | null): Interval | null =>
  area && { low: 2 * area.low - 1, high: 2 * area.high - 1 };
