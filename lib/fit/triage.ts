import { scoreLogOdds, type AlertEvidence, type Triage } from "../core/models/triage.js";
import { Random } from "../core/random.js";
import { fitShrunk, marginOf, type Sample } from "./shrunkLogistic.js";

/** With fewer verdicts the forest's order stays. */
const enoughVerdicts = 30;
/** Of each verdict; with fewer, one alert would decide what its features are worth. */
const enoughOfEach = 5;
const ridges = [3, 10, 30, 100, 300, 1000] as const;
const folds = 5;
/**
 * What the log odds of a score are worth before there are verdicts: that the oddest alerts (score 0.8) are confirmed 9
 * times in 10 and those at the cut-off (0.4) 1 time in 20 or so. People begin with the oddest, where the score tells
 * little more; without this, verdicts on those alone would say that it tells nothing.
 */
const priorScoreCoefficient = 3;

/** An alert that somebody looked at. */
export interface Verdict extends AlertEvidence {
  readonly isConfirmed: boolean;
}

/**
 * Learns from verdicts which alerts are worth a look: a regression of the verdict's log odds on those of the score and on
 * what each feature contributes to it. A ridge draws it to the forest's own order; how strongly is what does best on
 * held-out fifths.
 *
 * @param verdicts on alerts of one forest, in any order
 * @param features of the forest, in its order
 * @param options the same seed and verdicts give the same result
 * @returns null while there are fewer than 30 verdicts, or fewer than 5 of either kind
 * @throws RangeError if a verdict has another number of contributions
 */
export function fitTriage(
  verdicts: readonly Verdict[],
  features: readonly string[],
  options: { readonly seed: number },
): Triage | null {
  for (const { contributions } of verdicts) {
    if (contributions.length !== features.length)
      throw new RangeError(`A verdict has ${contributions.length} contributions, not ${features.length}.`);
  }
  const labels = Uint8Array.from(verdicts, ({ isConfirmed }) => Number(isConfirmed));
  const confirmed = labels.reduce((sum, label) => sum + label, 0);
  if (verdicts.length < enoughVerdicts) return null;
  if (Math.min(confirmed, verdicts.length - confirmed) < enoughOfEach) return null;
  const scores = Float64Array.from(verdicts, ({ score }) => scoreLogOdds(score));
  const sample: Sample = {
    offset: scores.map((score) => priorScoreCoefficient * score),
    columns: [
      scores,
      ...features.map((_, index) =>
        Float64Array.from(verdicts, ({ contributions }) => -contributions[index]!),
      ),
    ],
  };
  const ridge = bestRidge(sample, labels, foldsOf(labels, options.seed));
  const [intercept, scoreCoefficient, ...coefficients] = fitShrunk(sample, labels, ridge);
  return {
    schema: 1,
    type: "triage",
    labels: verdicts.length,
    confirmed,
    leastScore: verdicts.reduce((least, { score }) => Math.min(least, score), 1),
    ridge,
    intercept: intercept!,
    scoreCoefficient: priorScoreCoefficient + scoreCoefficient!,
    coefficients: features.map((name, index) => ({ name, coefficient: coefficients[index]! })),
  };
}

/** A fold for each row, dealt out to the two classes in turn, so that every fold has both. */
function foldsOf(labels: Uint8Array, seed: number): Int32Array {
  const order = Int32Array.from(labels, (_, index) => index);
  new Random(seed).shuffle(order);
  const dealt = [0, 0];
  const fold = new Int32Array(labels.length);
  for (const row of order) fold[row] = dealt[labels[row]!]!++ % folds;
  return fold;
}

/** Ridge with the least log-loss on held-out folds. */
function bestRidge(sample: Sample, labels: Uint8Array, fold: Int32Array): number {
  let best: { ridge: number; loss: number } = { ridge: ridges[0], loss: Number.POSITIVE_INFINITY };
  for (const ridge of ridges) {
    let loss = 0;
    for (let held = 0; held < folds; held++) {
      const isKept = (row: number): boolean => fold[row] !== held;
      const kept: Sample = {
        offset: sample.offset.filter((_, row) => isKept(row)),
        columns: sample.columns.map((column) => column.filter((_, row) => isKept(row))),
      };
      const beta = fitShrunk(
        kept,
        labels.filter((_, row) => isKept(row)),
        ridge,
      );
      for (let row = 0; row < labels.length; row++) {
        if (isKept(row)) continue;
        const margin = marginOf(sample, beta, row);
        loss += Math.log1p(Math.exp(labels[row] === 1 ? -margin : margin));
      }
    }
    if (loss < best.loss) best = { ridge, loss };
  }
  return best.ridge;
}
