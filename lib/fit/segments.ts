/** Rows and bads of fine bins that stand in an order. */
export interface Counts {
  readonly rows: Float64Array;
  readonly bads: Float64Array;
}

export interface SegmentOptions {
  readonly minimumRows: number;
  readonly maximumBins: number;
  /** Log-likelihood that one more bin must gain to be worth it. */
  readonly penalty: number;
}

/** Log-likelihood of so many bads among so many rows at their own rate. */
function logLikelihood(rows: number, bads: number): number {
  const goods = rows - bads;
  return (bads > 0 ? bads * Math.log(bads / rows) : 0) + (goods > 0 ? goods * Math.log(goods / rows) : 0);
}

/** How fine bins are joined, and what that is worth. */
export interface Segments {
  /** For each of the m fine bins the index of its joined bin, ascending from 0. */
  readonly joined: Int32Array;
  /** Log-likelihood after the penalty. */
  readonly value: number;
}

/**
 * The best way to join neighbouring fine bins: the most log-likelihood after the penalty, by dynamic programming.
 *
 * @param counts m fine bins in order
 * @param options limits of a bin
 * @returns one bin where the limits allow no more
 */
export function joinNeighbours(counts: Counts, options: SegmentOptions): Segments {
  const size = counts.rows.length;
  const rows = new Float64Array(size + 1);
  const bads = new Float64Array(size + 1);
  for (let i = 0; i < size; i++) {
    rows[i + 1] = rows[i]! + counts.rows[i]!;
    bads[i + 1] = bads[i]! + counts.bads[i]!;
  }
  let before = new Float64Array(size + 1).fill(-Infinity);
  before[0] = 0;
  const cameFrom: Int32Array[] = [];
  let best = { value: -Infinity, bins: 1 };
  for (let bins = 1; bins <= Math.min(size, options.maximumBins); bins++) {
    const now = new Float64Array(size + 1).fill(-Infinity);
    const from = new Int32Array(size + 1);
    for (let end = bins; end <= size; end++) {
      for (let start = bins - 1; start < end; start++) {
        const within = rows[end]! - rows[start]!;
        // The first bin may be small where everything fits into one.
        if (before[start] === -Infinity || (within < options.minimumRows && bins > 1)) continue;
        if (bins === 1 && within < options.minimumRows && end < size) continue;
        const value = before[start]! + logLikelihood(within, bads[end]! - bads[start]!);
        if (value > now[end]!) [now[end], from[end]] = [value, start];
      }
    }
    cameFrom.push(from);
    const value = now[size]! - options.penalty * bins;
    // Rounding must not buy a bin.
    if (value > best.value + 1e-9) best = { value, bins };
    before = now;
  }
  const joined = new Int32Array(size);
  let end = size;
  for (let bin = best.bins - 1; bin >= 0; bin--) {
    const start = cameFrom[bin]![end]!;
    joined.fill(bin, start, end);
    end = start;
  }
  return { joined, value: best.value };
}

/**
 * Joins neighbours whose bad rates run against a direction (pool adjacent violators).
 *
 * @param counts m fine bins in order
 * @param direction 1: the bad rate may only rise; −1: only fall
 * @returns for each fine bin the index of its pool, ascending from 0
 */
export function poolViolators(counts: Counts, direction: 1 | -1): Int32Array {
  const pools: { rows: number; bads: number; bins: number }[] = [];
  for (let i = 0; i < counts.rows.length; i++) {
    let pool = { rows: counts.rows[i]!, bads: counts.bads[i]!, bins: 1 };
    for (let last = pools.at(-1); last; last = pools.at(-1)) {
      if (direction * (pool.bads * last.rows - last.bads * pool.rows) > 0) break;
      pools.pop();
      pool = { rows: pool.rows + last.rows, bads: pool.bads + last.bads, bins: pool.bins + last.bins };
    }
    pools.push(pool);
  }
  return Int32Array.from(pools.flatMap(({ bins }, index) => new Array<number>(bins).fill(index)));
}

/**
 * Counts of joined bins.
 *
 * @param counts m fine bins
 * @param joined for each the index of its joined bin, ascending from 0
 */
export function joinCounts(counts: Counts, joined: Int32Array): Counts {
  const size = (joined.at(-1) ?? -1) + 1;
  const result = { rows: new Float64Array(size), bads: new Float64Array(size) };
  for (let i = 0; i < joined.length; i++) {
    result.rows[joined[i]!]! += counts.rows[i]!;
    result.bads[joined[i]!]! += counts.bads[i]!;
  }
  return result;
}
