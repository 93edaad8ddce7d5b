/** Logarithm of the gamma function for x > 0, by Lanczos with g = 7; relative error below 1e-14. */
function logGamma(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
    -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7,
  ];
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let series = 0.9999999999998099;
  for (let i = 0; i < coefficients.length; i++) series += coefficients[i]! / (x + i);
  const t = x + 6.5;
  return 0.9189385332046728 + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

/** Regularised upper incomplete gamma function: series below the mean, Lentz's continued fraction above. */
function upperGamma(shape: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let k = 1; k < 1000 && Math.abs(term) > Math.abs(sum) * 1e-17; k++) {
      term *= x / (shape + k);
      sum += term;
    }
    return Math.max(0, 1 - front * sum);
  }
  const tiny = 1e-300;
  let b = x + 1 - shape;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let k = 1; k < 1000; k++) {
    const a = -k * (k - shape);
    b += 2;
    d = 1 / (Math.abs(a * d + b) < tiny ? tiny : a * d + b);
    c = b + a / c;
    if (Math.abs(c) < tiny) c = tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return front * fraction;
}

/**
 * Chance that a chi-square variable exceeds a value.
 *
 * @param value at least 0
 * @param degrees of freedom, above 0
 * @returns probability, relative error below 1e-12
 * @see Press et al., Numerical Recipes, chapter 6.2
 */
export function chiSquareTail(value: number, degrees: number): number {
  return upperGamma(degrees / 2, value / 2);
}

/**
 * Chance that a standard normal variable lies further from zero than a value, on either side.
 *
 * @param z any number
 * @returns probability, relative error below 1e-12
 */
export function twoSidedNormalTail(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}
