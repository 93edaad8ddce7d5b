/**
 * Seeded random numbers: sfc32, whose stream depends on the seed and the stream numbers only.
 *
 * @see Doty-Humphrey, PractRand; sfc32 passes BigCrush and needs only 32-bit additions
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;
  private spare = Number.NaN;

  /**
   * @param seed whole number, 0 or more
   * @param streams whole numbers that tell this stream from its sisters, such as a client's index
   */
  constructor(seed: number, ...streams: readonly number[]) {
    let hash = 0x9e3779b9;
    for (const part of [seed, ...streams]) {
      hash = mix(hash ^ (part | 0));
      hash = mix(hash ^ Math.floor(part / 2 ** 32));
    }
    this.a = hash;
    this.b = mix(this.a + 0x6d2b79f5);
    this.c = mix(this.b + 0x6d2b79f5);
    for (let round = 0; round < 12; round++) this.uniform();
  }

  /** A number in [0, 1). */
  uniform(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  }

  /** A whole number in [0, below). */
  integer(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.integer(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** A standard normal number (Box and Muller's, which come in pairs). */
  normal(): number {
    if (!Number.isNaN(this.spare)) {
      const kept = this.spare;
      this.spare = Number.NaN;
      return kept;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    const angle = 2 * Math.PI * this.uniform();
    this.spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  }

  /** A positive number with this median; `sigma` is the deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  /** A number of at least `minimum` with P(more than x) = (minimum / x)^alpha. */
  pareto(minimum: number, alpha: number): number {
    return minimum * Math.exp(-Math.log(1 - this.uniform()) / alpha);
  }

  /** How many of a rare thing happen when `mean` are expected; meant for means below 20. */
  poisson(mean: number): number {
    let below = Math.exp(-mean);
    let left = this.uniform();
    let count = 0;
    while (left > below && count < 60) {
      left -= below;
      count++;
      below *= mean / count;
    }
    return count;
  }

  /** How many trials until the first success; Infinity for a probability of 0. */
  trials(probability: number): number {
    if (probability <= 0) return Number.POSITIVE_INFINITY;
    return 1 + Math.floor(Math.log(1 - this.uniform()) / Math.log(1 - probability));
  }

  pick<T>(values: readonly T[]): T {
    const value = values[this.integer(values.length)];
    if (value === undefined) throw new RangeError("nothing to pick from");
    return value;
  }

  /** One of `values` in proportion to its `weight`. */
  weighted<T extends { readonly weight: number }>(values: readonly T[]): T {
    let left = this.uniform() * values.reduce((sum, value) => sum + value.weight, 0);
    for (const value of values) {
      left -= value.weight;
      if (left < 0) return value;
    }
    return this.pick(values);
  }
}

function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
