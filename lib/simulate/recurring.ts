import { type Wallet, isOpen } from "./accounts.js";
import type { Due } from "./agenda.js";
import type { Bank } from "./bank.js";
import type { Bill, Budget } from "./budget.js";
import type { Client } from "./clients.js";
import { priceLevel } from "./economy.js";
import type { EventLog } from "./events.js";
import type { Fate } from "./fate.js";
import type { Kin } from "./kin.js";
import { type Ledger, purpose } from "./ledger.js";
import type { Random } from "./random.js";
import { encode } from "./sheet.js";
import type { Situation } from "./situation.js";
import type { TruthSheets } from "./truth.js";

const returned = encode(purpose("fee", "batch", "BANK", "returned_debit"));
const interest = encode(purpose("interest", "batch", "BANK", "card_interest"));
const benefit = encode(purpose("transfer_in", "batch", "S1", "benefits"));

/** One client with all that the months bring forth. */
export interface Household {
  readonly bank: Bank;
  readonly client: Client;
  /** The people the client lives with. */
  readonly kin: Kin;
  /** What the hidden chains have decided. */
  readonly fate: Fate;
  readonly budget: Budget;
  readonly wallet: Wallet;
  readonly situation: Situation;
  readonly random: Random;
  readonly ledger: Ledger;
  readonly events: EventLog;
  /** Where the simulator writes down what it knows. */
  readonly truth: TruthSheets;
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
  const dues = incomeDues(household);
  const bills = budget.rent ? [budget.rent, ...budget.bills] : budget.bills;
  for (const bill of bills)
    dues.push({ ...monthly(bill.dayOfMonth, billRun(household, bill)), ...phaseOf(bill) });
  if (budget.saving > 0) dues.push(monthly(budget.savingDay, savingRun(household)));
  if (household.wallet.card) dues.push(monthly(5, cardRun(household)));
  return dues;
}

const phaseOf = ({ everyMonths, phase }: Bill) => ({ everyMonths, phase });

/** Invoices are paid when they are paid; what the others get comes on their payday. */
function incomeDues(household: Household): Due[] {
  const { budget, situation } = household;
  const parts = budget.incomeKind === "invoices" ? [3, 13, 22] : [budget.payday];
  return parts.map((dayOfMonth) => ({
    shift: -1,
    everyMonths: 1,
    phase: 0,
    run: incomeRun(household, parts.length),
    get dayOfMonth() {
      return situation.employer?.payday ?? dayOfMonth;
    },
  }));
}

function incomeRun(household: Household, parts: number): Due["run"] {
  const { bank, budget, situation, random, ledger, wallet } = household;
  const transfer = budget.incomeKind === "family" || budget.incomeKind === "invoices";
  let payer = "";
  let about = encode("");
  let allowance = about;
  return (day, month) => {
    if (situation.isPaidElsewhere) return;
    const usual = (budget.income * situation.pay) / parts;
    if (situation.workAgainDay !== null) {
      if (situation.isSupported) ledger.postBatch(wallet.checking, Math.round(usual * 0.5), day, benefit);
      return;
    }
    if (payer !== budget.payer) {
      payer = budget.payer;
      about = encode(purpose(transfer ? "transfer_in" : "salary", "batch", payer, budget.incomeKind));
      allowance = encode(purpose("salary", "batch", payer, "allowance"));
    }
    const overtime = budget.incomeKind === "salary" && random.chance(0.2) ? 0.12 * random.uniform() : 0;
    const cents = Math.round(
      budget.incomeKind === "invoices" ? random.lognormal(usual * 0.9, 0.45) : usual * (1 + overtime),
    );
    ledger.postBatch(wallet.checking, cents, day, about);
    const half = bank.calendar.monthsOfYear[month];
    if ((situation.employer?.allowances ?? budget.allowances) && (half === 6 || half === 12))
      ledger.postBatch(wallet.checking, Math.round(usual * 0.8), day, allowance);
  };
}

function billRun({ situation, random, ledger, wallet }: Household, bill: Bill): Due["run"] {
  const about = encode(
    purpose(
      bill.category === "rent" ? "standing_order" : "direct_debit",
      "batch",
      bill.counterparty,
      bill.category,
    ),
  );
  return (day, month) => {
    if (situation.paysElsewhere) return;
    // Contracts are raised once a year, what is metered follows the prices.
    const spread = bill.spread > 0 ? 1 + bill.spread * (random.uniform() * 2 - 1) : 1;
    const level = bill.spread > 0 ? situation.prices : priceLevel(month - (month % 12));
    const cents = Math.round(bill.cents * spread * level);
    if (ledger.headroom(wallet.checking) >= cents) ledger.postBatch(wallet.checking, -cents, day, about);
    else if (bill.category !== "rent") ledger.postBatch(wallet.checking, -350, day, returned);
  };
}

/** Whoever is worried puts nothing aside. */
function savingRun({ budget, situation, ledger, wallet }: Household): Due["run"] {
  return (day) => {
    if (situation.leaving || situation.mood.stress > 1.4 || !isOpen(wallet.savings, day)) return;
    if (wallet.checking.balance < budget.saving * 2) return;
    ledger.move(wallet.checking, wallet.savings, budget.saving, day, "standing_order", "batch");
  };
}

/** Settles the card from the checking account; what cannot be paid stays, and is noted. */
function cardRun({ ledger, wallet, events, random, client }: Household): Due["run"] {
  return (day) => {
    const { card, checking } = wallet;
    if (!isOpen(card, day) || card.balance >= 0) return;
    const owed = -card.balance;
    const room = Math.max(0, ledger.headroom(checking) - random.integer(5000));
    // The careless pay back a part only, even when they could pay all.
    const wanted = random.chance(client.discipline < -0.8 ? 0.6 : 0.04) ? Math.round(owed * 0.2) : owed;
    const paid = Math.min(wanted, room);
    if (paid > 0) ledger.move(checking, card, paid, day, "direct_debit", "batch");
    if (paid >= owed) return;
    ledger.postBatch(card, -Math.max(1, Math.round(((owed - paid) * 0.15) / 12)), day, interest);
    if (paid < owed * 0.1) events.add("late_payment", day, "batch", "card");
  };
}
