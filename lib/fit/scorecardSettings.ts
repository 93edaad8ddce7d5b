import { logLoss } from "../core/metrics/logLoss.js";
import { predictScorecard } from "../core/models/scorecard.js";
import { takeRows } from "../core/models/table.js";
import { defaultScale, type ScorecardOptions, type Settings } from "./scorecardOptions.js";
import { assemble, dataOf, prepare, select, weigh, type Data } from "./scorecardSteps.js";

/** What inner cross-validation chooses among, and what is taken from `manyRows` on, where it makes no difference. */
const entries = [0.01, 0.1, 1];
const ridges = [0.01, 1, 3, 10, 30, 100];
const priors = [10, 30];
const manyRows = 50_000;
const ofMany: Settings = { entry: 0.01, ridge: 0.01, prior: 10 };

/** Rows inside and outside of a fold: every fifth row of either class, in the order they come. */
function innerFold(labels: Uint8Array, fold: number): { inside: Int32Array; outside: Int32Array } {
  const inside: number[] = [];
  const outside: number[] = [];
  const seen = [0, 0];
  labels.forEach((label, row) => {
    if (seen[label]!++ % 5 === fold) outside.push(row);
    else inside.push(row);
  });
  return { inside: Int32Array.from(inside), outside: Int32Array.from(outside) };
}

/**
 * The settings with the least log-loss outside of the rows they were fitted on, by five-fold cross-validation.
 *
 * Binning and selection are repeated within each fold. From 50,000 rows on, where it makes no difference, and with
 * fewer than 10 rows of a class, where it cannot tell, fixed settings are taken.
 *
 * @param data both classes present
 * @param options what they set is not chosen
 */
export function chooseSettings(data: Data, options: ScorecardOptions): Settings {
  const open = {
    entry: options.entry === undefined ? entries : [options.entry],
    ridge: options.ridge === undefined ? ridges : [options.ridge],
    prior: options.binning?.prior === undefined ? priors : [options.binning.prior],
  };
  const candidates = open.prior.flatMap((prior) =>
    open.entry.flatMap((entry) => open.ridge.map((ridge) => ({ entry, ridge, prior }))),
  );
  if (candidates.length === 1) return candidates[0]!;
  const bads = data.labels.reduce((sum, label) => sum + label, 0);
  if (data.table.rows >= manyRows || Math.min(bads, data.table.rows - bads) < 10) {
    return {
      entry: options.entry ?? ofMany.entry,
      ridge: options.ridge ?? ofMany.ridge,
      prior: options.binning?.prior ?? ofMany.prior,
    };
  }
  const losses = new Float64Array(candidates.length);
  for (let fold = 0; fold < 5; fold++) {
    const { inside, outside } = innerFold(data.labels, fold);
    const labelsAt = (rows: Int32Array) => Uint8Array.from(rows, (row) => data.labels[row]!);
    const train = dataOf(takeRows(data.table, inside), labelsAt(inside));
    const held = takeRows(data.table, outside);
    let at = 0;
    for (const prior of open.prior) {
      const prepared = prepare(train, prior, options);
      for (const entry of open.entry) {
        const selected = select(prepared, train.goods, entry);
        for (const ridge of open.ridge) {
          const settings = { entry, ridge, prior };
          const model = assemble(train, weigh(selected, train.goods, ridge), settings, defaultScale);
          losses[at++]! += logLoss(predictScorecard(model, held), labelsAt(outside));
        }
      }
    }
  }
  return candidates[losses.indexOf(Math.min(...losses))]!;
}
