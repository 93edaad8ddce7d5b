import { chiSquareTail } from "../core/metrics/tails.js";
import { cholesky, solve } from "./cholesky.js";
import { fitLogistic, type LogisticFit } from "./logistic.js";

/** A column that selection left out, by index. */
export interface Rejected {
  readonly column: number;
  readonly reason: string;
}

function correlation(a: Float64Array, b: Float64Array): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    sa += a[i]!;
    sb += b[i]!;
    saa += a[i]! * a[i]!;
    sbb += b[i]! * b[i]!;
    sab += a[i]! * b[i]!;
  }
  const n = a.length;
  return (sab - (sa * sb) / n) / Math.sqrt((saa - (sa * sa) / n) * (sbb - (sb * sb) / n));
}

/**
 * Leaves out columns that say much the same as a better one.
 *
 * @param columns k columns of n finite numbers, the better first
 * @param most the largest absolute correlation that two kept columns may have
 * @returns indices kept, in order, and those left out with the column they follow
 */
export function filterCorrelated(
  columns: readonly Float64Array[],
  most: number,
): { kept: number[]; rejected: (Rejected & { readonly like: number })[] } {
  const kept: number[] = [];
  const rejected: (Rejected & { readonly like: number })[] = [];
  columns.forEach((values, column) => {
    const like = kept.find((other) => Math.abs(correlation(columns[other]!, values)) > most);
    if (like === undefined) kept.push(column);
    else rejected.push({ column, like, reason: "correlated" });
  });
  return { kept, rejected };
}

/** Chances under a fit of some columns. */
function chances(fit: LogisticFit, columns: readonly Float64Array[], rows: number): Float64Array {
  const eta = new Float64Array(rows).fill(fit.intercept);
  columns.forEach((values, j) => {
    for (let i = 0; i < rows; i++) eta[i]! += fit.coefficients[j]! * values[i]!;
  });
  return eta.map((value) => 1 / (1 + Math.exp(-value)));
}

/** Rao's score statistics of candidates, given a fit of the columns chosen: about twice the likelihood they would gain. */
function scoreStatistics(
  chosen: readonly Float64Array[],
  candidates: readonly Float64Array[],
  labels: Uint8Array,
  fit: LogisticFit,
): number[] {
  const rows = labels.length;
  const p = chances(fit, chosen, rows);
  const weights = p.map((value) => value * (1 - value));
  const base = [new Float64Array(rows).fill(1), ...chosen];
  const dot = (a: Float64Array, b: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < rows; i++) sum += weights[i]! * a[i]! * b[i]!;
    return sum;
  };
  const size = base.length;
  const information = Float64Array.from({ length: size * size }, (_, at) =>
    at % size <= Math.floor(at / size) ? dot(base[Math.floor(at / size)]!, base[at % size]!) : 0,
  );
  const { factor, dependent } = cholesky(information, size, 1e-12);
  return candidates.map((values) => {
    if (dependent.length > 0) return 0;
    const cross = Float64Array.from(base, (other) => dot(other, values));
    const own = dot(values, values);
    const explained = solve(factor, cross).reduce((sum, value, i) => sum + value * cross[i]!, 0);
    let gradient = 0;
    for (let i = 0; i < rows; i++) gradient += (labels[i]! - p[i]!) * values[i]!;
    // The likelihood is concave, so a gradient of nought or below leads to a coefficient of nought or below.
    if (gradient <= 0) return 0;
    const spread = own - explained;
    return spread > 1e-10 * own ? gradient ** 2 / spread : 0;
  });
}

/**
 * Forward selection by likelihood ratio among columns that must have positive coefficients.
 *
 * Candidates are ranked by their score statistic; the first whose likelihood-ratio test passes, and with which every
 * coefficient is above zero, enters, until none does.
 *
 * @param columns k columns of n finite numbers
 * @param labels n values of 0 and 1; class 1 is the more likely the higher a column
 * @param entry the largest p-value of the test with which a column may enter, in (0, 1]
 * @returns indices in the order of entry, and those left out
 * @throws RangeError if the labels are of one class or a value is not finite
 */
export function selectForward(
  columns: readonly Float64Array[],
  labels: Uint8Array,
  entry: number,
): { kept: number[]; rejected: Rejected[] } {
  const kept: number[] = [];
  const take = (indices: readonly number[]) => indices.map((j) => columns[j]!);
  let fit = fitLogistic([], labels);
  for (;;) {
    const rest = columns.map((_, j) => j).filter((j) => !kept.includes(j));
    const statistics = scoreStatistics(take(kept), take(rest), labels, fit);
    const ranked = rest
      .map((column, i) => ({ column, statistic: statistics[i]! }))
      // The score test is close to the likelihood ratio; what fails it by far need not be fitted.
      .filter(({ statistic }) => statistic > 0 && chiSquareTail(2 * statistic, 1) < entry)
      .sort((a, b) => b.statistic - a.statistic);
    const before = fit;
    const next = ranked.find(({ column }) => {
      const tried = fitLogistic(take([...kept, column]), labels);
      const gain = 2 * (tried.logLikelihood - before.logLikelihood);
      if (chiSquareTail(Math.max(0, gain), 1) >= entry) return false;
      if (!tried.coefficients.every((value) => value > 0)) return false;
      fit = tried;
      return true;
    });
    if (!next) {
      const reason = `adds too little (p ≥ ${entry}) or would turn a sign`;
      return { kept, rejected: rest.map((column) => ({ column, reason })) };
    }
    kept.push(next.column);
  }
}
