import type { Formats } from "../format/formats.js";
import { watchLimits } from "./limits.js";
import type { Detector } from "./shownModels.js";
import type { Watched } from "./watched.js";
import { watchCrossChecks, watchRuntimes } from "./watchParts.js";

function watchFound({ evidence }: Detector, formats: Formats): Watched {
  const report = evidence.truth?.atBudget;
  if (report?.recall == null || report.precision === null) {
    return {
      id: "ranking",
      state: "none",
      value: "not known",
      note: "No anomaly is known in this bank's data, so that neither precision nor recall is claimed.",
    };
  }
  return {
    id: "ranking",
    state: report.recall <= 0 ? "act" : "ok",
    value: `finds ${formats.percent(report.recall, 0)} within budget`,
    note: `Of the simulated anomalies of the days not fitted on; ${formats.percent(report.precision, 0)} of the alerts are one.`,
  };
}

function watchBudget({ evidence }: Detector, formats: Formats, budget: number | null): Watched {
  const { alertsPerDay, days, alerts } = evidence.threshold;
  const note = `${formats.count(alerts)} alerts in ${formats.count(days)} days that were not fitted on.`;
  const value = `${formats.number(alertsPerDay, 1)} alerts a day`;
  if (budget === null) return { id: "budget", state: "none", value, note };
  const { low, high } = watchLimits.alerts;
  const state = alertsPerDay > budget * high ? "act" : alertsPerDay < budget * low ? "watch" : "ok";
  return { id: "budget", state, value: `${value}, budget ${formats.count(budget)}`, note };
}

/**
 * What is watched of a detector.
 *
 * @param model with its evidence
 * @param formats the bank's way of writing
 * @param budget alerts a day; null if unknown
 */
export function watchDetector(model: Detector, formats: Formats, budget: number | null): Watched[] {
  return [
    watchFound(model, formats),
    watchBudget(model, formats, budget),
    watchCrossChecks(model.evidence.crossChecks),
    watchRuntimes(model.evidence.runtimes, formats),
  ];
}
