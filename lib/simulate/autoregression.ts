/**
 * A first-order autoregression of mean 0 and variance 1 as a Markov chain on evenly spaced points,
 * so that what the simulator draws and what the recursions sum over is one and the same process.
 *
 * @see Rouwenhorst 1995; Kopecky & Suen 2010, doi:10.1016/j.red.2010.02.002
 */
export interface Autoregression {
  readonly size: number;
  /** Value of each point, rising. */
  readonly values: Float64Array;
  /** Chance of each next point, a row for each point it is left from. */
  readonly kernel: Float64Array;
  /** The points of a row that can be reached: from `first` to `last`, both included. */
  readonly first: Int32Array;
  readonly last: Int32Array;
  /** Chance of each point in the long run. */
  readonly stationary: Float64Array;
}

/** Chances below this are left out, which keeps rows short. */
const negligible = 1e-6;

/**
 * @param size how many points, 2 or more
 * @param persistence correlation of one month with the next, in [0, 1)
 */
export function autoregression(size: number, persistence: number): Autoregression {
  const p = (1 + persistence) / 2;
  let rows = [
    [p, 1 - p],
    [1 - p, p],
  ];
  for (let n = 3; n <= size; n++) rows = grown(rows, p);
  const span = Math.sqrt(size - 1);
  const values = Float64Array.from({ length: size }, (_, at) => -span + (2 * span * at) / (size - 1));
  const kernel = new Float64Array(size * size);
  const stationary = new Float64Array(size);
  let ways = 0.5 ** (size - 1);
  for (const [from, row] of rows.entries()) {
    const kept = row.map((chance) => (chance < negligible ? 0 : chance));
    const sum = kept.reduce((total, chance) => total + chance, 0);
    for (const [to, chance] of kept.entries()) kernel[from * size + to] = chance / sum;
    stationary[from] = ways;
    ways *= (size - 1 - from) / (from + 1);
  }
  return { size, values, kernel, stationary, ...bandsOf(kernel, size) };
}

/**
 * The same process with a rare jump upward after the step.
 *
 * @param chance of a jump in a step
 * @param points how many points up, at most to the last
 */
export function withJumps(process: Autoregression, chance: number, points: number): Autoregression {
  const { size } = process;
  const kernel = new Float64Array(size * size);
  for (let from = 0; from < size; from++) {
    for (let to = 0; to < size; to++) {
      const step = process.kernel[from * size + to] ?? 0;
      const landed = from * size + Math.min(size - 1, to + points);
      kernel[from * size + to] = (kernel[from * size + to] ?? 0) + step * (1 - chance);
      kernel[landed] = (kernel[landed] ?? 0) + step * chance;
    }
  }
  return { ...process, kernel, ...bandsOf(kernel, size) };
}

/** The next point, given a number in [0, 1); tried from the present point outward, since most are near. */
export function nextPoint(process: Autoregression, point: number, uniform: number): number {
  const { size, kernel } = process;
  const row = point * size;
  const first = process.first[point] ?? 0;
  const last = process.last[point] ?? 0;
  let left = uniform - (kernel[row + point] ?? 0);
  if (left < 0) return point;
  for (let away = 1; away < size; away++) {
    const below = point - away;
    const above = point + away;
    if (below >= first) {
      left -= kernel[row + below] ?? 0;
      if (left < 0) return below;
    }
    if (above <= last) {
      left -= kernel[row + above] ?? 0;
      if (left < 0) return above;
    }
  }
  return point;
}

/** A point drawn from the long run, given a number in [0, 1). */
export function longRunPoint({ stationary, size }: Autoregression, uniform: number): number {
  let left = uniform;
  for (let point = 0; point < size - 1; point++) {
    left -= stationary[point] ?? 0;
    if (left < 0) return point;
  }
  return size - 1;
}

/** Expectation of a function of the next point, for each point; blocks of `size` values one after another. */
export function expectNext(process: Autoregression, next: Float64Array, into: Float64Array): void {
  const { size, kernel, first, last } = process;
  for (let block = 0; block < next.length; block += size) {
    for (let from = 0; from < size; from++) {
      const end = last[from] ?? 0;
      let sum = 0;
      for (let to = first[from] ?? 0; to <= end; to++) {
        sum += (kernel[from * size + to] ?? 0) * (next[block + to] ?? 0);
      }
      into[block + from] = sum;
    }
  }
}

/** Where a mass on the points goes in one step; blocks of `size` values one after another. */
export function pushForward(process: Autoregression, mass: Float64Array, into: Float64Array): void {
  const { size, kernel, first, last } = process;
  into.fill(0);
  for (let block = 0; block < mass.length; block += size) {
    for (let from = 0; from < size; from++) {
      const weight = mass[block + from] ?? 0;
      if (weight === 0) continue;
      const end = last[from] ?? 0;
      for (let to = first[from] ?? 0; to <= end; to++) {
        into[block + to] = (into[block + to] ?? 0) + weight * (kernel[from * size + to] ?? 0);
      }
    }
  }
}

function grown(rows: readonly (readonly number[])[], p: number): number[][] {
  const n = rows.length + 1;
  const at = (row: number, column: number): number => rows[row]?.[column] ?? 0;
  return Array.from({ length: n }, (_, row) =>
    Array.from({ length: n }, (_, column) => {
      const sum =
        p * (at(row, column) + at(row - 1, column - 1)) +
        (1 - p) * (at(row, column - 1) + at(row - 1, column));
      return row === 0 || row === n - 1 ? sum : sum / 2;
    }),
  );
}

function bandsOf(kernel: Float64Array, size: number): { first: Int32Array; last: Int32Array } {
  const first = new Int32Array(size);
  const last = new Int32Array(size);
  for (let from = 0; from < size; from++) {
    let low = 0;
    let high = size - 1;
    while (kernel[from * size + low] === 0) low++;
    while (kernel[from * size + high] === 0) high--;
    first[from] = low;
    last[from] = high;
  }
  return { first, last };
}
