import { openAccount } from "./accounts.js";
import type { Due } from "./agenda.js";
import type { LoanPlan } from "./borrower.js";
import { riskDeviation } from "./creditChain.js";
import { drain, provide } from "./funds.js";
import { purpose } from "./ledger.js";
import { type Loan, annuityFactor, loanLine, newLoan, payInstalment } from "./loan.js";
import type { Household } from "./recurring.js";
import type { Rows } from "./rows.js";
import { digits } from "./text.js";
import { encode } from "./sheet.js";

const instalment = encode(purpose("loan_payment", "batch", "BANK", "loan"));
const daysToDefault = 90;
const daysToWriteOff = 270;
/** Deviation of what the bank takes the risk for, as a surcharge on the rate; a deviation of the risk is 0.008. */
const pricingNoise = 0.0008;
/** Days by which a payment slips that comes all the same. */
const slipDays = 6;

/** Grants one client's loans and collects them, the way the credit chain has decided. */
export class LoanDesk {
  /** The month's instalment. */
  readonly due: Due;
  private readonly household: Household;
  private readonly loans: Loan[] = [];
  private granted = 0;
  private open: Loan | null = null;
  private plan: LoanPlan | null = null;
  private grantDay = -1;
  private settleDay = -1;
  private defaultDay = -1;

  constructor(household: Household) {
    this.household = household;
    const dueDay = (): number => this.plan?.dueDay ?? 1;
    this.due = {
      shift: 1,
      everyMonths: 1,
      phase: 0,
      get dayOfMonth() {
        return dueDay();
      },
      run: (day, month) => {
        this.ask(day, month);
      },
    };
    const before = household.fate.loans[0];
    if (before && before.grantMonth < 0) this.remember(before);
  }

  /** Lays out a month: is a loan granted in it, does one default. */
  turnTo(month: number): void {
    const { monthStarts } = this.household.bank.calendar;
    const [start = 0, next = 0] = [monthStarts[month], monthStarts[month + 1]];
    const coming = this.household.fate.loans[this.granted];
    this.grantDay = coming?.grantMonth === month ? start + coming.dayOfGrant - 1 : -1;
    const oldest = this.open?.unpaid[0];
    this.defaultDay =
      this.plan?.defaultMonth === month && oldest !== undefined
        ? Math.max(start, Math.min(next - 1, oldest + daysToDefault))
        : -1;
  }

  /** True in a month whose instalment is not paid, and while anything is overdue: money is short then. */
  isShortIn(month: number): boolean {
    const { open, plan } = this;
    if (!open || !plan || open.finishedDay !== null) return false;
    return open.unpaid.length > 0 || plan.paid[month - plan.grantMonth - 1] === false;
  }

  /** What is left on the account while money is short, in cents. */
  get scraps(): number {
    return (this.open?.payment ?? 0) * 0.6;
  }

  /** Does what falls on a day besides asking for instalments. */
  run(day: number): void {
    if (day === this.grantDay) this.grant(day);
    const loan = this.open;
    if (loan?.finishedDay !== null) return;
    if (day === this.settleDay) this.settle(loan, day);
    if (day === this.defaultDay) loan.defaultedDay = day;
    if (loan.defaultedDay !== null && day - (loan.unpaid[0] ?? day) >= daysToWriteOff)
      loan.finishedDay = loan.account.closedDay = day;
  }

  /** Writes the loans as they stand on the last day. */
  write(rows: Rows): void {
    const { calendar } = this.household.bank;
    const lastDay = calendar.dayCount - 1;
    for (const loan of this.loans)
      rows.add(loanLine(loan, this.household.wallet.checking.id, calendar, lastDay));
  }

  /** Asks for the month's instalment. */
  private ask(day: number, month: number): void {
    const { open: loan, plan, household } = this;
    if (!loan || !plan || loan.finishedDay !== null || loan.defaultedDay !== null) return;
    const isPaid = plan.paid[month - plan.grantMonth - 1];
    if (isPaid === undefined) return;
    if (loan.asked < loan.months) {
      loan.asked++;
      loan.unpaid.push(day);
    }
    const { events, random, client, situation, bank } = household;
    if (!isPaid) {
      drain(household, loan.payment * (0.1 + 0.8 * random.uniform()), day);
      events.add("late_payment", day, "batch", "loan");
      return;
    }
    const slips = 0.012 * Math.exp(0.5 * situation.mood.stress - 0.4 * client.discipline);
    const inTime = day + slipDays < (bank.calendar.monthStarts[month + 1] ?? 0);
    if (loan.unpaid.length === 1 && inTime && random.chance(Math.min(0.2, slips))) {
      events.add("late_payment", day, "batch", "loan");
      this.settleDay = day + random.between(1, slipDays);
    } else this.settle(loan, day);
  }

  /** Pays all that is due. */
  private settle(loan: Loan, day: number): void {
    const { ledger, wallet } = this.household;
    provide(this.household, Math.ceil(loan.unpaid.length * loan.payment * 1.02), day);
    for (; loan.unpaid.length > 0; loan.unpaid.shift())
      ledger.postBatch(wallet.checking, -payInstalment(loan), day, instalment);
    if (loan.paid === loan.months) loan.finishedDay = loan.account.closedDay = day;
  }

  private grant(day: number): void {
    const { client, random, ledger, wallet, events } = this.household;
    const plan = this.household.fate.loans[this.granted];
    if (!plan) return;
    const { principal } = this.sign(plan, day);
    ledger.postBatch(wallet.checking, principal, day, purpose("loan_disbursement", "batch", "BANK", "loan"));
    events.add("product_opened", day, random.chance(client.digital) ? "app" : "branch", "loan");
    const spent = Math.round(principal * (0.75 + 0.2 * random.uniform()));
    const shop = purpose("transfer_out", "web", `X${random.integer(800) + 1}`, "purchase_on_credit");
    ledger.postDaytime(wallet.checking, -spent, day, shop);
  }

  /** A loan from before the first day, with what is paid of it. */
  private remember(plan: LoanPlan): void {
    const dayIn = (month: number, dayOfMonth: number): number => Math.round(month * 30.44) + dayOfMonth - 1;
    const loan = this.sign(plan, dayIn(plan.grantMonth, plan.dayOfGrant));
    for (const [at, isPaid] of plan.paid.slice(0, -1 - plan.grantMonth).entries()) {
      loan.asked++;
      loan.unpaid.push(dayIn(plan.grantMonth + 1 + at, plan.dueDay));
      if (!isPaid) continue;
      for (; loan.unpaid.length > 0; loan.unpaid.shift()) payInstalment(loan);
    }
  }

  private sign(plan: LoanPlan, day: number): Loan {
    const { client, random, wallet } = this.household;
    const { term: months } = plan;
    // The bank has a fair idea of the risk, and prices it.
    const surcharge = 0.025 + 0.008 * (client.risk / riskDeviation) + pricingNoise * random.normal();
    const monthlyRate = (0.055 + Math.max(0, surcharge)) / 12;
    const affordable = client.income * Math.min(0.4, random.lognormal(0.17, 0.45));
    const principal = Math.max(
      50_000,
      Math.round(affordable / annuityFactor(monthlyRate, months) / 10_000) * 10_000,
    );
    const account = openAccount(wallet.all, client, "loan", day, 0);
    const id = `L${digits(client.index + 1, 6)}-${++this.granted}`;
    const loan = newLoan({ id, account, grantedDay: day, principal, months, monthlyRate });
    this.loans.push(loan);
    this.open = loan;
    this.plan = plan;
    return loan;
  }
}
