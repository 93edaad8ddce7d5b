import { engagementSteps, stages } from "./attritionChain.js";
import { Attachment } from "./attachment.js";
import type { Bank } from "./bank.js";
import { Borrower, type LoanPlan } from "./borrower.js";
import type { Client } from "./clients.js";
import { stressSteps } from "./creditChain.js";
import { type Employer, hiredBy } from "./employers.js";
import { lawsOf } from "./laws.js";
import { monthsToSettleIn } from "./presence.js";
import { Random } from "./random.js";

const creditStream = 3;
const attritionStream = 4;
/** Share of those who leave that fall silent instead of closing their accounts. */
const silentShare = 0.2;

/** Where a client stands at the end of a month, and what the month brought. */
export interface FateMonth {
  /** Stress in deviations, the economy's included; engagement in deviations. */
  readonly stress: number;
  readonly engagement: number;
  readonly isCross: boolean;
  /** See `stages`. */
  readonly stage: number;
  readonly employer: Employer | null;
  /** True when the employer closed in this month. */
  readonly isLaidOff: boolean;
  /** True while a loan is asked for and not granted. */
  readonly isWaiting: boolean;
  /** What the chances of default and of leaving depend on, besides the client; see the chains. */
  readonly state: {
    readonly stressPoint: number;
    /** Instalments behind; -1 without a performing loan. */
    readonly bucket: number;
    readonly remaining: number;
    readonly engagementPoint: number;
    readonly free: number;
  };
}

/** What the hidden chains decide for a client, before a single day is lived. */
export interface Fate {
  /** First simulated month of the client. */
  readonly firstMonth: number;
  /** By month from the first one of the client. */
  readonly months: readonly FateMonth[];
  readonly loans: readonly LoanPlan[];
  /** The churn date, by closing all accounts or by silence; null for who stays. */
  readonly exit: { readonly day: number; readonly month: number; readonly isSilent: boolean } | null;
}

/** The fate of a client; depends on the bank and the client only, so that kin can tell it too. */
export function fateOf(bank: Bank, client: Client): Fate {
  const { credit, attrition, economy } = lawsOf(bank);
  const { monthCount, monthStarts } = bank.calendar;
  const isOld = client.joinDay < 0;
  const firstMonth = isOld ? 0 : monthStarts.findIndex((start) => start > client.joinDay) - 1;
  const random = new Random(bank.seed, client.index, creditStream);
  const moods = new Random(bank.seed, client.index, attritionStream);
  const borrower = new Borrower(random, credit, client, economy.liftOf, firstMonth);
  const attachment = new Attachment(moods, attrition, client);
  if (isOld) attachment.settle(borrower.isFreeIn(firstMonth));
  let employer = client.livelihood === "salary" ? hiredBy(random, bank.seed, firstMonth) : null;
  const settled = isOld ? 0 : firstMonth + monthsToSettleIn;
  const months: FateMonth[] = [];
  let exit: Fate["exit"] = null;
  for (let month = firstMonth; month < monthCount; month++) {
    const closes = employer?.closingMonth === month;
    borrower.worry(employer && employer.closingMonth !== Number.POSITIVE_INFINITY ? closes : null);
    const wasThere = attachment.stage !== stages.gone;
    attachment.live(month >= settled && borrower.isFreeIn(month));
    borrower.decide(month, attachment.stage === stages.staying);
    if (wasThere && attachment.stage === stages.gone) exit = leaving(moods, monthStarts, month);
    const { performing, point } = borrower;
    let free = 0;
    if (!borrower.isBound)
      for (let ahead = 1; ahead <= 3; ahead++)
        if (month + ahead >= settled && borrower.isFreeIn(month + ahead)) free |= 1 << (ahead - 1);
    months.push({
      stress: (stressSteps.values[point] ?? 0) + economy.liftOf(month),
      engagement: engagementSteps.values[attachment.point] ?? 0,
      isCross: attachment.isCross,
      stage: attachment.stage,
      employer,
      isLaidOff: closes,
      isWaiting: borrower.isWaiting,
      state: {
        stressPoint: point,
        bucket: performing ? borrower.bucket : -1,
        remaining: borrower.remaining(month),
        engagementPoint: attachment.point,
        free,
      },
    });
    if (closes) employer = hiredBy(random, bank.seed, month);
  }
  return { firstMonth, months, loans: borrower.loans, exit };
}

/** Chance of default within 12 months of the end of a month; null without a performing loan. */
export function defaultChanceOf(
  bank: Bank,
  client: Client,
  { state }: FateMonth,
  month: number,
): number | null {
  const { bucket, stressPoint, remaining } = state;
  if (bucket < 0) return null;
  return lawsOf(bank).credit.defaultChance(client.risk, stressPoint, bucket, remaining, month);
}

/** Chance of being gone within 3 months of the end of a month; 1 for who is. */
export function churnChanceOf(bank: Bank, client: Client, { stage, isCross, state }: FateMonth): number {
  if (stage === stages.gone) return 1;
  const { engagementPoint, free } = state;
  return lawsOf(bank).attrition.churnChance(client.loyalty, engagementPoint, isCross, stage, free);
}

/** A day of the month on which the relation ends, with a day before it in the same month. */
function leaving(random: Random, monthStarts: readonly number[], month: number): NonNullable<Fate["exit"]> {
  const [start = 0, next = 0] = [monthStarts[month], monthStarts[month + 1]];
  return { day: random.between(start + 1, next - 1), month, isSilent: random.chance(silentShare) };
}
