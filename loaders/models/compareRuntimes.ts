import type { RuntimeComparison, RuntimeDifference } from "../../lib/core/validation/evidence.js";
import { BuildError } from "../errors.js";
import { runtimes, type ScoredEverywhere } from "./runtimes.js";

function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>, rows: number): number {
  let largest = 0;
  for (let row = 0; row < rows; row++) {
    const [one, other] = [Number(a[row]), Number(b[row])];
    if (one === other) continue;
    const difference = Math.abs(one - other) / Math.max(Math.abs(one), Math.abs(other));
    // What is no number is as different as can be.
    largest = Math.max(largest, Number.isNaN(difference) ? Infinity : difference);
  }
  return largest;
}

/**
 * Holds the runtimes against each other.
 *
 * @param tolerance largest relative difference allowed
 * @returns for each pair of runtimes the score that differs most
 * @throws BuildError `runtimes_differ` naming the pair that differs most, if it does so by more than the tolerance
 */
export function compareRuntimes(
  { model, rows, scores }: ScoredEverywhere,
  tolerance = 1e-9,
): RuntimeComparison {
  const pairs = runtimes.flatMap((one, i) => runtimes.slice(i + 1).map((other) => [one, other] as const));
  const differences = pairs.map((between): RuntimeDifference => {
    const [one, other] = between;
    const each = Object.keys(scores.node).map((score) => ({
      between,
      score,
      difference: largestDifference(scores[one][score] ?? [], scores[other][score] ?? [], rows),
    }));
    return each.reduce((worst, found) => (found.difference > worst.difference ? found : worst));
  });
  const worst = differences.reduce((most, found) => (found.difference > most.difference ? found : most));
  if (worst.difference > tolerance) {
    throw new BuildError(
      "runtimes_differ",
      `Model ${model}: ${worst.score} of ${worst.between.join(" and ")} differ by ${worst.difference.toExponential(1)} ` +
        `of their size in ${rows} rows; ${tolerance} is allowed.`,
    );
  }
  return { model, rows, tolerance, differences };
}
