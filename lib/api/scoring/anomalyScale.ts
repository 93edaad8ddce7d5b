/** How many movements have a score. */
export interface ScoreCount {
  readonly score: number;
  readonly count: number;
}

/** Two scores no further apart are the same, made by SQL and by us. */
const sameScore = 1e-12;

/** Where among all movements a score stands, and whether it is worth a look. */
export class AnomalyScale {
  readonly #scores: Float64Array;
  /** Movements below each score, and below none at the end. */
  readonly #below: Float64Array;

  /**
   * @param counts by score, ascending
   * @param cutOff from which on a movement is an alert; null where none is
   */
  constructor(
    counts: readonly ScoreCount[],
    readonly cutOff: number | null,
  ) {
    this.#scores = Float64Array.from(counts, ({ score }) => score);
    this.#below = new Float64Array(counts.length + 1);
    counts.forEach(({ count }, index) => {
      this.#below[index + 1] = this.#below[index]! + count;
    });
  }

  /** Share of all movements with a lower score, in [0, 1]; 0 where there is none. */
  percentile(score: number): number {
    const all = this.#below[this.#scores.length]!;
    if (all === 0) return 0;
    let low = 0;
    let high = this.#scores.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#scores[middle]! < score - sameScore) low = middle + 1;
      else high = middle;
    }
    return this.#below[low]! / all;
  }

  isAlert(score: number): boolean {
    return this.cutOff !== null && score >= this.cutOff - sameScore;
  }
}
