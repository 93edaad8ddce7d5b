import { auc } from "../metrics/auc.js";
import { estimate, type Estimate } from "../metrics/estimate.js";
import { hanleyMcNeil } from "../metrics/hanleyMcNeil.js";
import type { Panel } from "../panel.js";
import type { MonthReport } from "./report.js";
import { countPositives, mean } from "./scored.js";

/**
 * The model month by month.
 *
 * @param panel labelled rows
 * @param isTest for each row whether it is one of the test
 * @param probabilities of training rows by models that did not see the client, of test rows by the published one
 * @param psiOf PSI of the score for some rows
 * @returns one for each month with rows, in order
 */
export function monthReports(
  panel: Panel,
  isTest: Uint8Array,
  probabilities: Float64Array,
  psiOf: (rows: Int32Array) => number,
): MonthReport[] {
  const rowsOf = new Map<string, number[]>();
  panel.snapshots.forEach((snapshot, row) => {
    const month = panel.snapshotDates[snapshot]!.slice(0, 7);
    const rows = rowsOf.get(month);
    if (rows) rows.push(row);
    else rowsOf.set(month, [row]);
  });
  return [...rowsOf.keys()].sort().map((month) => {
    const rows = Int32Array.from(rowsOf.get(month)!);
    const scores = Float64Array.from(rows, (row) => probabilities[row]!);
    const labels = Uint8Array.from(rows, (row) => panel.labels[row]!);
    const positives = countPositives(labels);
    return {
      month,
      isTest: isTest[rows[0]!] === 1,
      rows: rows.length,
      positives,
      auc: aucEstimate(scores, labels),
      predicted: mean(scores),
      observed: positives / rows.length,
      psi: psiOf(rows),
    };
  });
}

function aucEstimate(scores: Float64Array, labels: Uint8Array): Estimate | null {
  const positives = countPositives(labels);
  if (positives === 0 || positives === labels.length) return null;
  const area = auc(scores, labels);
  return estimate(area, hanleyMcNeil(area, positives, labels.length - positives));
}
