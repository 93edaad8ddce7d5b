import { pointsOfLogOdds, type Scorecard, type ScorecardBin } from "../core/models/scorecard.js";
import type { Calibration } from "./calibrate.js";

/**
 * The scorecard that gives calibrated probabilities by itself: the calibration goes into intercept, coefficients and
 * points, so that nothing has to be applied afterwards.
 *
 * @param model a scorecard
 * @param calibration of its probabilities of default
 * @returns another one with the same bins; its standard errors are stretched with the coefficients, its tests unchanged
 * @throws RangeError if the slope is not above 0
 */
export function calibrateScorecard(model: Scorecard, { intercept, slope }: Calibration): Scorecard {
  if (!(slope > 0)) throw new RangeError(`A slope of ${slope} would turn the scorecard round.`);
  // The scorecard's log odds are those of good, the calibration's those of default.
  const moved = slope * model.intercept - intercept;
  const base = pointsOfLogOdds(model.scale, moved) / Math.max(1, model.features.length);
  const factor = model.scale.pointsToDouble / Math.LN2;
  return {
    ...model,
    intercept: moved,
    features: model.features.map((feature) => {
      const coefficient = slope * feature.coefficient;
      const score = (bin: ScorecardBin): ScorecardBin => ({
        ...bin,
        points: base + factor * coefficient * bin.woe,
      });
      const common = {
        coefficient,
        standardError: slope * feature.standardError,
        bins: feature.bins.map(score),
        missing: score(feature.missing),
      };
      return feature.kind === "numeric"
        ? { ...feature, ...common }
        : { ...feature, ...common, unseen: score(feature.unseen) };
    }),
  };
}
