import { stages } from "../../../lib/simulate/attritionChain.js";
import { type Bank, bankOf, type BankOptions } from "../../../lib/simulate/bank.js";
import { count, emptyTally, type Tally } from "../../../lib/simulate/ceiling.js";
import { familyOf } from "../../../lib/simulate/family.js";
import { churnChanceOf, defaultChanceOf } from "../../../lib/simulate/fate.js";

/** A client's chance at the end of a month and what came of it. */
export interface Case {
  readonly month: number;
  readonly chance: number;
  readonly outcome: boolean;
}

/** Chances and outcomes of a whole bank, told without living a single day. */
export interface Fates {
  readonly bank: Bank;
  readonly defaults: readonly Case[];
  readonly churns: readonly Case[];
  readonly tally: Tally;
}

/** The fates of all clients of a bank. */
export function fatesOf(options: BankOptions): Fates {
  const bank = bankOf(options);
  const { monthCount } = bank.calendar;
  const defaults: Case[] = [];
  const churns: Case[] = [];
  const tally = emptyTally();
  for (let index = 0; index < bank.clients; index++) {
    const member = familyOf(bank, index).members.get(index);
    if (!member) throw new Error(`no client ${index}`);
    const { client, fate } = member;
    const { exit, loans, firstMonth } = fate;
    for (const [at, mood] of fate.months.entries()) {
      const month = firstMonth + at;
      const chance = defaultChanceOf(bank, client, mood, month);
      if (chance !== null && month + 12 < monthCount) {
        const outcome = loans.some(({ defaultMonth: on }) => on !== null && on > month && on <= month + 12);
        defaults.push({ month, chance, outcome });
        count(tally.default, chance, outcome);
      }
      const isGone = exit && exit.month <= (exit.isSilent ? month - 3 : month);
      if (!isGone && month + 6 < monthCount) {
        const churn = {
          month,
          chance: churnChanceOf(bank, client, mood),
          outcome: exit !== null && exit.month <= month + 3,
        };
        churns.push(churn);
        count(tally.churn, churn.chance, churn.outcome);
      }
      if (mood.stage === stages.gone || month + 1 >= monthCount) continue;
      tally.months++;
      if (exit?.month === month + 1) tally.departures++;
    }
  }
  return { bank, defaults, churns, tally };
}
