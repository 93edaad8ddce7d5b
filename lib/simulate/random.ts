import { Random as Seeded } from "../core/random.js";

/** Seeded random numbers with the draws a life is made of. */
export class Random extends Seeded {
  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + this.integer(high - low + 1);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
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
