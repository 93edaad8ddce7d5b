import { binOfValue } from "../core/models/scorecard.js";
import { type CategoryColumn, type FeatureColumn, type NumericColumn } from "../core/models/table.js";
import { curveOf } from "./curve.js";
import { joinCounts, joinNeighbours, poolViolators, type Counts, type Segments } from "./segments.js";

/**
 * Which way risk runs with a value: it only rises, only falls, one of the two as the data says, one of the two unless
 * a bend is worth its penalty, or freely.
 */
export type Direction = "rising" | "falling" | "either" | "guided" | "free";

export interface BinningOptions {
  /** Least share of the rows in a bin; missing values are exempt. */
  readonly minimumShare: number;
  /** Least rows in a bin, whatever their share. */
  readonly minimumRows: number;
  readonly maximumBins: number;
  /** Quantiles a numeric column is first cut at. */
  readonly fineBins: number;
  /** Log-likelihood that one more bin must gain to be worth it. */
  readonly penalty: number;
  /** Log-likelihood that a feature whose risk both rises and falls must gain over the best that only does one. */
  readonly bendPenalty: number;
  /** Rows of average risk that every bin is mixed with, so that few rows cannot claim much. */
  readonly prior: number;
  /**
   * Share of a number's curve in the risk of its bins, 0 to 1: the more, the less a bin stands on its own few bads.
   * The curve is a logistic regression on the normal scores of the ranks, and counts where it runs as the bins do.
   */
  readonly smoothing: number;
  readonly direction: Direction;
}

export interface Bin {
  readonly rows: number;
  readonly bads: number;
  readonly woe: number;
}

interface Bins {
  readonly bins: readonly Bin[];
  readonly missing: Bin;
  readonly informationValue: number;
}

export interface NumericBinning extends Bins {
  readonly kind: "numeric";
  readonly cuts: readonly number[];
}

export interface CategoryBinning extends Bins {
  readonly kind: "category";
  readonly groups: readonly (readonly string[])[];
}

export type Binning = NumericBinning | CategoryBinning;

function weigh(
  counts: Counts,
  missing: { rows: number; bads: number },
  rows: number,
  bads: number,
  prior: number,
  expected: Float64Array = counts.bads,
): Bins {
  const goods = rows - bads;
  const woe = (within: number, bad: number) => {
    if (within === 0) return 0;
    // Half a row stands in for a class that a bin has none of, where no prior does.
    const least = prior > 0 ? 0 : 0.5;
    const good = Math.max(within - bad, least) + (prior * goods) / rows;
    return Math.log(good / goods) - Math.log((Math.max(bad, least) + (prior * bads) / rows) / bads);
  };
  const bins = Array.from(counts.rows, (within, i) => {
    return { rows: within, bads: counts.bads[i]!, woe: woe(within, expected[i]!) };
  });
  const none = { ...missing, woe: woe(missing.rows, missing.bads) };
  let informationValue = 0;
  for (const bin of [...bins, none]) {
    informationValue += ((bin.rows - bin.bads) / goods - bin.bads / bads) * bin.woe;
  }
  return { bins, missing: none, informationValue };
}

/** Cuts half way between neighbouring distinct values, each with at least a share of 1 / `most` of the rows since the one before. */
function fineCuts(values: Float64Array, most: number): number[] {
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  const cuts: number[] = [];
  let start = 0;
  for (let i = 1; i < sorted.length; i++) {
    const low = sorted[i - 1]!;
    const high = sorted[i]!;
    if (low === high || (i - start) * most < sorted.length) continue;
    const middle = low / 2 + high / 2;
    cuts.push(middle > low && middle < high ? middle : high);
    start = i;
  }
  return cuts;
}

/** Bins along which the bad rate only rises (1), only falls (−1), or does as it likes (0). */
function segmentAlong(
  counts: Counts,
  rows: number,
  options: BinningOptions,
  direction: 1 | -1 | 0,
): Segments {
  const pools = direction === 0 ? Int32Array.from(counts.rows.keys()) : poolViolators(counts, direction);
  const { joined, value } = joinNeighbours(joinCounts(counts, pools), {
    minimumRows: Math.max(options.minimumRows, options.minimumShare * rows),
    maximumBins: options.maximumBins,
    penalty: options.penalty,
  });
  return { joined: pools.map((index) => joined[index]!), value };
}

function segment(counts: Counts, rows: number, options: BinningOptions): Int32Array {
  const along = (direction: 1 | -1 | 0) => segmentAlong(counts, rows, options, direction);
  if (options.direction === "free") return along(0).joined;
  if (options.direction === "rising") return along(1).joined;
  if (options.direction === "falling") return along(-1).joined;
  const [up, down] = [along(1), along(-1)];
  const straight = up.value >= down.value ? up : down;
  if (options.direction === "either") return straight.joined;
  const bent = along(0);
  return bent.value > straight.value + options.bendPenalty ? bent.joined : straight.joined;
}

function binNumeric(column: NumericColumn, labels: Uint8Array, options: BinningOptions): NumericBinning {
  const rows = labels.length;
  const fine = fineCuts(column.values, options.fineBins);
  const counts = { rows: new Float64Array(fine.length + 1), bads: new Float64Array(fine.length + 1) };
  const missing = { rows: 0, bads: 0 };
  const cuts = Float64Array.from(fine);
  let bads = 0;
  for (let i = 0; i < rows; i++) {
    const value = column.values[i]!;
    const label = labels[i]!;
    bads += label;
    if (Number.isFinite(value)) {
      const bin = binOfValue(cuts, value);
      counts.rows[bin]!++;
      counts.bads[bin]! += label;
    } else {
      missing.rows++;
      missing.bads += label;
    }
  }
  const joined = segment(counts, rows, options);
  const own = joinCounts(counts, joined);
  return {
    kind: "numeric",
    cuts: fine.filter((_, i) => joined[i] !== joined[i + 1]),
    ...weigh(own, missing, rows, bads, options.prior, smoothed(own, joined, counts, options)),
  };
}

/** Bads of the bins, a share of them as the curve has them; where both run one way, so does their mixture. */
function smoothed(
  own: Counts,
  joined: Int32Array,
  counts: Counts,
  { smoothing }: BinningOptions,
): Float64Array {
  if (smoothing === 0 || own.rows.length < 3) return own.bads;
  const curve = joinCounts({ rows: counts.rows, bads: curveOf(counts) }, joined);
  const rise = ({ rows, bads }: Counts): number => bads.at(-1)! / rows.at(-1)! - bads[0]! / rows[0]!;
  if (rise(own) * rise(curve) <= 0) return own.bads;
  return own.bads.map((bad, i) => (1 - smoothing) * bad + smoothing * curve.bads[i]!);
}

function binCategory(column: CategoryColumn, labels: Uint8Array, options: BinningOptions): CategoryBinning {
  const rows = labels.length;
  const size = column.categories.length;
  const seen = { rows: new Float64Array(size), bads: new Float64Array(size) };
  const missing = { rows: 0, bads: 0 };
  let bads = 0;
  for (let i = 0; i < rows; i++) {
    const code = column.codes[i]!;
    const label = labels[i]!;
    bads += label;
    if (code >= 0) {
      seen.rows[code]!++;
      seen.bads[code]! += label;
    } else {
      missing.rows++;
      missing.bads += label;
    }
  }
  // Ordered by a bad rate that few rows cannot push to an end; equals by name, so that codes do not matter.
  const prior = Math.max(options.prior, 1);
  const rate = (code: number) => (seen.bads[code]! + (prior * bads) / rows) / (seen.rows[code]! + prior);
  const name = (code: number) => column.categories[code]!;
  const order = [...column.categories.keys()]
    .filter((code) => seen.rows[code]! > 0)
    .sort((a, b) => rate(a) - rate(b) || (name(a) < name(b) ? -1 : 1));
  const counts = {
    rows: Float64Array.from(order, (code) => seen.rows[code]!),
    bads: Float64Array.from(order, (code) => seen.bads[code]!),
  };
  const joined = segment(counts, rows, { ...options, direction: "free" });
  const groups: string[][] = Array.from({ length: (joined.at(-1) ?? -1) + 1 }, () => []);
  order.forEach((code, i) => groups[joined[i]!]!.push(name(code)));
  return {
    kind: "category",
    groups: groups.map((texts) => texts.sort()),
    ...weigh(joinCounts(counts, joined), missing, rows, bads, options.prior),
  };
}

/**
 * Bins of a feature with their weight of evidence, ln(share of goods / share of bads), and its information value.
 *
 * Numbers are cut at quantiles, then neighbours are joined where keeping them apart gains less likelihood than the
 * penalty; categories likewise, in order of their bad rate. Missing values (NaN, infinities, empty texts) are a bin of
 * their own, of any size.
 *
 * @param column n values
 * @param labels n values, 1 = bad, 0 = good, both present
 * @param options limits of a bin, prior and direction
 * @see Siddiqi 2006, Credit Risk Scorecards, chapter 6
 */
export function binColumn(column: FeatureColumn, labels: Uint8Array, options: BinningOptions): Binning {
  return column.kind === "numeric"
    ? binNumeric(column, labels, options)
    : binCategory(column, labels, options);
}
