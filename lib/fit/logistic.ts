import { twoSidedNormalTail } from "../core/metrics/tails.js";
import { cholesky, inverse, solve } from "./cholesky.js";
import { designOf, thinned, type Design } from "./design.js";
import { likelihoodAt, type LikelihoodState } from "./likelihood.js";

export interface LogisticOptions {
  /** Penalty ½ · ridge · Σ (coefficient · deviation of its column)², the intercept left out; 0 is the maximum likelihood. */
  readonly ridge?: number;
  /** Newton stops after a step in which no standardised coefficient moves by more than this; the error left is about its square. */
  readonly tolerance?: number;
  /** The ridge taken instead when the data is separable, where the likelihood has no maximum. */
  readonly separationRidge?: number;
}

export interface LogisticFit {
  readonly intercept: number;
  /** One per column, per unit of the column; 0 for a column that was left out. */
  readonly coefficients: Float64Array;
  readonly interceptError: number;
  /** From the inverse of the (penalised) information; NaN for a column that was left out. */
  readonly standardErrors: Float64Array;
  /** Two-sided Wald tests; NaN for a column that was left out. */
  readonly pValues: Float64Array;
  /** Without the penalty. */
  readonly logLikelihood: number;
  readonly rounds: number;
  /** The ridge the fit was made with. */
  readonly ridge: number;
  /** Some combination of columns tells the classes apart without error; `separationRidge` was applied. */
  readonly isSeparated: boolean;
  /** Columns left out, by index: they are constant, or a linear combination of columns before them. */
  readonly dropped: readonly { readonly column: number; readonly reason: "constant" | "collinear" }[];
}

const maximumRounds = 30;

/** A step at most this long changes the second derivatives so little that those of a round before still serve. */
const nearStep = 0.05;

/** After a step at most this long, the next is likely the last, which needs its own. */
const lastStep = 1e-4;

interface Solution {
  readonly beta: Float64Array;
  readonly state: LikelihoodState;
  readonly factor: Float64Array;
  readonly rounds: number;
}

function penalised(state: LikelihoodState, beta: Float64Array, ridge: number) {
  const width = beta.length;
  const gradient = Float64Array.from(state.gradient);
  const information = state.information;
  let value = state.logLikelihood;
  for (let j = 1; j < width; j++) {
    gradient[j]! -= ridge * beta[j]!;
    if (information) information[j * width + j]! += ridge;
    value -= (ridge / 2) * beta[j]! ** 2;
  }
  return { value, gradient, information };
}

/**
 * Newton's method with step halving; null where it does not arrive, which is how separable data shows.
 *
 * Second derivatives take most of the time. Where there is a guess, its own are borrowed as long as that shortens the
 * steps well; the last round always has its own.
 */
function climb(
  design: Design,
  labels: Uint8Array,
  ridge: number,
  tolerance: number,
  guess: Guess | null = null,
): Solution | null {
  let beta = guess?.beta ?? new Float64Array(design.width);
  let step = new Float64Array(design.width);
  let best = -Infinity;
  let factor = guess?.factor ?? new Float64Array();
  let [isWhole, longest] = [guess === null, Infinity];
  for (let round = 1; round <= maximumRounds; round++) {
    const tried = beta.map((value, j) => value + step[j]!);
    const state = likelihoodAt(design, labels, tried, isWhole);
    const { value, gradient, information } = penalised(state, tried, ridge);
    if (!(value >= best - 1e-10 * Math.abs(best))) {
      step = step.map((part) => part / 2);
      isWhole = true;
      continue;
    }
    best = value;
    beta = tried;
    if (information) {
      const { factor: own, dependent } = cholesky(information, beta.length, 1e-11);
      if (dependent.length > 0) return null;
      factor = own;
    }
    step = new Float64Array(solve(factor, gradient));
    const before = longest;
    longest = step.reduce((most, part) => Math.max(most, Math.abs(part)), 0);
    if (information && longest <= tolerance) {
      return { beta: beta.map((part, j) => part + step[j]!), state, factor, rounds: round };
    }
    isWhole = guess === null || longest > nearStep || longest <= lastStep || longest > before / 4;
  }
  return null;
}

/** A point to start from, with the Cholesky factor of about the second derivatives there. */
interface Guess {
  readonly beta: Float64Array;
  readonly factor: Float64Array;
}

/** The solution of every 32nd row, near which that of all rows lies; null where there are few. */
function firstGuess(design: Design, labels: Uint8Array, ridge: number): Guess | null {
  const stride = 32;
  if (design.rows < 32_768) return null;
  const found = climb(thinned(design, stride), labels, ridge / stride, 1e-3);
  return found && { beta: found.beta, factor: found.factor.map((part) => part * Math.sqrt(stride)) };
}

function check(columns: readonly Float64Array[], labels: Uint8Array): void {
  const rows = labels.length;
  let positives = 0;
  for (const label of labels) positives += label;
  if (positives === 0 || positives === rows) {
    throw new RangeError(`All ${rows} labels are of one class: a regression needs both.`);
  }
  columns.forEach((values, j) => {
    if (values.length !== rows) throw new RangeError(`Column ${j} has ${values.length} rows, not ${rows}.`);
  });
}

/** Which columns can stay: a constant one, or one that the earlier ones add up to, has no coefficient of its own. */
function independentColumns(columns: readonly Float64Array[], design: Design, labels: Uint8Array) {
  const dropped: { column: number; reason: "constant" | "collinear" }[] = [];
  columns.forEach((_, column) => {
    if (design.deviations[column] === 0) dropped.push({ column, reason: "constant" });
  });
  const { information } = likelihoodAt(design, labels, new Float64Array(design.width), true);
  for (const row of cholesky(information!, design.width, 1e-10).dependent) {
    const column = row - 1;
    if (design.deviations[column]! > 0) dropped.push({ column, reason: "collinear" });
  }
  dropped.sort((a, b) => a.column - b.column);
  const kept = columns.map((_, j) => j).filter((j) => !dropped.some(({ column }) => column === j));
  return { kept, dropped };
}

/**
 * Logistic regression by iteratively reweighted least squares (Newton's method).
 *
 * @param columns k columns of n finite numbers each, any scale; an intercept is added
 * @param labels n values of 0 and 1
 * @param options penalty and tolerance
 * @returns coefficients of the log odds of 1, within 1e-8 of the maximum likelihood (or of the penalised one)
 * @throws RangeError if a length differs, a value is not finite or the labels are of one class
 * @see McCullagh & Nelder 1989, Generalized Linear Models, chapters 2 and 4
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  labels: Uint8Array,
  options: LogisticOptions = {},
): LogisticFit {
  const { ridge = 0, tolerance = 1e-6, separationRidge = 0.1 } = options;
  check(columns, labels);
  let design = designOf(columns, labels.length);
  const guess = firstGuess(design, labels, ridge);
  // Where a part of the rows had a unique solution, no column can depend on the others.
  const { kept, dropped } = guess
    ? { kept: columns.map((_, j) => j), dropped: [] }
    : independentColumns(columns, design, labels);
  if (dropped.length > 0) {
    design = designOf(
      kept.map((j) => columns[j]!),
      labels.length,
    );
  }
  const free = climb(design, labels, ridge, tolerance, guess);
  const used = free ? ridge : Math.max(ridge, separationRidge);
  const found = free ?? climb(design, labels, used, tolerance);
  if (!found) throw new RangeError(`The regression does not converge, not even with a ridge of ${used}.`);

  const { beta, state, factor, rounds } = found;
  const { width } = design;
  const covariance = inverse(factor, width);
  const coefficients = new Float64Array(columns.length);
  const standardErrors = new Float64Array(columns.length).fill(NaN);
  const pValues = new Float64Array(columns.length).fill(NaN);
  // The intercept of the raw columns is a combination of all standardised coefficients.
  const combination = new Float64Array(width).fill(1, 0, 1);
  kept.forEach((column, j) => {
    const deviation = design.deviations[j]!;
    coefficients[column] = beta[j + 1]! / deviation;
    const error = Math.sqrt(covariance[(j + 1) * width + j + 1]!);
    standardErrors[column] = error / deviation;
    pValues[column] = twoSidedNormalTail(beta[j + 1]! / error);
    combination[j + 1] = -design.means[j]! / deviation;
  });
  let intercept = 0;
  let variance = 0;
  for (let i = 0; i < width; i++) {
    intercept += combination[i]! * beta[i]!;
    for (let j = 0; j < width; j++) {
      variance += combination[i]! * combination[j]! * covariance[i * width + j]!;
    }
  }
  return {
    intercept,
    coefficients,
    interceptError: Math.sqrt(variance),
    standardErrors,
    pValues,
    logLikelihood: state.logLikelihood,
    rounds,
    ridge: used,
    isSeparated: free === null,
    dropped,
  };
}
