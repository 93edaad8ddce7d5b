import { type Wallet, isOpen } from "./accounts.js";
import type { Due } from "./agenda.js";
import type { Bill, Budget } from "./budget.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import type { EventLog } from "./events.js";
import { type Ledger, purpose } from "./ledger.js";
import type { Random } from "./random.js";
import type { Situation } from "./situation.js";

/** One client with all that the months bring forth. */
export interface Household {
  readonly bank: Bank;
  readonly client: Client;
  readonly budget: Budget;
  readonly wallet: Wallet;
  readonly situation: Situation;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly events: EventLog;
}

/** Everything of a household that comes back on a day of the month, income first. */
export function recurringDues(household: Household): Due[] {
  const { budget } = household;
  const monthly = (dayOfMonth: number, run: Due["run"], shift: 1 | -1 = 1): Due => ({
    dayOfMonth,
    shift,
    everyMonths: 1,
    phase: 0,
    run,
  });
  const dues = incomeRuns(household).map(({ dayOfMonth, run }) => monthly(dayOfMonth, run, -1));
  const bills = budget.rent ? [budget.rent, ...budget.bills] : budget.bills;
  for (const bill of bills)
    dues.push({ ...monthly(bill.dayOfMonth, billRun(household, bill)), ...phaseOf(bill) });
  if (budget.saving > 0) dues.push(monthly(budget.savingDay, savingRun(household)));
  if (household.wallet.card) dues.push(monthly(5, cardRun(household)));
  return dues;
}

const phaseOf = ({ everyMonths, phase }: Bill) => ({ everyMonths, phase });

function incomeRuns(household: Household): { dayOfMonth: number; run: Due["run"] }[] {
  const { bank, budget, situation, random, ledger, wallet } = household;
  const transfer = budget.incomeKind === "family" || budget.incomeKind === "invoices";
  const about = purpose(transfer ? "transfer_in" : "salary", "batch", budget.payer, budget.incomeKind);
  const allowance = purpose("salary", "batch", budget.payer, "allowance");
  const benefit = purpose("transfer_in", "batch", "S1", "benefits");
  const parts = budget.incomeKind === "invoices" ? [3, 13, 22] : [budget.payday];
  return parts.map((dayOfMonth) => ({
    dayOfMonth,
    run(day, month) {
      if (situation.leaving && day > situation.leaving.decidedDay + 20) return;
      const usual = (budget.income * (1 + 0.0025 * month)) / parts.length;
      if (situation.workAgainDay !== null) {
        if (situation.isSupported) ledger.postBatch(wallet.checking, Math.round(usual * 0.4), day, benefit);
        return;
      }
      const cents =
        budget.incomeKind === "invoices"
          ? Math.round(random.lognormal(usual * 0.9, 0.45))
          : Math.round(usual);
      ledger.postBatch(wallet.checking, cents, day, about);
      const half = bank.calendar.monthsOfYear[month];
      if (budget.allowances && (half === 6 || half === 12)) {
        ledger.postBatch(wallet.checking, Math.round(usual * 0.8), day, allowance);
      }
    },
  }));
}

function billRun({ situation, random, ledger, wallet }: Household, bill: Bill): Due["run"] {
  const about = purpose(
    bill.category === "rent" ? "standing_order" : "direct_debit",
    "batch",
    bill.counterparty,
    bill.category,
  );
  const returned = purpose("fee", "batch", "BANK", "returned_debit");
  return (day) => {
    if (situation.leaving && day > situation.leaving.decidedDay + 30) return;
    const cents =
      bill.spread > 0 ? Math.round(bill.cents * (1 + bill.spread * (random.uniform() * 2 - 1))) : bill.cents;
    if (ledger.headroom(wallet.checking) >= cents) ledger.postBatch(wallet.checking, -cents, day, about);
    else if (bill.category !== "rent") ledger.postBatch(wallet.checking, -350, day, returned);
  };
}

function savingRun({ budget, situation, ledger, wallet }: Household): Due["run"] {
  return (day) => {
    if (situation.leaving || !isOpen(wallet.savings, day) || wallet.checking.balance < budget.saving * 2)
      return;
    ledger.move(wallet.checking, wallet.savings, budget.saving, day, "standing_order", "batch");
  };
}

/** Settles the card from the checking account; what cannot be paid stays, and is noted. */
function cardRun({ ledger, wallet, events, random }: Household): Due["run"] {
  const interest = purpose("interest", "batch", "BANK", "card_interest");
  return (day) => {
    const { card, checking } = wallet;
    if (!isOpen(card, day) || card.balance >= 0) return;
    const owed = -card.balance;
    const paid = Math.min(owed, Math.max(0, ledger.headroom(checking) - random.integer(5000)));
    if (paid > 0) ledger.move(checking, card, paid, day, "transfer_out", "batch");
    if (paid >= owed) return;
    ledger.postBatch(card, -Math.max(1, Math.round(((owed - paid) * 0.15) / 12)), day, interest);
    if (paid < owed * 0.1) events.add("late_payment", day, "batch", "card");
  };
}
