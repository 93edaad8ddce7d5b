import type { ClientCodes } from "./bootstrap.js";

/** Sums by group of rows, kept by client, so that those of a resample take one walk over the clients. */
export class GroupSums {
  private readonly entryClient: Int32Array;
  private readonly entryGroup: Int32Array;
  private readonly sums: Float64Array;

  /**
   * Adds the rows up.
   *
   * @param clients of n rows
   * @param groupOf n numbers from 0 on; −1 for a row of none
   * @param groups how many groups there are
   * @param measures lists of n numbers to be added up
   */
  constructor(
    clients: ClientCodes,
    groupOf: Int32Array,
    private readonly groups: number,
    private readonly measures: readonly ArrayLike<number>[],
  ) {
    const entryOf = new Map<number, number>();
    const sums: number[] = [];
    for (let row = 0; row < groupOf.length; row++) {
      if (groupOf[row]! < 0) continue;
      const key = clients.codes[row]! * groups + groupOf[row]!;
      let entry = entryOf.get(key);
      if (entry === undefined) {
        entryOf.set(key, (entry = entryOf.size));
        for (let i = 0; i < measures.length; i++) sums.push(0);
      }
      for (let i = 0; i < measures.length; i++) sums[entry * measures.length + i]! += measures[i]![row]!;
    }
    this.entryClient = Int32Array.from(entryOf.keys(), (key) => Math.floor(key / groups));
    this.entryGroup = Int32Array.from(entryOf.keys(), (key) => key % groups);
    this.sums = Float64Array.from(sums);
  }

  /**
   * The sums of a resample.
   *
   * @param weights how often each client stands in it; all once if left out
   * @returns for each group its sum of each measure
   */
  totals(weights?: ArrayLike<number>): Float64Array[] {
    const width = this.measures.length;
    const result = Array.from({ length: this.groups }, () => new Float64Array(width));
    for (let entry = 0; entry < this.entryClient.length; entry++) {
      const weight = weights === undefined ? 1 : weights[this.entryClient[entry]!]!;
      if (weight === 0) continue;
      const sums = result[this.entryGroup[entry]!]!;
      for (let i = 0; i < width; i++) sums[i]! += weight * this.sums[entry * width + i]!;
    }
    return result;
  }

  /**
   * Different clients with a row in each group.
   *
   * @returns one count for each group
   */
  clients(): Int32Array {
    const counts = new Int32Array(this.groups);
    for (const group of this.entryGroup) counts[group]!++;
    return counts;
  }
}
