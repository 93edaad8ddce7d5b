import type { CrossCheck } from "../../lib/core/validation/evidence.js";
import { BuildError } from "../errors.js";

/**
 * Stops the build if a check failed.
 *
 * @param checks made in this run
 * @returns the same checks
 * @throws BuildError `cross_check_failed` naming each that did
 */
export function demandPassed(checks: readonly CrossCheck[]): readonly CrossCheck[] {
  const failed = checks.filter(({ passed }) => !passed);
  if (failed.length === 0) return checks;
  const lines = failed.map(
    ({ name, measured, tolerance, about }) =>
      `${name}: ${String(measured)}, tolerance ${tolerance}. ${about}`,
  );
  throw new BuildError("cross_check_failed", lines.join("\n"));
}
