import { isOpen } from "./accounts.js";
import { stages } from "./attritionChain.js";
import { inflation, priceLevel } from "./economy.js";
import type { FateMonth } from "./fate.js";
import { purpose } from "./ledger.js";
import type { Household } from "./recurring.js";
import { encode } from "./sheet.js";

const drained = encode(purpose("transfer_out", "app", "B7", "account_closure"));
const elsewhere = encode(purpose("transfer_out", "app", "B7", "own_account_elsewhere"));
const invested = encode(purpose("transfer_out", "web", "B3", "investment"));
const mishap = encode(purpose("transfer_out", "app", "X900", "unexpected"));
const cover = encode(purpose("transfer_in", "branch", "B7", "account_closure"));

/** Activity of those who look around, move out, and in the month in which they go. */
const activityByStage = [1, 0.7, 0.4, 0.5] as const;

/** What befalls a client at the start of a month, by what the hidden chains say of it. */
export function turnOfMonth(household: Household, day: number, month: number, mood: FateMonth): void {
  const { situation, random, bank } = household;
  const before = situation.mood;
  situation.mood = mood;
  situation.prices = priceLevel(month);
  situation.caution = Math.exp(0.45 * mood.stress);
  if (bank.calendar.monthsOfYear[month] === 1)
    situation.pay *= 1 + Math.max(0, inflation + 0.004 + 0.012 * random.normal());
  const isAway = random.chance(0.03);
  situation.activity =
    (activityByStage[mood.stage] ?? 1) *
    Math.min(1.9, Math.max(0.4, Math.exp(0.3 * mood.engagement))) *
    (isAway ? 0.25 : 1);
  // The account is looked at from anywhere.
  situation.interest = (activityByStage[mood.stage] ?? 1) * Math.exp(1.3 * mood.engagement);
  work(household, day, mood);
  moveOut(household, day, mood);
  trouble(household, day, mood, before);
  enquire(household, day, mood, before);
  reinvest(household, day);
}

function work({ situation, budget, random }: Household, day: number, mood: FateMonth): void {
  const { stress } = mood;
  if (situation.workAgainDay !== null && day >= situation.workAgainDay) situation.workAgainDay = null;
  if (mood.employer && situation.employer !== mood.employer) {
    situation.employer = mood.employer;
    budget.payer = mood.employer.id;
  }
  const losable = budget.incomeKind === "salary" || budget.incomeKind === "invoices";
  if (!losable || situation.workAgainDay !== null) return;
  const chance = mood.isLaidOff ? 1 : Math.min(0.1, 0.0035 * Math.exp(1.1 * stress));
  if (!random.chance(chance)) return;
  situation.workAgainDay = day + Math.round(30 + random.lognormal(80, 0.6) * Math.exp(0.25 * stress));
  situation.isSupported = random.chance(0.65);
}

/** Pay and bills go elsewhere bit by bit once a client looks around, and come back with a change of mind. */
function moveOut({ situation, random }: Household, day: number, { stage }: FateMonth): void {
  if (stage === stages.staying) {
    situation.leaving = null;
    situation.isPaidElsewhere = situation.paysElsewhere = false;
    return;
  }
  situation.leaving ??= { decidedDay: day };
  situation.isPaidElsewhere ||= stage >= stages.moving ? random.chance(0.9) : random.chance(0.75);
  situation.paysElsewhere ||= stage >= stages.moving && random.chance(0.7);
}

function trouble(household: Household, day: number, mood: FateMonth, before: FateMonth): void {
  const { budget, random, events, ledger, wallet, situation } = household;
  if (random.chance(Math.min(0.25, 0.014 * Math.exp(0.85 * mood.stress)))) {
    const room = ledger.headroom(wallet.checking) - 2000;
    const cost = Math.round(Math.min(budget.income * random.lognormal(0.6, 0.6), room));
    if (cost > 10_000) ledger.postDaytime(wallet.checking, -cost, day, mishap);
  }
  // Not every grievance is told, nor every month anew, and not every complaint comes from one.
  const isHeard = random.chance(mood.isCross ? (before.isCross ? 0.75 : 0.9) : 0.0015);
  if (isHeard) {
    const channel = random.pick(["app", "web", "branch"] as const);
    events.add(
      "complaint",
      day + random.integer(28),
      channel,
      random.pick(["fees", "service", "card", "app"]),
    );
  }
  if (random.chance(mood.isCross ? 0.2 : 0.012 * situation.activity))
    events.add("support_call", day + random.integer(28), "unknown", "");
}

/** Asks for the loan that is granted, or thought better of, some months later. */
function enquire(
  { client, random, events }: Household,
  day: number,
  mood: FateMonth,
  before: FateMonth,
): void {
  if (!mood.isWaiting || before.isWaiting) return;
  const channel = random.chance(client.digital) ? "app" : "branch";
  events.add("other", day + random.integer(28), channel, "loan enquiry");
}

/** Puts savings that have grown large to another use. */
function reinvest({ budget, wallet, random, ledger, situation }: Household, day: number): void {
  const { checking, savings } = wallet;
  if (situation.leaving || !isOpen(savings, day) || savings.balance < budget.income * 2.5) return;
  if (!random.chance(0.08)) return;
  const cents = Math.floor((savings.balance * (0.4 + 0.4 * random.uniform())) / 10_000) * 10_000;
  ledger.move(savings, checking, cents, day, "transfer_out", "app");
  ledger.post(checking, -cents, day, 79_500 + random.integer(6000), invested);
}

/** Tries the account that was opened at another bank. */
export function tryElsewhere({ wallet, ledger, random }: Household, day: number): void {
  const cents = random.between(1, 10) * 1000;
  if (ledger.headroom(wallet.checking) >= cents) ledger.postDaytime(wallet.checking, -cents, day, elsewhere);
}

/** Moves some of the money to another bank. */
export function drainAway({ wallet, ledger, random }: Household, day: number): void {
  const { checking, savings } = wallet;
  if (isOpen(savings, day) && savings.balance > 20_000 && random.chance(0.5))
    ledger.move(savings, checking, Math.round(savings.balance * 0.9), day, "transfer_out", "app");
  const cents = Math.floor((checking.balance * (0.3 + 0.5 * random.uniform())) / 1000) * 1000;
  if (cents >= 1000) ledger.postDaytime(checking, -cents, day, elsewhere);
}

/** Closes every account: debts settled, the rest sent to another bank. */
export function closeAccounts({ wallet, ledger }: Household, day: number): void {
  const { checking, savings, card } = wallet;
  if (isOpen(savings, day) && savings.balance > 0)
    ledger.move(savings, checking, savings.balance, day, "transfer_out", "app");
  const debt = (isOpen(card, day) ? -card.balance : 0) - checking.balance;
  if (debt > 0) ledger.post(checking, debt, day, 80_000, cover);
  if (isOpen(card, day) && card.balance < 0)
    ledger.move(checking, card, -card.balance, day, "transfer_out", "app");
  if (checking.balance > 0) ledger.post(checking, -checking.balance, day, 85_000, drained);
  for (const account of wallet.all) if (isOpen(account, day)) account.closedDay ??= day;
}
