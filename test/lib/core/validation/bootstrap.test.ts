import { describe, expect, it } from "vitest";
import { bootstrapByClient, clientCodes } from "../../../../lib/core/validation/bootstrap.js";
import { Random } from "../../../../lib/core/random.js";
import { RankedSample } from "../../../../lib/core/validation/rankedSample.js";
import { scoredRows } from "./reference.js";

describe("clientCodes(clients)", () => {
  it("numbers clients without gaps, in their order", () => {
    expect(clientCodes(Int32Array.of(70, 3, 70, 12))).toEqual({ codes: Int32Array.of(2, 0, 2, 1), count: 3 });
  });
});

describe("bootstrapByClient(clients, options, figuresOf)", () => {
  const total = (weights: Uint16Array): number => weights.reduce((sum, weight) => sum + weight, 0);

  it("draws as many clients as there are, with replacement", () => {
    const seen = new Set<number>();
    bootstrapByClient(50, { seed: 1, resamples: 20 }, (weights) => {
      expect(total(weights)).toBe(50);
      for (const weight of weights) seen.add(weight);
      return { none: 0 };
    });
    expect(seen.has(0) && seen.has(2)).toBe(true);
  });

  it("takes the quantiles as NumPy does", () => {
    // np.quantile(range(1, 201), [0.025, 0.975])
    let next = 0;
    const { n } = bootstrapByClient(1, { seed: 1, resamples: 200 }, () => ({ n: ++next }));
    expect(n!.low).toBeCloseTo(5.975, 12);
    expect(n!.high).toBeCloseTo(195.025, 12);
  });

  it("has no interval where half of the resamples have no figure", () => {
    let next = 0;
    const { n } = bootstrapByClient(1, { seed: 1, resamples: 10 }, () => ({
      n: ++next % 2 ? 1 : Number.NaN,
    }));
    expect(n).toBeNull();
  });

  it("is the same for the same seed only", () => {
    const mean = (seed: number) =>
      bootstrapByClient(30, { seed, resamples: 50 }, (weights) => ({
        mean: weights.reduce((sum, weight, client) => sum + weight * client, 0),
      }));
    expect(mean(4)).toEqual(mean(4));
    expect(mean(4)).not.toEqual(mean(5));
  });

  it("covers the true AUC about as often as it says, although rows of a client are alike", () => {
    // Positives are N(1, 1), negatives N(0, 1): the AUC is Φ(1 / √2). A client's five rows share half their variance.
    const truth = 0.7602499389065233;
    const trials = 150;
    let covered = 0;
    for (let trial = 0; trial < trials; trial++) {
      const random = new Random(trial, 77);
      const [scores, labels, clients]: [number[], number[], number[]] = [[], [], []];
      for (let client = 0; client < 120; client++) {
        const isPositive = client % 3 === 0 ? 1 : 0;
        const own = random.normal();
        for (let row = 0; row < 5; row++) {
          const x = Math.SQRT1_2 * (own + random.normal()) + isPositive;
          scores.push(1 / (1 + Math.exp(-x)));
          labels.push(isPositive);
          clients.push(client);
        }
      }
      const sample = scoredRows(scores, labels, clients);
      const ranked = new RankedSample(sample);
      const { auc } = bootstrapByClient(120, { seed: trial, resamples: 200 }, (weights) => ({
        auc: ranked.auc(weights),
      }));
      if (auc!.low <= truth && truth <= auc!.high) covered++;
    }
    // 95 % of 150 is 142.5, with a standard error of 2.7.
    expect(covered / trials).toBeGreaterThan(0.88);
    expect(covered / trials).toBeLessThan(0.995);
  });
});
