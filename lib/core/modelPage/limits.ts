import { psiLimits } from "../validation/shifts.js";

/** From which figure on something is to be watched, and from which something is to be done; cards and pages state them. */
export const watchLimits = {
  /** Of the score, and of each feature, against the training rows. */
  psi: psiLimits,
  /** Of the calibration line out of time; 1 is perfect. */
  slope: { watch: { low: 0.9, high: 1.1 }, act: { low: 0.8, high: 1.25 } },
  /** Of the share selected in a group to that of the reference group; 0.8 is the four-fifths rule. */
  selectionRatio: { watch: 0.9, act: 0.8 },
  /** Missing values of a feature: a share that doubled, and rose by a percentage point or more; and one that means a source failed. */
  missing: { times: 2, rise: 0.01, failed: 0.99 },
  /** Alerts a day against the budget. */
  alerts: { low: 0.5, high: 2 },
} as const;
