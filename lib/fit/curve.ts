import type { Counts } from "./segments.js";

const mostSteps = 30;

/**
 * The bads of ordered groups as a straight line of log odds has them: a logistic regression on the normal scores of the
 * ranks, so that the scale of the number does not matter.
 *
 * @param counts of the groups, in order; both classes present
 * @returns bads expected in each group, adding up to those counted
 */
export function curveOf({ rows, bads }: Counts): Float64Array {
  const all = rows.reduce((sum, n) => sum + n, 0);
  let below = 0;
  const scores = rows.map((n) => {
    const score = normalScore((below + n / 2) / all);
    below += n;
    return score;
  });
  const share = bads.reduce((sum, n) => sum + n, 0) / all;
  let [intercept, slope] = [Math.log(share / (1 - share)), 0];
  const expected = (): Float64Array =>
    rows.map((n, i) => n / (1 + Math.exp(-intercept - slope * scores[i]!)));
  for (let step = 0; step < mostSteps; step++) {
    const now = expected();
    let [g0, g1, h00, h01, h11] = [0, 0, 0, 0, 0];
    for (const [i, mean] of now.entries()) {
      const miss = bads[i]! - mean;
      const weight = mean * (1 - mean / rows[i]!);
      const score = scores[i]!;
      g0 += miss;
      g1 += miss * score;
      h00 += weight;
      h01 += weight * score;
      h11 += weight * score * score;
    }
    const determinant = h00 * h11 - h01 * h01;
    if (!(determinant > 1e-12)) break;
    const [d0, d1] = [(h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant];
    intercept += d0;
    slope += d1;
    if (Math.abs(d0) + Math.abs(d1) < 1e-10) break;
  }
  return expected();
}

/** Value below which a normal variable lies with this chance, to three digits: enough for a scale. */
function normalScore(chance: number): number {
  // Tukey's lambda, which needs no branches.
  return (chance ** 0.135 - (1 - chance) ** 0.135) / 0.1975;
}
