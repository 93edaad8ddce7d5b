import type { Household } from "../recurring.js";

/** Movements a day that every client has, and more of them for some; fitted to what clients do. */
const perDay = { anybody: 0.037, kin: 0.03, loan: 0.03, savings: 0.055 } as const;
/** Shares of what is agreed, and of what is wished for, that comes to be a movement; the rest fails for want of money. */
const agreedShare = 0.76;
const wishedShare = 0.885;

/** Movements to be expected of a client day by day, so that they need not be counted. */
export class Exposure {
  private readonly household: Household;
  private readonly fixed: number;

  constructor(household: Household) {
    const { budget, wallet, kin, fate } = household;
    const agreed =
      1 +
      (budget.rent ? 1 : 0) +
      budget.bills.reduce((sum, { everyMonths }) => sum + 1 / everyMonths, 0) +
      (budget.saving > 0 ? 2 : 0) +
      (budget.monthlyFee > 0 ? 1 : 0) +
      (wallet.card ? 2 : 0);
    this.fixed =
      (agreedShare * agreed) / 30.4 +
      perDay.anybody +
      (kin.members.length > 1 ? perDay.kin : 0) +
      (fate.loans.length > 0 ? perDay.loan : 0) +
      (wallet.savings ? perDay.savings : 0);
    this.household = household;
  }

  /** Movements expected on a day. */
  on(day: number): number {
    const { bank, budget, situation } = this.household;
    const busy = bank.calendar.spendingWeights[day] ?? 1;
    const wished =
      (budget.purchasesPerDay + budget.withdrawalsPerDay * situation.caution) * busy + budget.transfersPerDay;
    return this.fixed + wishedShare * wished * situation.activity;
  }
}
