import { isOpen } from "./accounts.js";
import { purpose } from "./ledger.js";
import type { Household } from "./recurring.js";

const drained = purpose("transfer_out", "app", "B7", "account_closure");
const mishap = purpose("transfer_out", "app", "X900", "unexpected");
const cover = purpose("transfer_in", "branch", "B7", "account_closure");

/**
 * What befalls a client at the start of a month: losing or finding work, a costly mishap, complaining, calling,
 * deciding to leave.
 *
 * @param bound true while a loan keeps the client
 */
export function turnOfMonth(household: Household, day: number, bound: boolean): void {
  const { client, budget, situation, random, events, bank, ledger, wallet } = household;
  const next = (days: number): number => day + random.integer(days);
  if (situation.workAgainDay !== null && day >= situation.workAgainDay) situation.workAgainDay = null;
  const losable = budget.incomeKind === "salary" || budget.incomeKind === "invoices";
  if (losable && situation.workAgainDay === null && random.chance(Math.min(0.07, 0.01 * client.frailty))) {
    situation.workAgainDay = day + random.between(60, 480);
    situation.isSupported = random.chance(0.5);
  }
  if (random.chance(Math.min(0.2, 0.018 * client.frailty))) {
    const cost = Math.round(
      Math.min(budget.income * random.lognormal(0.7, 0.6), ledger.headroom(wallet.checking) - 2000),
    );
    if (cost > 10_000) ledger.postDaytime(wallet.checking, -cost, day, mishap);
  }
  if (random.chance(0.007 * situation.activity)) {
    const complained = next(28);
    if (complained >= client.joinDay) {
      events.add(
        "complaint",
        complained,
        random.pick(["app", "web", "branch"]),
        random.pick(["fees", "service", "card", "app"]),
      );
    }
    situation.crossUntilDay = day + 150;
  }
  if (random.chance(0.014 * situation.activity)) events.add("support_call", next(28), "unknown", "");
  if (situation.leaving || day < client.joinDay + 60) return;
  const cross = day < situation.crossUntilDay ? 9 : 1;
  const young = day < client.joinDay + 400 ? 1.6 : 1;
  if (bound || !random.chance(Math.min(0.3, 0.0058 * cross * young * (1.4 - 0.5 * client.digital)))) return;
  const end = day + random.between(45, 130);
  if (end >= bank.calendar.dayCount + 130) return;
  situation.leaving = { decidedDay: day, day: end, silent: random.chance(0.3) };
}

/** How lively a client still is on their way out: less every week. */
export function fade({ situation }: Household, day: number): void {
  const { leaving } = situation;
  if (!leaving) return;
  const left = (leaving.day - day) / (leaving.day - leaving.decidedDay);
  situation.activity = left <= 0 ? 0 : 0.15 + 0.6 * Math.max(0, left);
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
