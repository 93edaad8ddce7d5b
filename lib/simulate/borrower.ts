import type { Client } from "./clients.js";
import {
  blowChance,
  blowPoints,
  type CreditLaw,
  monthsToGrant,
  mostStressAtGrant,
  stressSteps,
  terms,
} from "./creditChain.js";
import { longRunPoint, nextPoint } from "./autoregression.js";
import type { Random } from "./random.js";

/** Chance a month that a client without a loan wishes for one, by age; and what it is on average. */
const wishChances = { young: 0.03, old: 0.013 } as const;
export const meanWishChance = 0.0249;
export const meanTerm = terms.reduce((sum, term) => sum + term, 0) / terms.length;

/** After a loan is over a client does not think of leaving for as many months. */
const monthsOfGratitude = 3;
const bucketOfDefault = 4;
const monthsFromDefaultToWriteOff = 6;

/** A loan as its chain decides it; months count from the first simulated one. */
export interface LoanPlan {
  readonly grantMonth: number;
  readonly dayOfGrant: number;
  /** Day of the month on which instalments fall due; late enough for day 90 to fall in the third month after. */
  readonly dueDay: number;
  readonly term: number;
  /** By month since the grant, the first instalment's first: true when all that is due is paid. */
  readonly paid: boolean[];
  defaultMonth: number | null;
  endMonth: number | null;
}

/** The credit side of a client, month by month. */
export class Borrower {
  readonly loans: LoanPlan[] = [];
  point: number;
  /** Instalments behind at the end of the month. */
  bucket = 0;
  /** Month from which no loan keeps the client from leaving. */
  freeFrom = Number.NEGATIVE_INFINITY;
  private readonly random: Random;
  private readonly law: CreditLaw;
  private readonly client: Client;
  private readonly liftOf: (month: number) => number;
  private wishedFor: number | null = null;
  private hasDefaulted = false;

  constructor(
    random: Random,
    law: CreditLaw,
    client: Client,
    liftOf: (month: number) => number,
    month: number,
  ) {
    this.random = random;
    this.law = law;
    this.client = client;
    this.liftOf = liftOf;
    this.point = longRunPoint(stressSteps, random.uniform());
    if (client.joinDay < 0 && client.segment !== "student") this.remember(month);
  }

  /** The loan that is owed and not in default; null for none. */
  get performing(): LoanPlan | null {
    const loan = this.loans.at(-1);
    return loan?.endMonth === null && loan.defaultMonth === null ? loan : null;
  }

  /** True while anything is owed. */
  get isBound(): boolean {
    return this.loans.at(-1)?.endMonth === null;
  }

  /** True from the wish for a loan until it is granted. */
  get isWaiting(): boolean {
    return this.wishedFor !== null;
  }

  /** Instalments of the performing loan that are not yet asked for at the end of a month. */
  remaining(month: number): number {
    const loan = this.performing;
    return loan ? Math.max(0, loan.term - (month - loan.grantMonth)) : 0;
  }

  /** True when neither a loan nor the wait for one keeps the client from deciding to leave. */
  isFreeIn(month: number): boolean {
    return !this.isBound && month >= this.freeFrom && (this.wishedFor === null || month < this.wishedFor);
  }

  /**
   * Lives a month's stress.
   *
   * @param blow true or false when it is known from elsewhere; null for a chance
   */
  worry(blow: boolean | null): void {
    this.point = nextPoint(stressSteps, this.point, this.random.uniform());
    const own = this.random.chance(blowChance);
    if (blow ?? own) this.point = Math.min(stressSteps.size - 1, this.point + blowPoints);
  }

  /** Lives a month's loan: granted, paid or missed, wished for. */
  decide(month: number, isStaying: boolean): void {
    if (this.wishedFor === month) {
      this.wishedFor = null;
      if (isStaying) this.grant(month, this.random.pick(terms));
      else this.freeFrom = month + monthsOfGratitude;
      return;
    }
    const loan = this.loans.at(-1);
    if (loan?.endMonth === null) {
      if (loan.defaultMonth === null) this.pay(loan, month);
      else if (month >= loan.defaultMonth + monthsFromDefaultToWriteOff) this.end(loan, month);
      return;
    }
    const { client } = this;
    const mayWish =
      isStaying &&
      this.wishedFor === null &&
      !this.hasDefaulted &&
      client.segment !== "student" &&
      month * 30.4 >= client.joinDay + 92;
    const wishes = mayWish && this.random.chance(this.wishChance);
    if (wishes && this.point <= mostStressAtGrant) this.wishedFor = month + monthsToGrant;
  }

  private get wishChance(): number {
    return -this.client.birthDay / 365.25 < 55 ? wishChances.young : wishChances.old;
  }

  private grant(month: number, term: number): LoanPlan {
    const { random } = this;
    const loan: LoanPlan = {
      grantMonth: month,
      dayOfGrant: random.between(1, 26),
      dueDay: random.between(3, 25),
      term,
      paid: [],
      defaultMonth: null,
      endMonth: null,
    };
    this.loans.push(loan);
    this.bucket = 0;
    return loan;
  }

  private pay(loan: LoanPlan, month: number): void {
    const stress = (stressSteps.values[this.point] ?? 0) + this.liftOf(month);
    const isMissed = this.random.chance(this.law.missChance(this.client.risk, stress, this.bucket));
    loan.paid.push(!isMissed);
    this.bucket = isMissed ? this.bucket + 1 : 0;
    if (this.bucket === bucketOfDefault) {
      loan.defaultMonth = month;
      this.hasDefaulted = true;
    } else if (this.bucket === 0 && month - loan.grantMonth >= loan.term) this.end(loan, month);
  }

  private end(loan: LoanPlan, month: number): void {
    loan.endMonth = month;
    this.freeFrom = month + monthsOfGratitude;
  }

  /** Perhaps a loan from before the first month, with the stress that went with it. */
  private remember(firstMonth: number): void {
    const { random } = this;
    const owing = (this.wishChance * meanTerm) / (1 + this.wishChance * (meanTerm + monthsToGrant));
    if (!random.chance(owing)) {
      for (let ahead = 0; ahead < monthsToGrant && this.wishedFor === null; ahead++)
        if (random.chance(this.wishChance) && this.point <= mostStressAtGrant)
          this.wishedFor = firstMonth + ahead;
      return;
    }
    // A loan met by chance is a long one more often than not, and as likely young as old.
    let term = random.pick(terms);
    while (!random.chance(term / 72)) term = random.pick(terms);
    const grantMonth = firstMonth - 1 - random.integer(term);
    if (this.client.joinDay > (grantMonth - monthsToGrant) * 30.4) return;
    while (this.point > mostStressAtGrant) this.point = longRunPoint(stressSteps, random.uniform());
    for (let month = 0; month < monthsToGrant; month++) this.worry(null);
    const loan = this.grant(grantMonth, term);
    for (let month = grantMonth + 1; month < firstMonth && loan.defaultMonth === null; month++) {
      this.worry(null);
      this.pay(loan, month);
    }
    // What ended before the first month is not in the bank's books any more.
    if (loan.defaultMonth === null && loan.endMonth === null) return;
    this.loans.length = 0;
    this.bucket = 0;
    this.hasDefaulted = false;
    this.freeFrom = Number.NEGATIVE_INFINITY;
  }
}
