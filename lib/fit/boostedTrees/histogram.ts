import { type BinnedFeature } from "./bins.js";

/**
 * Rounds to a multiple of 2^-29, below 2^20 in size. Sums of up to 2^24 numbers in [−1, 1] made so are exact in a
 * double: a histogram is then the same in whatever order its rows are added, and the difference of two histograms is
 * exactly that of the rows between them.
 */
export function rounded(value: number): number {
  return value + 12_582_912 - 12_582_912;
}

/** What `rounded` leaves of the smallest hessian: a row always weighs something. */
export const leastHessian = 2 ** -29;

/** Four features whose bins are summed in one sweep over the rows. */
interface Group {
  /** Indices of the features; fewer than four in the last group. */
  readonly features: readonly number[];
  /** Their bins for each row, eight bits each, the first feature's lowest. */
  readonly packed: Int32Array;
}

function group(features: readonly BinnedFeature[], first: number): Group {
  const members = features.slice(first, first + 4);
  const packed = new Int32Array(features[first]!.codes.length);
  members.forEach(({ codes }, place) => {
    for (let row = 0; row < packed.length; row++) packed[row]! |= codes[row]! << (8 * place);
  });
  return { features: members.map((_, place) => first + place), packed };
}

/** Gradients and hessians of some rows, in their order, to be read in one sweep for each group. */
function gather(
  gradients: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  gathered: Float64Array,
): void {
  for (let i = start, to = 0; i < end; i++, to += 2) {
    const from = 2 * rows[i]!;
    gathered[to] = gradients[from]!;
    gathered[to + 1] = gradients[from + 1]!;
  }
}

/** Where the sums of a group's features begin: 256 bins each, a gradient and a hessian to a bin. */
const [second, third, fourth, afterFourth] = [512, 1024, 1536, 2048];

/** One array for all four features: with one for each, the processor runs out of registers, and takes longer. */
function addGroup(
  packed: Int32Array,
  gathered: Float64Array,
  rows: Int32Array,
  start: number,
  end: number,
  sums: Float64Array,
): void {
  for (let i = start, from = 0; i < end; i++, from += 2) {
    const bins = packed[rows[i]!]!;
    const gradient = gathered[from]!;
    const hessian = gathered[from + 1]!;
    // Twice each byte: where the sum of gradients of that bin is.
    const a = (bins << 1) & 510;
    const b = ((bins >>> 7) & 510) | second;
    const c = ((bins >>> 15) & 510) | third;
    const d = ((bins >>> 23) & 510) | fourth;
    sums[a]! += gradient;
    sums[a + 1]! += hessian;
    sums[b]! += gradient;
    sums[b + 1]! += hessian;
    sums[c]! += gradient;
    sums[c + 1]! += hessian;
    sums[d]! += gradient;
    sums[d + 1]! += hessian;
  }
}

/** Sums gradients and hessians of rows by bin, for features that stay the same from tree to tree. */
export class Histograms {
  /** Where each feature's bins start in a histogram, each feature having its bin for missing values last. */
  readonly offsets: Int32Array;
  private readonly bins: number;
  private readonly groups: readonly Group[];
  private readonly gathered: Float64Array;
  private readonly sums = new Float64Array(afterFourth);
  private readonly spare: Float64Array[] = [];

  constructor(
    private readonly features: readonly BinnedFeature[],
    rows: number,
  ) {
    let bins = 0;
    this.offsets = Int32Array.from(features, (feature) => (bins += feature.bins + 1) - feature.bins - 1);
    this.bins = bins;
    this.groups = features.flatMap((_, first) => (first % 4 === 0 ? [group(features, first)] : []));
    this.gathered = new Float64Array(2 * rows);
  }

  /**
   * Sums the rows of a node.
   *
   * @param gradients gradient and hessian of each row, in turns, rounded
   * @param rows a list of rows, of which those from `start` up to `end` are summed
   * @param chosen whether a feature is asked for; what the histogram holds of the others means nothing
   * @returns sum of gradients and sum of hessians of each bin, in turns
   */
  sum(
    gradients: Float64Array,
    rows: Int32Array,
    start: number,
    end: number,
    chosen: Int32Array,
  ): Float64Array {
    const histogram = this.spare.pop() ?? new Float64Array(2 * this.bins);
    gather(gradients, rows, start, end, this.gathered);
    for (const { features, packed } of this.groups) {
      if (!features.some((index) => chosen.includes(index))) continue;
      addGroup(packed, this.gathered, rows, start, end, this.sums.fill(0));
      features.forEach((index, place) => {
        const length = 2 * (this.features[index]!.bins + 1);
        histogram.set(this.sums.subarray(512 * place, 512 * place + length), 2 * this.offsets[index]!);
      });
    }
    return histogram;
  }

  /** Sums over the rows of a histogram, read from any feature it was summed for. */
  totals(histogram: Float64Array, feature: number): { readonly gradient: number; readonly hessian: number } {
    const first = this.offsets[feature]!;
    let gradient = 0;
    let hessian = 0;
    for (let bin = first; bin <= first + this.features[feature]!.bins; bin++) {
      gradient += histogram[2 * bin]!;
      hessian += histogram[2 * bin + 1]!;
    }
    return { gradient, hessian };
  }

  /** Turns the histogram of a node into that of one child, given that of the other. */
  subtract(histogram: Float64Array, sibling: Float64Array): void {
    for (let i = 0; i < histogram.length; i++) histogram[i]! -= sibling[i]!;
  }

  /** Takes back a histogram that is no longer read. */
  release(histogram: Float64Array): void {
    this.spare.push(histogram);
  }
}
