import { BuildError } from "../errors.js";

/** Our fit held against another implementation of the same. */
export interface CrossCheck {
  readonly name: string;
  /** The figure that the tolerance is for; null where there was nothing to compare, as `about` says. */
  readonly measured: number | null;
  readonly tolerance: number;
  readonly passed: boolean;
  /** What was compared on what, for the reader of the run. */
  readonly about: string;
}

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
