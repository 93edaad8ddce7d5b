/**
 * Chance that a standard normal number is above `z`, to a relative error of about 1e-7.
 *
 * @see Press et al., Numerical Recipes, 3rd edition, 6.2.2 (the complementary error function)
 */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 2 / (2 + x);
  const coefficients = [
    0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196,
    1.00002368, -1.26551223,
  ];
  const polynomial = coefficients.reduce((sum, coefficient) => sum * t + coefficient, 0);
  const above = (t * Math.exp(-x * x + polynomial)) / 2;
  return z >= 0 ? above : 1 - above;
}
