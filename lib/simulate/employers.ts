import { blowChance } from "./creditChain.js";
import { Random } from "./random.js";

const employerStream = 20;
const employerCount = 1200;
/** The chance of an employer falls with the rank as 1 / (rank + this), so that none has every tenth client. */
const flattening = 20;
/** The largest go on for good; lay-offs there are a client's own blow. */
const largestForGood = 40;

/** Who pays the salaries of several clients. */
export interface Employer {
  readonly id: string;
  /** Day of the month. */
  readonly payday: number;
  /** Month in which it closes; Infinity for never. */
  readonly closingMonth: number;
  /** Paid a fourteenth of the year more in June and December. */
  readonly allowances: boolean;
}

/** The employer of a rank, 0 the largest; depends on the seed and the rank only. */
export function employerOf(seed: number, rank: number): Employer {
  const random = new Random(seed, rank, employerStream, 1);
  return {
    id: `E${rank + 2}`,
    payday: random.chance(0.7) ? random.between(23, 31) : random.between(1, 10),
    allowances: random.chance(0.75),
    closingMonth: rank < largestForGood ? Number.POSITIVE_INFINITY : random.trials(blowChance) - 1,
  };
}

/** An employer still there after a month, the larger the likelier. */
export function hiredBy(random: Random, seed: number, month: number): Employer {
  for (;;) {
    const rank = Math.floor(flattening * ((employerCount / flattening + 1) ** random.uniform() - 1));
    const employer = employerOf(seed, rank);
    if (employer.closingMonth > month) return employer;
  }
}
