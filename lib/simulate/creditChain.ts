import { type Autoregression, autoregression, expectNext, pushForward, withJumps } from "./autoregression.js";
import type { Economy } from "./economy.js";
import { chanceOf, logOddsOf, normalNodes, placeAmong, solveIntercept } from "./numeric.js";

/** Financial stress of a client from month to month, without the economy's. */
export const stressSteps = autoregression(21, 0.87);
/** Chance of a blow in a month (the employer closes, or as bad), and how many points stress then rises. */
export const blowChance = 0.0015;
export const blowPoints = 4;
/** The same with the blows, which is what a probability has to reckon with. */
const stressProcess = withJumps(stressSteps, blowChance, blowPoints);

/** Deviation of the static risk of clients, in log odds of missing an instalment. */
export const riskDeviation = 0.55;
const stressWeight = 0.75;
/** How much likelier the next miss is with 0, 1, 2 and 3 instalments behind, in log odds. */
const bucketShifts = [0, 2.4, 3.2, 3.4] as const;
const buckets = bucketShifts.length;

/** Above this point of stress nobody is granted a loan. */
export const mostStressAtGrant = 13;
/** Months from the wish to the loan. */
export const monthsToGrant = 3;
/** Terms of loans in months, each as likely as it is often here. */
export const terms = [12, 12, 24, 24, 36, 36, 48, 60, 72] as const;

const horizon = 12;
const nodes = 11;
/** Fewer do for a mean, since evenly spaced sums of smooth bell-shaped functions are exact early. */
const solvingNodes = 5;
const points = stressSteps.size;
const block = buckets * points;

/** What decides whether instalments are paid: a monthly chain of stress and instalments behind. */
export interface CreditLaw {
  /** Chance of missing a month's instalment. */
  readonly missChance: (risk: number, stress: number, bucket: number) => number;
  /**
   * Chance of default within 12 months, given the state at the end of a month.
   *
   * @param risk static risk of the client
   * @param point of the stress
   * @param bucket instalments behind, 0 to 3
   * @param remaining instalments not yet asked for
   * @param month the snapshot's, counted from the first simulated one
   */
  readonly defaultChance: (
    risk: number,
    point: number,
    bucket: number,
    remaining: number,
    month: number,
  ) => number;
}

/**
 * The law under which a stated share of the performing borrowers defaults within 12 months.
 *
 * @param rate in (0, 1), in quiet times
 */
export function creditLaw(rate: number, { liftOf, isQuietAfter }: Economy): CreditLaw {
  const risks = normalNodes(nodes, riskDeviation);
  const solving = normalNodes(solvingNodes, riskDeviation);
  const intercept = solveIntercept((at) => shareDefaulting(at, solving), rate);
  const quiet = logOddsTable(intercept, risks.points, () => 0);
  const troubled = new Map<number, Float64Array>();
  const tableOf = (month: number): Float64Array => {
    if (isQuietAfter(month)) return quiet;
    const known =
      troubled.get(month) ?? logOddsTable(intercept, risks.points, (ahead) => liftOf(month + ahead));
    troubled.set(month, known);
    return known;
  };
  return {
    missChance: (risk, stress, bucket) => missChance(intercept, risk, stress, bucket),
    defaultChance(risk, point, bucket, remaining, month) {
      if (bucket === 0 && remaining === 0) return 0;
      const { node, share } = placeAmong(nodes, riskDeviation, risk);
      const at = (Math.min(remaining, horizon) * nodes + node) * block + bucket * points + point;
      const table = tableOf(month);
      return chanceOf((table[at] ?? 0) * (1 - share) + (table[at + block] ?? 0) * share);
    },
  };
}

function missChance(intercept: number, risk: number, stress: number, bucket: number): number {
  return chanceOf(intercept + risk + stressWeight * stress + (bucketShifts[bucket] ?? 0));
}

/** Chances of missing, by bucket and point of stress. */
function missTable(intercept: number, risk: number, lift: number): Float64Array {
  return Float64Array.from({ length: block }, (_, at) =>
    missChance(intercept, risk, (stressSteps.values[at % points] ?? 0) + lift, Math.floor(at / points)),
  );
}

/** Log odds of default within 12 months, by remaining instalments (0 to 12 or more), risk, bucket and stress. */
function logOddsTable(
  intercept: number,
  risks: Float64Array,
  liftAhead: (months: number) => number,
): Float64Array {
  const table = new Float64Array((horizon + 1) * nodes * block);
  for (const [node, risk] of risks.entries()) {
    const misses = Array.from({ length: horizon }, (_, month) =>
      missTable(intercept, risk, liftAhead(month + 1)),
    );
    for (const [remaining, chances] of chancesAhead(stressProcess, misses).entries()) {
      for (const [at, chance] of chances.entries()) {
        table[(remaining * nodes + node) * block + at] = logOddsOf(chance);
      }
    }
  }
  return table;
}

/**
 * Chances of default within as many months as there are tables, by backward recursion.
 *
 * @param misses chances of missing in the coming months, the nearest first
 * @returns by remaining instalments; each by bucket and point of stress
 */
function chancesAhead(process: Autoregression, misses: readonly Float64Array[]): Float64Array[] {
  let later: Float64Array[] = [new Float64Array(block)];
  const decided = new Float64Array(block);
  for (let left = 1; left <= misses.length; left++) {
    const miss = misses[misses.length - left] ?? decided;
    const now: Float64Array[] = [];
    for (let remaining = 0; remaining <= left; remaining++) {
      const next = later[Math.max(0, remaining - 1)] ?? decided;
      for (let at = 0; at < block; at++) {
        const behind = at + points < block ? (next[at + points] ?? 0) : 1;
        const chance = miss[at] ?? 0;
        decided[at] = chance * behind + (1 - chance) * (next[at % points] ?? 0);
      }
      // With nothing left to pay and nothing behind, the loan is over.
      if (remaining === 0) decided.fill(0, 0, points);
      const expected = new Float64Array(block);
      expectNext(process, decided, expected);
      now.push(expected);
    }
    later = now;
  }
  return later;
}

/** Share of the performing borrowers that default within 12 months, over all ages that loans reach. */
function shareDefaulting(intercept: number, risks: { points: Float64Array; weights: Float64Array }): number {
  let defaulting = 0;
  let all = 0;
  for (const [node, risk] of risks.points.entries()) {
    const weight = risks.weights[node] ?? 0;
    const miss = missTable(intercept, risk, 0);
    const ahead = chancesAhead(
      stressProcess,
      Array.from({ length: horizon }, () => miss),
    );
    const add = (mass: Float64Array, remaining: number, share: number): void => {
      if (share === 0) return;
      const chances = ahead[remaining];
      for (let at = 0; at < block; at++) {
        const held = (mass[at] ?? 0) * share * weight;
        all += held;
        defaulting += held * (chances?.[at] ?? 0);
      }
    };
    let mass = massAtGrant();
    for (let age = 0; age <= 72; age++) {
      if (age > 0) mass = monthOn(mass, miss);
      for (let left = 1; left < horizon; left++)
        add(
          mass,
          left,
          shareOfTerms((term) => term === age + left),
        );
      add(
        mass,
        horizon,
        shareOfTerms((term) => term >= age + horizon),
      );
      const ending = shareOfTerms((term) => term === age);
      if (ending > 0) {
        let arrears = mass.slice().fill(0, 0, points);
        for (let month = 0; month < 6; month++) {
          add(arrears, 0, ending);
          arrears = monthOn(arrears, miss).fill(0, 0, points);
        }
      }
    }
  }
  return defaulting / all;
}

const shareOfTerms = (isMeant: (term: number) => boolean): number =>
  terms.filter(isMeant).length / terms.length;

function massAtGrant(): Float64Array {
  let mass = new Float64Array(block);
  for (let point = 0; point <= mostStressAtGrant; point++) mass[point] = stressSteps.stationary[point] ?? 0;
  const sum = mass.reduce((total, share) => total + share, 0);
  mass = mass.map((share) => share / sum);
  for (let month = 0; month < monthsToGrant; month++) {
    const next = new Float64Array(block);
    pushForward(stressProcess, mass, next);
    mass = next;
  }
  return mass;
}

/** A month's stress and payments; who defaults is gone. */
function monthOn(mass: Float64Array, miss: Float64Array): Float64Array<ArrayBuffer> {
  const moved = new Float64Array(block);
  pushForward(stressProcess, mass, moved);
  const next = new Float64Array(block);
  for (let at = 0; at < block; at++) {
    const held = moved[at] ?? 0;
    const missed = held * (miss[at] ?? 0);
    next[at % points] = (next[at % points] ?? 0) + held - missed;
    if (at + points < block) next[at + points] = (next[at + points] ?? 0) + missed;
  }
  return next;
}
