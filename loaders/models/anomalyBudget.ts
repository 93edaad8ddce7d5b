import type { AnomalyThreshold } from "../../lib/core/validation/evidence.js";
import type { AnomalyVectors } from "./anomalyVectors.js";

/**
 * The lowest cut-off that keeps within the budget over the judged days.
 *
 * Rows that are as odd as each other are alerts together or not at all, so that the budget is not always used up; if the
 * oddest are more than it by themselves, they are the alerts. A row in which nothing is odd is no alert, however much
 * time there is.
 *
 * @param vectors whose rows of the last days count
 * @param scores one for each vector
 * @param alertsPerDay budget, above 0
 */
export function anomalyThreshold(
  { table, counts, earlierCounts, recentDays }: AnomalyVectors,
  scores: Float64Array,
  alertsPerDay: number,
): AnomalyThreshold {
  const order = scoreOrder(scores);
  const ordinary = scores.findIndex((_, row) =>
    table.columns.every((column) => column.kind === "numeric" && column.values[row] === 0),
  );
  const floor = ordinary < 0 ? 0 : scores[ordinary]!;
  let alerts = 0;
  let cutOff = Number.POSITIVE_INFINITY;
  let next = 0;
  for (let at = 0; at < order.length;) {
    const score = scores[order[at]!]!;
    if (score <= floor) {
      next = floor;
      break;
    }
    let more = 0;
    for (; at < order.length && scores[order[at]!] === score; at++) {
      more += counts[order[at]!]! - earlierCounts[order[at]!]!;
    }
    if (more === 0) continue;
    if (alerts > 0 && alerts + more > alertsPerDay * recentDays) {
      next = score;
      break;
    }
    alerts += more;
    cutOff = score;
  }
  // Halfway to the next, so that no rounding of another runtime decides.
  return { cutOff: (cutOff + next) / 2, alerts, days: recentDays, alertsPerDay: alerts / recentDays };
}

/** Indices by descending score, ties in their own order. */
const scoreOrder = (scores: Float64Array): Int32Array =>
  Int32Array.from(scores, (_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b);
