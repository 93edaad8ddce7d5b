import type { NumericFeature } from "./feature.js";

/** A feature but for the time it is about. */
type Windowed = Omit<NumericFeature, "name" | "kind" | "title" | "about" | "reason"> & {
  /** Without the window: "late_payment_count" becomes late_payment_count_90d. */
  readonly name: string;
  readonly title: string;
  readonly about: string;
  /** "in the last 90 days" is put behind it. */
  readonly reason: (value: number) => string;
};

/**
 * The same feature over several windows.
 *
 * @param days lengths of the windows
 * @param feature what is counted in each
 */
export function overDays(days: readonly number[], feature: Windowed): NumericFeature[] {
  return days.map((each) => ({
    ...feature,
    kind: "numeric",
    name: `${feature.name}_${each}d`,
    title: `${feature.title}, ${each} days`,
    about: `${feature.about} in the last ${each} days.`,
    reason: (value) => `${feature.reason(value)} in the last ${each} days`,
  }));
}

/** A number over one stated time or none. */
export const numeric = (feature: Omit<NumericFeature, "kind">): NumericFeature => ({
  ...feature,
  kind: "numeric",
});
