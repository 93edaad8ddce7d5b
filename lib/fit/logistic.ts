import { twoSidedNormalTail } from "../core/metrics/tails.js";
import { cholesky, inverse, solve } from "./cholesky.js";
import { packDesign, type Design } from "./design.js";
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

interface Solution {
  readonly beta: Float64Array;
  readonly state: LikelihoodState;
  readonly factor: Float64Array;
  readonly rounds: number;
}

function penalised(state: LikelihoodState, beta: Float64Array, ridge: number) {
  const width = beta.length;
  const gradient = Float64Array.from(state.gradient);
  const information = Float64Array.from(state.information);
  let value = state.logLikelihood;
  for (let j = 1; j < width; j++) {
    gradient[j]! -= ridge * beta[j]!;
    information[j * width + j]! += ridge;
    value -= (ridge / 2) * beta[j]! ** 2;
  }
  return { value, gradient, information };
}

/** Newton's method with step halving; null where it does not arrive, which is how separable data shows. */
function climb(
  design: Design,
  labels: Uint8Array,
  start: Float64Array,
  ridge: number,
  tolerance: number,
): Solution | null {
  let beta = start;
  let step = new Float64Array(start.length);
  let best = -Infinity;
  for (let round = 1; round <= maximumRounds; round++) {
    const tried = beta.map((value, j) => value + step[j]!);
    const state = likelihoodAt(design, labels, tried);
    const { value, gradient, information } = penalised(state, tried, ridge);
    if (!(value >= best - 1e-10 * Math.abs(best))) {
      step = step.map((part) => part / 2);
      continue;
    }
    best = value;
    beta = tried;
    const { factor, dependent } = cholesky(information, beta.length, 1e-11);
    if (dependent.length > 0) return null;
    step = new Float64Array(solve(factor, gradient));
    if (step.every((part) => Math.abs(part) <= tolerance)) {
      return { beta: beta.map((part, j) => part + step[j]!), state, factor, rounds: round };
    }
  }
  return null;
}

/** Coefficients from every 32nd row: from there the whole data needs about four rounds instead of seven. */
function firstGuess(
  columns: readonly Float64Array[],
  labels: Uint8Array,
  ridge: number,
  whole: Design,
): Float64Array | null {
  const stride = 32;
  if (labels.length < 32_768) return null;
  const rows = Math.floor(labels.length / stride);
  const some = (values: Float64Array) => {
    const taken = new Float64Array(rows);
    for (let i = 0; i < rows; i++) taken[i] = values[i * stride]!;
    return taken;
  };
  const design = packDesign(columns.map(some), rows);
  const chosen = Uint8Array.from({ length: rows }, (_, i) => labels[i * stride]!);
  const found = climb(design, chosen, new Float64Array(design.width), ridge / stride, 1e-3);
  if (!found) return null;
  const { beta } = found;
  const start = Float64Array.from(beta);
  for (let j = 0; j < columns.length; j++) {
    if (!(design.deviations[j]! > 0)) return null;
    const slope = beta[j + 1]! / design.deviations[j]!;
    start[j + 1] = slope * whole.deviations[j]!;
    start[0]! += slope * (whole.means[j]! - design.means[j]!);
  }
  return start;
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
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += values[i]!;
    // One value that is not finite shows in the sum; only then is it looked for.
    const row = Number.isFinite(sum) ? -1 : values.findIndex((value) => !Number.isFinite(value));
    if (row < 0) return;
    throw new RangeError(`Column ${j}, row ${row} is not a finite number: fill or bin missing values first.`);
  });
}

/** Which columns can stay: a constant one, or one that the earlier ones add up to, has no coefficient of its own. */
function independentColumns(columns: readonly Float64Array[], design: Design, labels: Uint8Array) {
  const dropped: { column: number; reason: "constant" | "collinear" }[] = [];
  columns.forEach((_, column) => {
    if (design.deviations[column] === 0) dropped.push({ column, reason: "constant" });
  });
  const { information } = likelihoodAt(design, labels, new Float64Array(design.width));
  for (const row of cholesky(information, design.width, 1e-10).dependent) {
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
  let design = packDesign(columns, labels.length);
  const guess = firstGuess(columns, labels, ridge, design);
  // Where a part of the rows had a unique solution, no column can depend on the others.
  const { kept, dropped } = guess
    ? { kept: columns.map((_, j) => j), dropped: [] }
    : independentColumns(columns, design, labels);
  if (dropped.length > 0) {
    design = packDesign(
      kept.map((j) => columns[j]!),
      labels.length,
    );
  }
  const start = guess ?? new Float64Array(design.width);
  const free = climb(design, labels, start, ridge, tolerance);
  const used = free ? ridge : Math.max(ridge, separationRidge);
  const found = free ?? climb(design, labels, new Float64Array(design.width), used, tolerance);
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
