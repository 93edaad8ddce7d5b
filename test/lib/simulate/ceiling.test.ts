import { describe, expect, it } from "vitest";
import { bankOf } from "../../../lib/simulate/bank.js";
import { ceilingJson, ceilingOf, count, emptyTally, mergeTallies } from "../../../lib/simulate/ceiling.js";
import { Random } from "../../../lib/simulate/random.js";

const random = new Random(3);
const cases = Array.from({ length: 3000 }, () => {
  const chance = 1 / (1 + Math.exp(2 - 1.5 * random.normal()));
  return { chance, outcome: random.chance(chance) };
});
const tallyOf = (some: typeof cases) => {
  const tally = emptyTally();
  for (const { chance, outcome } of some) count(tally.default, chance, outcome);
  tally.months += some.length;
  return tally;
};

describe("ceilingOf(tally)", () => {
  it("has the AUC of all pairs", () => {
    const [good, bad] = [cases.filter(({ outcome }) => !outcome), cases.filter(({ outcome }) => outcome)];
    let pairs = 0;
    for (const { chance } of bad)
      for (const other of good) pairs += chance > other.chance ? 1 : chance === other.chance ? 0.5 : 0;
    const { auc, n, positives, meanProbability } = ceilingOf(tallyOf(cases).default);
    expect(auc).toBeCloseTo(pairs / good.length / bad.length, 3);
    expect([n, positives]).toEqual([3000, bad.length]);
    expect(meanProbability).toBeCloseTo(cases.reduce((sum, { chance }) => sum + chance, 0) / 3000, 5);
  });

  it("takes certainties, and says nothing of one outcome alone", () => {
    const tally = emptyTally();
    count(tally.churn, 1, true);
    expect(ceilingOf(tally.churn).auc).toBeNull();
    count(tally.churn, 0, false);
    expect(ceilingOf(tally.churn).auc).toBe(1);
    expect(ceilingOf(emptyTally().churn)).toEqual({ n: 0, positives: 0, meanProbability: null, auc: null });
  });
});

describe("mergeTallies(tallies)", () => {
  it("is the tally of all, in whatever order, also after a journey as JSON", () => {
    const parts = [cases.slice(0, 500), cases.slice(500, 1700), cases.slice(1700)].map(tallyOf);
    const travelled = JSON.parse(JSON.stringify(parts.reverse())) as typeof parts;
    expect(mergeTallies(travelled)).toEqual(tallyOf(cases));
  });
});

describe("ceilingJson(bank, tally)", () => {
  it("states the rates beside those reached", () => {
    const bank = bankOf({ clients: 1, months: 1, seed: 1, firstMonth: "2024-01", churnRate: 0.1 });
    const tally = emptyTally();
    tally.months = 1200;
    tally.departures = 10;
    count(tally.default, 0.1, true);
    count(tally.default, 0.3, false);
    const { churn, default: credit } = ceilingJson(bank, tally);
    expect(churn).toMatchObject({ statedRate: 0.1, horizonMonths: 3, n: 0, auc: null });
    expect(churn.reachedRate).toBeCloseTo(1 - (1 - 10 / 1200) ** 12, 5);
    expect(credit).toMatchObject({ statedRate: 0.03, reachedRate: 0.5, n: 2, positives: 1, auc: 0 });
  });
});
