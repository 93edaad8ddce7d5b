import type { Formats } from "../format/formats.js";
import { largestDifference, writeTiny } from "../modelPage/watchParts.js";
import type { ShownModel } from "../modelPage/shownModels.js";
import type { AnomalyTruth } from "../validation/evidence.js";
import { capital, codeWords, countWord, listWords, plural } from "./words.js";

/**
 * What the daily budget finds of the known anomalies.
 *
 * @param truth of a simulated bank
 * @param formats the bank's way of writing
 */
export function kindsFinding({ atBudget }: AnomalyTruth, formats: Formats): string {
  const kinds = atBudget.found.filter(({ count }) => count > 0);
  if (atBudget.recall === null || kinds.length === 0)
    return "No anomaly falls into the days that were not fitted on";
  const least = kinds.reduce((low, each) => (each.share < low.share ? each : low));
  const whole = kinds.filter(({ share }) => share >= 1);
  const rest =
    least.share >= 1
      ? "of every kind all"
      : `${countWord(whole.length)} of ${countWord(kinds.length)} kinds wholly, ${codeWords(least.kind)} least, ${formats.percent(least.share, 0)}`;
  return `Within the budget it finds ${formats.percent(atBudget.recall, 0)} of the anomalies: ${rest}`;
}

/**
 * What the alerts within the budget are.
 *
 * @param truth of a simulated bank
 * @param formats the bank's way of writing
 */
export function alertsFinding({ atBudget }: AnomalyTruth, formats: Formats): string {
  if (atBudget.precision === null) return "No alert was raised in the days that were not fitted on";
  const alike = atBudget.falseAlarms
    .filter(({ kind }) => kind !== "")
    .reduce((sum, { alerts }) => sum + alerts, 0);
  return `${formats.percent(atBudget.precision, 0)} of the alerts are anomalies and ${formats.percent(alike / atBudget.alerts, 0)} look like one; the others are unusual in good order`;
}

/**
 * Whether models agree with other packages and with themselves.
 *
 * @param models of the run
 * @param formats the bank's way of writing
 */
export function agreementFinding(models: readonly ShownModel[], formats: Formats): string {
  const there = models.flatMap((model) => (model.kind === "missing" ? [] : [model.evidence]));
  const checks = there.flatMap(({ crossChecks }) => crossChecks).filter(({ measured }) => measured !== null);
  const failed = checks.filter(({ passed }) => !passed);
  if (there.length === 0) return "There is no model to hold against other software";
  const largest = Math.max(...there.map(({ runtimes }) => largestDifference(runtimes)));
  const same = `every runtime gives the same score, to ${writeTiny(formats, largest)}`;
  if (checks.length === 0) return capital(same);
  const agree =
    failed.length > 0
      ? `${capital(listWords(failed.map(({ name }) => name)))} failed`
      : checks.length === 1
        ? "The fit agrees with another package"
        : `${capital(countWord(checks.length))} fits agree with other packages`;
  return `${agree}; ${same}`;
}

/**
 * A kind of anomaly in words.
 *
 * @param kind code; empty for all that nothing is known of
 * @param count how many there are, for the plural
 */
export function kindWords(kind: string, count = 2): string {
  return kind === "" ? plural(count, "other movement", "other movements") : codeWords(kind);
}
