/** Chance of log odds. */
export function chanceOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log odds of a chance, kept finite. */
export function logOddsOf(chance: number): number {
  const inside = Math.min(1 - 1e-12, Math.max(1e-12, chance));
  return Math.log(inside / (1 - inside));
}

/** Evenly spaced points within three deviations of a normal trait, and the share of clients near each. */
export function normalNodes(
  count: number,
  deviation: number,
): { points: Float64Array; weights: Float64Array } {
  const step = 6 / (count - 1);
  const points = Float64Array.from({ length: count }, (_, at) => (-3 + at * step) * deviation);
  const weights = Float64Array.from({ length: count }, (_, at) => Math.exp(-((-3 + at * step) ** 2) / 2));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { points, weights: weights.map((weight) => weight / sum) };
}

/** Where a value lies among nodes within three deviations: the node below and how far to the next. */
export function placeAmong(count: number, deviation: number, value: number): { node: number; share: number } {
  const place = ((value / deviation + 3) / 6) * (count - 1);
  const node = Math.max(0, Math.min(count - 2, Math.floor(place)));
  return { node, share: Math.max(0, Math.min(1, place - node)) };
}

/**
 * The intercept at which a rate is reached: false position on the log of the rate, which is nearly
 * straight.
 *
 * @param rateAt rises with the intercept
 */
export function solveIntercept(rateAt: (intercept: number) => number, rate: number): number {
  const miss = (intercept: number): number => Math.log(rateAt(intercept) / rate);
  let [low, high] = [-6, -4];
  let [below, above] = [miss(low), miss(high)];
  for (; below > 0 && low > -40; below = miss(low)) [low, high, above] = [low - 2, low, below];
  for (; above < 0 && high < 40; above = miss(high)) [low, high, below] = [high, high + 2, above];
  for (let round = 0; round < 60; round++) {
    const middle = low - (below * (high - low)) / (above - below);
    const error = miss(middle);
    if (Math.abs(error) < 1e-4) return middle;
    // Halving the weight of the end that stays (the Illinois rule) keeps it from staying for good.
    if (error < 0) [low, below, above] = [middle, error, above / 2];
    else [high, above, below] = [middle, error, below / 2];
  }
  return (low + high) / 2;
}
