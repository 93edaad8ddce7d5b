import { openAccount } from "./accounts.js";
import { purpose } from "./ledger.js";
import { type Loan, annuityFactor, loanLine, newLoan, payInstalment } from "./loan.js";
import type { Household } from "./recurring.js";
import type { Rows } from "./rows.js";
import { digits } from "./text.js";

const terms = [12, 12, 24, 24, 36, 36, 48, 60, 72] as const;
const daysToDefault = 90;
const daysToWriteOff = 270;

/** Grants one client's loans, one at a time, and collects them. */
export class LoanDesk {
  readonly instalmentDay: number;
  private readonly household: Household;
  private readonly loans: Loan[] = [];
  private open: Loan | null = null;
  private readonly about = purpose("loan_payment", "batch", "BANK", "loan");

  constructor(household: Household) {
    this.household = household;
    this.instalmentDay = household.random.between(1, 28);
    const { client, random } = household;
    const monthsAgo = random.between(1, 30);
    if (client.segment !== "student" && -client.joinDay > monthsAgo * 31 + 90 && random.chance(0.19)) {
      this.grant(-monthsAgo * 30, monthsAgo);
    }
  }

  get isOwed(): boolean {
    return this.open !== null && this.open.finishedDay === null;
  }

  /** Perhaps grants a loan: to whoever has an income, no other loan, and has been a client for a quarter. */
  offer(day: number): void {
    const { client, random, situation, ledger, wallet } = this.household;
    if (this.isOwed || this.loans.some(({ defaultedDay }) => defaultedDay !== null)) return;
    if (
      client.segment === "student" ||
      day < client.joinDay + 92 ||
      situation.leaving ||
      situation.workAgainDay
    )
      return;
    if (!random.chance(0.019 * client.appetite * client.frailty)) return;
    const loan = this.grant(day, 0);
    ledger.postBatch(
      wallet.checking,
      loan.principal,
      day,
      purpose("loan_disbursement", "batch", "BANK", "loan"),
    );
    this.household.events.add(
      "product_opened",
      day,
      random.chance(client.digital) ? "app" : "branch",
      "loan",
    );
    const spent = Math.round(loan.principal * (0.75 + 0.2 * random.uniform()));
    ledger.postDaytime(
      wallet.checking,
      -spent,
      day,
      purpose("transfer_out", "web", `X${random.integer(800) + 1}`, "purchase_on_credit"),
    );
  }

  /** Asks for the month's instalment. */
  ask(day: number): void {
    const loan = this.open;
    if (loan?.finishedDay !== null || loan.defaultedDay !== null || day <= loan.grantedDay + 20) return;
    if (loan.asked < loan.months) {
      loan.asked++;
      loan.unpaid.push(day);
    }
    if (!this.collect(loan, day)) this.household.events.add("late_payment", day, "batch", "loan");
  }

  /** Collects what is late as money comes in, and calls a loan defaulted when it stays away. */
  chase(day: number): void {
    const loan = this.open;
    const oldest = loan?.unpaid[0];
    if (!loan || oldest === undefined || loan.finishedDay !== null) return;
    if (loan.defaultedDay === null && !this.collect(loan, day) && day - oldest >= daysToDefault)
      loan.defaultedDay = day;
    if (loan.defaultedDay !== null && day - oldest >= daysToWriteOff)
      loan.finishedDay = loan.account.closedDay = day;
  }

  /** Writes the loans as they stand on the last day. */
  write(rows: Rows): void {
    const { calendar } = this.household.bank;
    const lastDay = calendar.dayCount - 1;
    for (const loan of this.loans)
      rows.add(loanLine(loan, this.household.wallet.checking.id, calendar, lastDay));
  }

  private grant(day: number, monthsPaid: number): Loan {
    const { client, random, budget, wallet } = this.household;
    const months = random.pick(terms.filter((term) => term > monthsPaid));
    const monthlyRate = (0.055 + 0.02 * Math.min(3, client.frailty) + 0.02 * random.uniform()) / 12;
    const affordable = budget.income * Math.min(0.45, random.lognormal(0.2, 0.45));
    const principal = Math.max(
      50_000,
      Math.round(affordable / annuityFactor(monthlyRate, months) / 10_000) * 10_000,
    );
    const account = openAccount(wallet.all, client, "loan", day, 0);
    const id = `L${digits(client.index + 1, 6)}-${this.loans.length + 1}`;
    const loan = newLoan({ id, account, grantedDay: day, principal, months, monthlyRate });
    loan.asked = monthsPaid;
    for (let month = 0; month < monthsPaid; month++) payInstalment(loan);
    this.loans.push(loan);
    this.open = loan;
    return loan;
  }

  /** Pays the instalments due as far as the money goes; true when none is left. */
  private collect(loan: Loan, day: number): boolean {
    const { ledger, wallet } = this.household;
    while (loan.unpaid.length > 0 && ledger.headroom(wallet.checking) >= loan.payment * 1.02) {
      ledger.postBatch(wallet.checking, -payInstalment(loan), day, this.about);
      loan.unpaid.shift();
    }
    if (loan.paid === loan.months) loan.finishedDay = loan.account.closedDay = day;
    return loan.unpaid.length === 0;
  }
}
