import { blockRows, fillBlock, type Design } from "./design.js";

/** What a Newton step needs to know about the log-likelihood at a point. */
export interface LikelihoodState {
  readonly logLikelihood: number;
  /** `width` first derivatives. */
  readonly gradient: Float64Array;
  /** `width` × `width` negative second derivatives, of which the lower half is filled; null if not asked for. */
  readonly information: Float64Array | null;
}

/**
 * Adds the products of four columns with two: eight sums stay in registers over a block.
 *
 * @param at where the eight sums are in `products`
 */
function addProducts(block: Float64Array, i: number, j: number, products: Float64Array, at: number): void {
  const p = i * blockRows;
  const u = j * blockRows;
  let [pu, pv, qu, qv, ru, rv, su, sv] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let m = 0; m < blockRows; m++) {
    const a = block[u + m]!;
    const b = block[u + m + blockRows]!;
    const c = block[p + m]!;
    const d = block[p + m + blockRows]!;
    const e = block[p + m + 2 * blockRows]!;
    const f = block[p + m + 3 * blockRows]!;
    pu += c * a;
    pv += c * b;
    qu += d * a;
    qv += d * b;
    ru += e * a;
    rv += e * b;
    su += f * a;
    sv += f * b;
  }
  products[at]! += pu;
  products[at + 1]! += pv;
  products[at + 2]! += qu;
  products[at + 3]! += qv;
  products[at + 4]! += ru;
  products[at + 5]! += rv;
  products[at + 6]! += su;
  products[at + 7]! += sv;
}

/** First columns of the four and of the two of each tile; together they cover the lower half of the matrix. */
function tilesOf(width: number): { i: number; j: number }[] {
  const tiles: { i: number; j: number }[] = [];
  for (let i = 0; i < width; i += 4) for (let j = 0; j < Math.min(width, i + 4); j += 2) tiles.push({ i, j });
  return tiles;
}

/** The lower half of the matrix, from the sums of its tiles. */
function assembled(
  tiles: readonly { i: number; j: number }[],
  products: Float64Array,
  width: number,
): Float64Array {
  const matrix = new Float64Array(width * width);
  tiles.forEach(({ i, j }, tile) => {
    for (let k = 0; k < 8; k++) {
      const row = i + (k >> 1);
      const column = j + (k & 1);
      if (row < width && column <= row) matrix[row * width + column] = products[8 * tile + k]!;
    }
  });
  return matrix;
}

/**
 * Logistic log-likelihood with its derivatives, in one pass over the rows.
 *
 * @param design n rows
 * @param labels n values of 0 and 1
 * @param beta `width` coefficients of the standardised columns, the intercept first
 * @param isWhole false leaves out the second derivatives, which take most of the time
 */
export function likelihoodAt(
  design: Design,
  labels: Uint8Array,
  beta: Float64Array,
  isWhole: boolean,
): LikelihoodState {
  const { rows, width } = design;
  const gradient = new Float64Array(width);
  const tiles = isWhole ? tilesOf(width) : [];
  const products = new Float64Array(8 * tiles.length);
  // Filled up to a multiple of four columns, so that every product is one of four by two.
  const block = new Float64Array(Math.ceil(width / 4) * 4 * blockRows);
  const eta = new Float64Array(blockRows);
  const rest = new Float64Array(blockRows);
  let logLikelihood = 0;
  for (let start = 0; start < rows; start += blockRows) {
    const count = Math.min(blockRows, rows - start);
    fillBlock(design, start, block);
    margins(block, width, beta, eta);
    logLikelihood += residuals(labels, start, count, design.stride, eta, rest);
    addGradient(block, width, rest, gradient);
    if (!isWhole) continue;
    weigh(block, width, eta);
    for (let tile = 0; tile < tiles.length; tile++) {
      addProducts(block, tiles[tile]!.i, tiles[tile]!.j, products, 8 * tile);
    }
  }
  return { logLikelihood, gradient, information: isWhole ? assembled(tiles, products, width) : null };
}

/** Log odds of a block of rows. */
function margins(block: Float64Array, width: number, beta: Float64Array, eta: Float64Array): void {
  eta.fill(beta[0]!);
  for (let j = 1; j < width; j++) {
    const factor = beta[j]!;
    const column = j * blockRows;
    for (let m = 0; m < blockRows; m++) eta[m]! += factor * block[column + m]!;
  }
}

/**
 * Turns the log odds of a block into the roots of its rows' weights p (1 - p), and gives what is left of the labels.
 *
 * @returns log-likelihood of the block
 */
function residuals(
  labels: Uint8Array,
  start: number,
  count: number,
  stride: number,
  eta: Float64Array,
  rest: Float64Array,
): number {
  // Each factor lies in (1, 2]: so many of them stay far below the largest double, and one logarithm does for all.
  let product = 1;
  let sum = 0;
  for (let m = 0; m < count; m++) {
    const value = eta[m]!;
    const label = labels[(start + m) * stride]!;
    const small = Math.exp(-Math.abs(value));
    const least = small / (1 + small);
    const chance = value >= 0 ? 1 - least : least;
    product *= 1 + small;
    sum += label * value - (value > 0 ? value : 0);
    rest[m] = label === 1 ? (value >= 0 ? least : 1 - least) : -chance;
    eta[m] = Math.sqrt(least / (1 + small));
  }
  rest.fill(0, count);
  eta.fill(0, count);
  return sum - Math.log(product);
}

function addGradient(block: Float64Array, width: number, rest: Float64Array, gradient: Float64Array): void {
  for (let j = 0; j < width; j++) {
    const column = j * blockRows;
    let sum = 0;
    for (let m = 0; m < blockRows; m++) sum += rest[m]! * block[column + m]!;
    gradient[j]! += sum;
  }
}

function weigh(block: Float64Array, width: number, roots: Float64Array): void {
  for (let j = 0; j < width; j++) {
    const column = j * blockRows;
    for (let m = 0; m < blockRows; m++) block[column + m]! *= roots[m]!;
  }
}
