import { describe, expect, it } from "vitest";
import { ceilingJson } from "../../../lib/simulate/ceiling.js";
import { type Case, fatesOf } from "./fates.js";

const options = { clients: 5000, months: 36, firstMonth: "2023-07" };
const banks = [1, 2, 3, 4, 5].map((seed) => fatesOf({ ...options, seed }));
const ceilings = banks.map(({ bank, tally }) => ceilingJson(bank, tally));

/** Three standard errors of a yearly rate seen on so many events, or a tenth of it. */
const slack = (rate: number, events: number): number => Math.max(0.1, 3 / Math.sqrt(events)) * rate;

describe("a bank's rates", () => {
  it.each([0, 1, 2, 3, 4])("are those stated, with any seed (%i)", (at) => {
    const { default: credit, churn } = ceilings[at] ?? ceilings[0] ?? expect.fail();
    // A default shows at up to 12 snapshots, so that there are fewer events than positives.
    expect(Math.abs((credit.reachedRate ?? 0) - 0.03)).toBeLessThan(slack(0.03, credit.positives / 10));
    expect(Math.abs((churn.reachedRate ?? 0) - 0.08)).toBeLessThan(
      slack(0.08, banks[at]?.tally.departures ?? 0),
    );
  });

  it.each([
    [0.01, 0.03],
    [0.08, 0.2],
  ])("can be chosen: %d default, %d leave", (defaultRate, churnRate) => {
    const { bank, tally } = fatesOf({ ...options, seed: 6, defaultRate, churnRate });
    const { default: credit, churn } = ceilingJson(bank, tally);
    expect(Math.abs((credit.reachedRate ?? 0) - defaultRate)).toBeLessThan(
      slack(defaultRate, credit.positives / 10),
    );
    expect(Math.abs((churn.reachedRate ?? 0) - churnRate)).toBeLessThan(slack(churnRate, tally.departures));
  });

  it("leave models something to miss", () => {
    for (const { default: credit, churn } of ceilings) {
      expect(credit.auc).toBeGreaterThan(0.8);
      expect(credit.auc).toBeLessThan(0.9);
      expect(churn.auc).toBeGreaterThan(0.82);
      expect(churn.auc).toBeLessThan(0.92);
    }
  });

  it("are worse in a recession", () => {
    const { bank, tally } = fatesOf({ ...options, seed: 1, shock: "2024-10" });
    const { default: credit } = ceilingJson(bank, tally);
    expect(credit.reachedRate).toBeGreaterThan((ceilings[0]?.default.reachedRate ?? 1) * 1.2);
  });
});

describe("true probabilities", () => {
  // One month of each bank, so that no client counts twice.
  const inMonth = (name: "defaults" | "churns", month: number): Case[] =>
    banks.flatMap((fates) => fates[name].filter((one) => one.month === month));

  it.each([
    ["defaults", 6],
    ["defaults", 22],
    ["churns", 5],
    ["churns", 18],
    ["churns", 28],
  ] as const)("of %s at month %i come true as often as they say, in every tenth", (name, month) => {
    const sorted = inMonth(name, month).sort((left, right) => left.chance - right.chance);
    for (let tenth = 0; tenth < 10; tenth++) {
      const cases = sorted.slice((sorted.length * tenth) / 10, (sorted.length * (tenth + 1)) / 10);
      const expected = cases.reduce((sum, { chance }) => sum + chance, 0);
      const variance = cases.reduce((sum, { chance }) => sum + chance * (1 - chance), 0);
      const seen = cases.filter(({ outcome }) => outcome).length;
      expect(Math.abs(seen - expected), `tenth ${tenth + 1}`).toBeLessThan(4 * Math.sqrt(variance) + 1);
    }
  });
});
