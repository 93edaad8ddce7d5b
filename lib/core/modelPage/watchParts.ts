import type { Formats } from "../format/formats.js";
import type { CrossCheck, RuntimeComparison } from "../validation/evidence.js";
import type { Watched } from "./watched.js";

/**
 * A very small or very large number in three digits: `6.48e−8`.
 *
 * @param formats the bank's way of writing
 * @param value any finite number
 */
export function writeTiny(formats: Formats, value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  if (size >= 0.001 && size < 1e6) return formats.number(value, size >= 100 ? 0 : 3);
  const [digits, power] = value.toExponential(1).split("e");
  return `${formats.number(Number(digits), 1)}e${power!.replace("-", "−").replace("+", "")}`;
}

/**
 * The largest relative difference between any two runtimes.
 *
 * @param comparison of one model
 */
export function largestDifference({ differences }: RuntimeComparison): number {
  return differences.reduce((most, { difference }) => Math.max(most, difference), 0);
}

/**
 * The checks against other packages.
 *
 * @param checks made in the build
 */
export function watchCrossChecks(checks: readonly CrossCheck[]): Watched {
  const made = checks.filter(({ measured }) => measured !== null);
  const failed = checks.filter(({ passed }) => !passed);
  if (made.length === 0) {
    return {
      id: "crossChecks",
      state: "none",
      value: "in the tests",
      note: "The fit is not held against another package at every build; the tests compare it with scikit-learn, XGBoost and statsmodels on fixed tables.",
    };
  }
  return {
    id: "crossChecks",
    state: failed.length > 0 ? "act" : "ok",
    value: `${made.length - failed.length} of ${made.length} passed`,
    note: made.map(({ name }) => name).join("; "),
  };
}

/**
 * Whether every runtime gives the same score.
 *
 * @param comparison of one model
 * @param formats the bank's way of writing
 */
export function watchRuntimes(comparison: RuntimeComparison, formats: Formats): Watched {
  const largest = largestDifference(comparison);
  return {
    id: "runtimes",
    state: largest > comparison.tolerance ? "act" : "ok",
    value: `${largest > comparison.tolerance ? "differ by" : "equal to"} ${writeTiny(formats, largest)}`,
    note: `${formats.count(comparison.rows)} rows in SQL, Node, the browser's code and a plain reference; ${writeTiny(formats, comparison.tolerance)} is allowed.`,
  };
}
