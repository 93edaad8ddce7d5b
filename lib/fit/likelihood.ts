import { blockRows, type Design } from "./design.js";

/** What a Newton step needs to know about the log-likelihood at a point. */
export interface LikelihoodState {
  readonly logLikelihood: number;
  /** `width` first derivatives. */
  readonly gradient: Float64Array;
  /** `width` × `width` negative second derivatives; the lower half is filled. */
  readonly information: Float64Array;
}

/** Adds the products of four columns with two: eight sums stay in registers over a block. */
function addProducts(
  information: Float64Array,
  width: number,
  weighted: Float64Array,
  i: number,
  j: number,
): void {
  const [p, q, r, s] = [i * blockRows, (i + 1) * blockRows, (i + 2) * blockRows, (i + 3) * blockRows];
  const [u, v] = [j * blockRows, (j + 1) * blockRows];
  let [pu, pv, qu, qv, ru, rv, su, sv] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let m = 0; m < blockRows; m++) {
    const a = weighted[u + m]!;
    const b = weighted[v + m]!;
    const c = weighted[p + m]!;
    const d = weighted[q + m]!;
    const e = weighted[r + m]!;
    const f = weighted[s + m]!;
    pu += c * a;
    pv += c * b;
    qu += d * a;
    qv += d * b;
    ru += e * a;
    rv += e * b;
    su += f * a;
    sv += f * b;
  }
  const sums = [pu, pv, qu, qv, ru, rv, su, sv];
  for (let k = 0; k < 8; k++) {
    const row = i + (k >> 1);
    const column = j + (k & 1);
    if (row < width && column <= row) information[row * width + column]! += sums[k]!;
  }
}

/**
 * Logistic log-likelihood with its derivatives, in one pass over the rows.
 *
 * @param design n rows
 * @param labels n values of 0 and 1
 * @param beta `width` coefficients of the standardised columns, the intercept first
 */
export function likelihoodAt(design: Design, labels: Uint8Array, beta: Float64Array): LikelihoodState {
  const { rows, width, packed } = design;
  const gradient = new Float64Array(width);
  const information = new Float64Array(width * width);
  // Filled up to a multiple of four columns, so that every product is one of four by two.
  const weighted = new Float64Array(Math.ceil(width / 4) * 4 * blockRows);
  const eta = new Float64Array(blockRows);
  const rest = new Float64Array(blockRows);
  let logLikelihood = 0;
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    const base = start * width;
    eta.fill(beta[0]!);
    for (let j = 1; j < width; j++) {
      const factor = beta[j]!;
      const column = base + j * blockRows;
      for (let m = 0; m < blockRows; m++) eta[m]! += factor * packed[column + m]!;
    }
    // Each factor lies in (1, 2]: 256 of them stay far below the largest double, and one logarithm does for all.
    let product = 1;
    for (let m = 0; m < count; m++) {
      const value = eta[m]!;
      const label = labels[start + m]!;
      const small = Math.exp(-Math.abs(value));
      const least = small / (1 + small);
      const chance = value >= 0 ? 1 - least : least;
      product *= 1 + small;
      logLikelihood += label * value - (value > 0 ? value : 0);
      rest[m] = label === 1 ? (value >= 0 ? least : 1 - least) : -chance;
      eta[m] = Math.sqrt(least / (1 + small));
    }
    logLikelihood -= Math.log(product);
    if (count < blockRows) {
      rest.fill(0, count);
      eta.fill(0, count);
    }
    for (let j = 0; j < width; j++) {
      const column = base + j * blockRows;
      const target = j * blockRows;
      let sum = 0;
      for (let m = 0; m < blockRows; m++) {
        const value = packed[column + m]!;
        sum += rest[m]! * value;
        weighted[target + m] = eta[m]! * value;
      }
      gradient[j]! += sum;
    }
    for (let i = 0; i < width; i += 4) {
      for (let j = 0; j < Math.min(width, i + 4); j += 2) addProducts(information, width, weighted, i, j);
    }
  }
  return { logLikelihood, gradient, information };
}
