import type { Bank } from "./bank.js";

/** Half the bins of a tally; one side is for probabilities below one half. */
const halfBins = 600;
const binsPerLogit = 40;

/** True probabilities and what came of them, counted in bins fine enough for an AUC; plain JSON. */
export interface OutcomeTally {
  /** Snapshots whose outcome is known, and how many of them came true, by bin of the log odds. */
  readonly counts: number[];
  readonly positives: number[];
  /** Sum of the probabilities of all snapshots whose outcome is known, in millionths: whole, so that order does not matter. */
  expected: number;
}

/** What the snapshots of some clients add up to; tallies of disjoint clients can be merged. */
export interface Tally {
  readonly default: OutcomeTally;
  readonly churn: OutcomeTally;
  /** Months in which an active client could have left, and those in which they did. */
  months: number;
  departures: number;
}

/** A tally of nobody. */
export function emptyTally(): Tally {
  const empty = (): OutcomeTally => ({
    counts: new Array<number>(2 * halfBins + 1).fill(0),
    positives: new Array<number>(2 * halfBins + 1).fill(0),
    expected: 0,
  });
  return { default: empty(), churn: empty(), months: 0, departures: 0 };
}

/** Counts one snapshot whose outcome is known. */
export function count(tally: OutcomeTally, probability: number, outcome: boolean): void {
  const logit = Math.log(probability) - Math.log1p(-probability);
  const bin = Math.round(Math.max(-halfBins, Math.min(halfBins, logit * binsPerLogit))) + halfBins;
  tally.counts[bin] = (tally.counts[bin] ?? 0) + 1;
  if (outcome) tally.positives[bin] = (tally.positives[bin] ?? 0) + 1;
  tally.expected += Math.round(probability * 1e6);
}

/** The tally of all clients of several tallies, in whatever order they were counted. */
export function mergeTallies(tallies: readonly Tally[]): Tally {
  const sum = emptyTally();
  for (const tally of tallies) {
    for (const name of ["default", "churn"] as const) {
      const [into, from] = [sum[name], tally[name]];
      for (const [bin, n] of from.counts.entries()) into.counts[bin] = (into.counts[bin] ?? 0) + n;
      for (const [bin, n] of from.positives.entries()) into.positives[bin] = (into.positives[bin] ?? 0) + n;
      into.expected += from.expected;
    }
    sum.months += tally.months;
    sum.departures += tally.departures;
  }
  return sum;
}

/** What `truth/ceiling.json` says of one outcome. */
export interface Ceiling {
  /** Within a year, as the options state it and as it came; null where nothing can be told. */
  readonly statedRate: number;
  readonly reachedRate: number | null;
  /** Months from the snapshot in which the outcome may come. */
  readonly horizonMonths: number;
  /** Snapshots with a known outcome, and those of them that came true. */
  readonly n: number;
  readonly positives: number;
  /** Mean of the true probabilities; near positives / n. */
  readonly meanProbability: number | null;
  /** The best AUC any model could reach; null without both outcomes. */
  readonly auc: number | null;
}

/** The content of `truth/ceiling.json`. */
export function ceilingJson(bank: Bank, tally: Tally): Readonly<Record<"default" | "churn", Ceiling>> {
  const { months, departures } = tally;
  const byMonth = months > 0 ? 1 - (1 - departures / months) ** 12 : null;
  const defaults = ceilingOf(tally.default);
  return {
    default: {
      statedRate: bank.defaultRate,
      reachedRate: defaults.n > 0 ? rounded(defaults.positives / defaults.n) : null,
      horizonMonths: 12,
      ...defaults,
    },
    churn: {
      statedRate: bank.churnRate,
      reachedRate: byMonth === null ? null : rounded(byMonth),
      horizonMonths: 3,
      ...ceilingOf(tally.churn),
    },
  };
}

/** The best a model could do on the snapshots counted. */
export function ceilingOf(tally: OutcomeTally): Pick<Ceiling, "n" | "positives" | "meanProbability" | "auc"> {
  const total = (list: readonly number[]): number => list.reduce((sum, n) => sum + n, 0);
  const n = total(tally.counts);
  const positives = total(tally.positives);
  return {
    n,
    positives,
    meanProbability: n > 0 ? rounded(tally.expected / 1e6 / n) : null,
    auc: positives > 0 && positives < n ? rounded(aucOf(tally)) : null,
  };
}

/** Chance that a snapshot that came true had the larger probability; one half in the same bin. */
function aucOf({ counts, positives }: OutcomeTally): number {
  let negativesBelow = 0;
  let pairs = 0;
  let allPositives = 0;
  for (const [bin, n] of counts.entries()) {
    const p = positives[bin] ?? 0;
    pairs += p * (negativesBelow + (n - p) / 2);
    negativesBelow += n - p;
    allPositives += p;
  }
  return pairs / (allPositives * negativesBelow);
}

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;
