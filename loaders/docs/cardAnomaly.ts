import type { AlertReport, KindAlerts } from "../../lib/core/validation/anomalyAlerts.js";
import type { AnomalyTruth } from "../../lib/core/validation/evidence.js";
import { count, percent, table } from "./cardFormats.js";

const shareOf = (share: number | null): string => (share === null ? "–" : percent(share));

/** What the detector finds of the anomalies that a simulated bank knows, and what it takes for one. */
export function detectionSection(truth: AnomalyTruth | null): string {
  if (truth === null) {
    return "No anomaly is known in this bank's data, so that nothing can be measured: neither precision nor recall is claimed.";
  }
  const budgets: readonly (readonly [string, AlertReport])[] = [
    ["As many alerts as anomalies", truth.asMany],
    ["Twice as many", truth.twiceAsMany],
    ["The daily budget, on days not fitted on", truth.atBudget],
  ];
  const kindsOf = (of: "found" | "falseAlarms"): string[][] =>
    truth.asMany[of].map((kind) => [
      kind.kind === "" ? "all other movements" : `\`${kind.kind}\``,
      count(kind.count),
      ...budgets.map(([, report]) => shareOf(shareIn(report[of], kind.kind))),
    ]);
  const head = ["Kind", "Movements", ...budgets.map(([title]) => title)];
  return `${count(truth.anomalies)} of ${count(truth.movements)} scored movements are anomalies that the simulator put there. They played no
part in the fit.

${table(
  ["Alerts", "Number", "Precision", "Recall"],
  budgets.map(([title, report]) => [
    title,
    count(report.alerts),
    shareOf(report.precision),
    shareOf(report.recall),
  ]),
)}

Share of each kind that is found:

${table(head, kindsOf("found"))}

False alarms: share of what is in order, by what it looks like or belongs to:

${table(head, kindsOf("falseAlarms"))}`;
}

function shareIn(kinds: readonly KindAlerts[], kind: string): number | null {
  const found = kinds.find((each) => each.kind === kind);
  return found === undefined || found.count === 0 ? null : found.share;
}
