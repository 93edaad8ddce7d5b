import type { Account } from "./accounts.js";
import type { Calendar } from "./calendar.js";
import { money } from "./text.js";

/** A loan as it stands; money in cents, days as offsets. */
export interface Loan {
  readonly id: string;
  readonly account: Account;
  readonly grantedDay: number;
  readonly principal: number;
  readonly months: number;
  readonly payment: number;
  readonly monthlyRate: number;
  outstanding: number;
  paid: number;
  asked: number;
  /** Days on which the instalments fell due that are still unpaid, oldest first. */
  readonly unpaid: number[];
  defaultedDay: number | null;
  finishedDay: number | null;
}

const daysInArrears = 30;

/** A loan on the day it is granted. */
export function newLoan(
  terms: Pick<Loan, "id" | "account" | "grantedDay" | "principal" | "months" | "monthlyRate">,
): Loan {
  return {
    ...terms,
    payment: Math.round(terms.principal * annuityFactor(terms.monthlyRate, terms.months)),
    outstanding: terms.principal,
    paid: 0,
    asked: 0,
    unpaid: [],
    defaultedDay: null,
    finishedDay: null,
  };
}

/** The instalment of a loan of 1 that is paid back in equal instalments. */
export function annuityFactor(monthlyRate: number, months: number): number {
  return monthlyRate / (1 - Math.exp(-months * Math.log(1 + monthlyRate)));
}

/** Books an instalment on the loan and returns its cents; the last one takes what is left. */
export function payInstalment(loan: Loan): number {
  const interest = Math.round(loan.outstanding * loan.monthlyRate);
  loan.paid++;
  const cents = loan.paid === loan.months ? loan.outstanding + interest : loan.payment;
  loan.outstanding -= cents - interest;
  return cents;
}

/** A loan as the contract's line; 30 days in arrears on the last day counts as bad, a slip of a few days does not. */
export function loanLine(loan: Loan, payerId: string, calendar: Calendar, lastDay: number): string {
  const date = (day: number | null): string => (day === null ? "" : calendar.dateOf(day));
  const late = lastDay - (loan.unpaid[0] ?? lastDay) >= daysInArrears;
  return [
    loan.id,
    payerId,
    date(loan.grantedDay),
    money(loan.principal),
    loan.months,
    money(loan.payment),
    loan.defaultedDay !== null || late ? "bad" : "good",
    loan.finishedDay !== null,
    date(loan.defaultedDay),
    money(loan.outstanding),
  ].join(",");
}
