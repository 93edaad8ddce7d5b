import type { Scorecard } from "../core/models/scorecard.js";
import type { FeatureTable } from "../core/models/table.js";
import { defaultScale, type ScorecardOptions } from "./scorecardOptions.js";
import { chooseSettings } from "./scorecardSettings.js";
import { assemble, dataOf, prepare, select, weigh } from "./scorecardSteps.js";

/**
 * Fits a scorecard: weights of evidence per bin, features chosen, a logistic regression on what is left, and points.
 *
 * Features that are constant, missing everywhere, or say what a better one says are left out and listed. Missing values
 * have a bin of their own; a text unseen in training weighs nothing. Separable data gets a small ridge, and a note;
 * fewer than 50 rows of a class get a note. The same input gives the same model.
 *
 * @param table of n rows; infinities count as missing
 * @param labels n values, 1 = bad, 0 = good
 * @param options what to choose by hand instead
 * @throws RangeError if lengths differ or the labels are of one class
 */
export function fitScorecard(
  table: FeatureTable,
  labels: Uint8Array,
  options: ScorecardOptions = {},
): Scorecard {
  if (labels.length !== table.rows) {
    throw new RangeError(`${labels.length} labels for a table of ${table.rows} rows.`);
  }
  const bads = labels.reduce((sum, label) => sum + label, 0);
  if (bads === 0 || bads === labels.length) {
    throw new RangeError(`All ${labels.length} labels are of one class: a scorecard needs both.`);
  }
  const data = dataOf(table, labels);
  const settings = chooseSettings(data, options);
  const selected = select(prepare(data, settings.prior, options), data.goods, settings.entry);
  return assemble(data, weigh(selected, data.goods, settings.ridge), settings, options.scale ?? defaultScale);
}
