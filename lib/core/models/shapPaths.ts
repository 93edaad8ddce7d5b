/**
 * The features on the ways from a root to its nodes, as TreeSHAP keeps them: paths of up to depth + 1 entries, the first
 * of which stands for no feature. A path and its extension lie one after the other in the same arrays, so that a walk
 * down a tree makes no garbage.
 *
 * @see Lundberg et al. 2020, doi:10.1038/s42256-019-0138-9, algorithm 2: EXTEND, UNWIND and the sum over a leaf
 */
export class ShapPaths {
  /** Index of the feature; −1 for none. */
  readonly feature: Int32Array;
  /** Share of the covers that flows on where the feature is not known. */
  readonly zero: Float64Array;
  /** 1 if the row itself flows on, or 0. */
  readonly one: Float64Array;
  /** Weight of the subsets of the path of each size. */
  readonly weight: Float64Array;

  /**
   * Makes room for the walk.
   *
   * @param depth questions on the longest way through a tree
   */
  constructor(depth: number) {
    const room = ((depth + 2) * (depth + 3)) / 2;
    this.feature = new Int32Array(room);
    this.zero = new Float64Array(room);
    this.one = new Float64Array(room);
    this.weight = new Float64Array(room);
  }

  /**
   * Writes a path with one more feature behind the path it extends.
   *
   * @param from where the path starts
   * @param length its entries
   * @param zero share of the new feature
   * @param one share of the new feature
   * @param feature the new one
   * @returns where the longer path starts
   */
  extend(from: number, length: number, zero: number, one: number, feature: number): number {
    const to = from + length;
    for (let i = 0; i < length; i++) {
      this.feature[to + i] = this.feature[from + i]!;
      this.zero[to + i] = this.zero[from + i]!;
      this.one[to + i] = this.one[from + i]!;
      this.weight[to + i] = this.weight[from + i]!;
    }
    this.feature[to + length] = feature;
    this.zero[to + length] = zero;
    this.one[to + length] = one;
    this.weight[to + length] = length === 0 ? 1 : 0;
    for (let i = length - 1; i >= 0; i--) {
      const weight = this.weight[to + i]!;
      this.weight[to + i + 1]! += (one * weight * (i + 1)) / (length + 1);
      this.weight[to + i] = (zero * weight * (length - i)) / (length + 1);
    }
    return to;
  }

  /**
   * Looks for a feature on a path.
   *
   * @param start where the path starts
   * @param length its entries
   * @param feature index
   * @returns index into the arrays; −1 if it is not on the path
   */
  find(start: number, length: number, feature: number): number {
    for (let i = start + 1; i < start + length; i++) if (this.feature[i] === feature) return i;
    return -1;
  }

  /**
   * Takes a feature off a path, in place.
   *
   * @param start where the path starts
   * @param length its entries, one less afterwards
   * @param place of the feature on the path
   */
  unwind(start: number, length: number, place: number): void {
    const last = length - 1;
    const zero = this.zero[start + place]!;
    const one = this.one[start + place]!;
    let next = this.weight[start + last]!;
    for (let i = last - 1; i >= 0; i--) {
      const before = this.weight[start + i]!;
      if (one === 0) this.weight[start + i] = (before * length) / (zero * (last - i));
      else {
        const weight = (next * length) / ((i + 1) * one);
        this.weight[start + i] = weight;
        next = before - (weight * zero * (last - i)) / length;
      }
    }
    for (let i = start + place; i < start + last; i++) {
      this.feature[i] = this.feature[i + 1]!;
      this.zero[i] = this.zero[i + 1]!;
      this.one[i] = this.one[i + 1]!;
    }
  }

  /**
   * Adds what a leaf contributes to each feature on its path.
   *
   * @param start where the path starts
   * @param length its entries
   * @param value of the leaf
   * @param contributions by feature
   */
  contribute(start: number, length: number, value: number, contributions: Float64Array): void {
    for (let place = 1; place < length; place++) {
      const share = this.one[start + place]! - this.zero[start + place]!;
      contributions[this.feature[start + place]!]! += this.unwoundSum(start, length, place) * share * value;
    }
  }

  /** The sum of the weights as they were had the feature at a place never been met. */
  private unwoundSum(start: number, length: number, place: number): number {
    const last = length - 1;
    const zero = this.zero[start + place]!;
    const one = this.one[start + place]!;
    let next = this.weight[start + last]!;
    let sum = 0;
    for (let i = last - 1; i >= 0; i--) {
      const before = this.weight[start + i]!;
      if (one === 0) sum += (before * length) / (zero * (last - i));
      else {
        const weight = (next * length) / ((i + 1) * one);
        sum += weight;
        next = before - (weight * zero * (last - i)) / length;
      }
    }
    return sum;
  }
}
