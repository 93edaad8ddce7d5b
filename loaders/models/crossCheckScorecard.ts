import LogisticRegression from "ml-logistic-regression";
import { Matrix } from "ml-matrix";
import { rowBinner, type Scorecard } from "../../lib/core/models/scorecard.js";
import { takeRows, type FeatureTable } from "../../lib/core/models/table.js";
import { Random } from "../../lib/core/random.js";
import type { CrossCheck } from "../../lib/core/validation/evidence.js";
import { fitLogistic } from "../../lib/fit/logistic.js";

export interface ScorecardCheckOptions {
  readonly seed: number;
  /** Rows of each class to compare on; 2,500 if not given, and as many as there are of the rarer one. */
  readonly rowsOfClass?: number;
  /** Largest difference of a coefficient per unit of weight of evidence, the intercept included. */
  readonly tolerance?: number;
  /** The fit to check. */
  readonly fit?: typeof fitLogistic;
}

/** As many rows of each class, drawn by the seed: then the package needs a tenth of the steps. */
function balancedRows(labels: Uint8Array, seed: number, most: number): Int32Array {
  const byClass = [0, 1].map((label) =>
    Int32Array.from(labels.keys()).filter((row) => labels[row] === label),
  );
  const size = Math.min(most, ...byClass.map((rows) => rows.length));
  const drawn = byClass.map((rows, label) => {
    const sample = new Random(seed, label).sample(rows.length, size);
    return Int32Array.from(sample, (at) => rows[at]!);
  });
  return Int32Array.from(drawn.flatMap((rows) => [...rows])).sort();
}

/** Weights of evidence, a column for each feature. */
function woeColumns(model: Scorecard, table: FeatureTable): Float64Array[] {
  return rowBinner(model)(table).map((bins) => Float64Array.from(bins, ({ woe }) => woe));
}

interface Decorrelated {
  /** Mean 0, mean square 1, and no correlation with each other. */
  readonly columns: readonly Float64Array[];
  /** Coefficients and intercept for the columns as they were. */
  restore(coefficients: readonly number[]): number[];
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/**
 * Gradient steps of 4 / n cannot overshoot on columns that are standardised and uncorrelated, whatever the data, since
 * the curvature is then n / 4 at most; and they arrive soon in every direction. By Gram and Schmidt, in order.
 */
function decorrelate(columns: readonly Float64Array[], rows: number): Decorrelated {
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / rows);
  const made: Float64Array[] = [];
  const factors: number[][] = [];
  columns.forEach((values, j) => {
    const rest = values.map((value) => value - means[j]!);
    const shares = made.map((other) => {
      const share = dot(rest, other) / rows;
      for (let i = 0; i < rows; i++) rest[i]! -= share * other[i]!;
      return share;
    });
    const length = Math.sqrt(dot(rest, rest) / rows);
    made.push(length > 1e-9 ? rest.map((value) => value / length) : new Float64Array(rows));
    factors.push([...shares, length]);
  });
  return {
    columns: made,
    restore([intercept = 0, ...scaled]) {
      const coefficients = new Array<number>(columns.length).fill(0);
      for (let j = columns.length - 1; j >= 0; j--) {
        let value = scaled[j]!;
        for (let k = j + 1; k < columns.length; k++) value -= factors[k]![j]! * coefficients[k]!;
        const length = factors[j]![j]!;
        coefficients[j] = length > 1e-9 ? value / length : 0;
      }
      return [coefficients.reduce((sum, value, j) => sum - value * means[j]!, intercept), ...coefficients];
    },
  };
}

const mostSteps = 25_600;

/** The package's coefficients, driven until the gradient is nought; it starts afresh each time, with twice the steps. */
function driven(columns: readonly Float64Array[], labels: Uint8Array) {
  const rows = labels.length;
  const design = Matrix.columnVector(new Array<number>(rows).fill(1));
  columns.forEach((values, j) => design.addColumn(j + 1, Array.from(values)));
  for (let steps = 100; ; steps *= 2) {
    const regression = new LogisticRegression({ numSteps: steps, learningRate: 4 / rows });
    regression.train(design, Matrix.columnVector(Array.from(labels)));
    // Its classifier of class 0 gives the probability of the others.
    const weights = regression.classifiers[0]!.weights.to1DArray();
    const errors = Float64Array.from(labels, (label, row) => {
      const margin = weights.reduce((sum, weight, j) => sum + weight * design.get(row, j), 0);
      return label - 1 / (1 + Math.exp(-margin));
    });
    const gradient = weights.map(
      (_, j) => Math.abs(dot(errors, Float64Array.from(design.getColumn(j)))) / rows,
    );
    if (Math.max(...gradient) < 1e-8 || steps >= mostSteps) return { weights, steps };
  }
}

/**
 * Holds our logistic regression against the package `ml-logistic-regression` on the scorecard's own weights of evidence.
 * The scorecard's coefficients themselves are calibrated afterwards, and cannot be compared.
 *
 * @param model whose features and bins make the columns
 * @param table training rows
 * @param labels of the rows, 1 = bad
 */
export function crossCheckScorecard(
  model: Scorecard,
  table: FeatureTable,
  labels: Uint8Array,
  { seed, rowsOfClass = 2_500, tolerance = 1e-4, fit = fitLogistic }: ScorecardCheckOptions,
): CrossCheck {
  const name = "scorecard coefficients against ml-logistic-regression";
  const rows = balancedRows(labels, seed, rowsOfClass);
  const nothing = (about: string): CrossCheck => ({ name, measured: null, tolerance, passed: true, about });
  if (model.features.length === 0) return nothing("The scorecard has no features.");
  if (rows.length === 0) return nothing("There are rows of one class only.");
  const sample = takeRows(table, rows);
  const columns = woeColumns(model, sample);
  const sampled = Uint8Array.from(rows, (row) => labels[row]!);
  const ours = fit(columns, sampled);
  if (ours.isSeparated) return nothing(`The ${rows.length} rows can be told apart without error.`);
  const kept = columns.map((_, j) => j).filter((j) => !ours.dropped.some(({ column }) => column === j));
  const free = decorrelate(
    kept.map((j) => columns[j]!),
    rows.length,
  );
  const { weights, steps } = driven(free.columns, sampled);
  const theirs = free.restore(weights);
  const differences = [ours.intercept, ...kept.map((j) => ours.coefficients[j]!)].map((value, i) =>
    Math.abs(value - theirs[i]!),
  );
  const measured = Math.max(...differences);
  return {
    ...{ name, measured, tolerance, passed: measured <= tolerance },
    about:
      `Largest difference of ${differences.length} coefficients on ${rows.length.toLocaleString("en-GB")} training rows, half of them bad; ` +
      `${steps} gradient steps of the package on decorrelated weights of evidence.`,
  };
}
