import { accountId, isOpen } from "./accounts.js";
import { Agenda } from "./agenda.js";
import { plotEpisodes } from "./anomalies/episodes.js";
import { elsewhereDues } from "./elsewhere.js";
import { closeAccounts, turnOfMonth } from "./fortune.js";
import { provide } from "./funds.js";
import { lookIn, week } from "./habits.js";
import type { KinTransfer } from "./kin.js";
import type { LoanDesk } from "./loans.js";
import { purpose } from "./ledger.js";
import { type Household, recurringDues } from "./recurring.js";
import { encode } from "./sheet.js";
import { spendDay } from "./spending.js";

const opening = encode(purpose("other", "batch", "", "opening_balance"));
const firstDeposit = encode(purpose("transfer_in", "branch", "B2", "first_deposit"));
const fee = encode(purpose("fee", "batch", "BANK", "account_fee"));
const overdraft = encode(purpose("interest", "batch", "BANK", "overdraft_interest"));
const savingsInterest = encode(purpose("interest", "batch", "BANK", "savings_interest"));

/** The bank's record of a life: the last day on which it heard of the client, and when they were last seen. */
export interface Life {
  readonly lastDay: number;
  /** Last day with a movement of the client's own accord or a login, as at the end of each month. */
  readonly lastSeen: Float64Array;
}

/**
 * Lives a client's months, day by day.
 *
 * @param transfers that the client sends or gets within the household, in order of days
 */
export function live(household: Household, desk: LoanDesk, transfers: readonly KinTransfer[]): Life {
  const { bank, client, events, ledger, fate } = household;
  const { monthStarts, monthCount, dayCount } = bank.calendar;
  const { exit } = fate;
  const agenda = new Agenda(bank.calendar, [
    ...recurringDues(household),
    ...elsewhereDues(household),
    desk.due,
  ]);
  const lastSeen = new Float64Array(monthCount).fill(Number.NEGATIVE_INFINITY);
  const firstDay = Math.max(0, client.joinDay);
  const lastOwnDay = exit ? exit.day - 1 : dayCount - 1;
  arrive(household, firstDay);
  household.situation.lastLookDay = client.joinDay < 0 ? -household.random.integer(40) : firstDay;
  const plot = plotEpisodes(household);
  let newsDay = announce(household, firstDay - 1);
  let sent = 0;
  let transferDay = transfers[0]?.day ?? dayCount;
  for (let month = fate.firstMonth; month < monthCount; month++) {
    const start = Math.max(firstDay, monthStarts[month] ?? 0);
    const end = monthStarts[month + 1] ?? 0;
    const mood = fate.months[month - fate.firstMonth];
    if (!mood) continue;
    if (start <= lastOwnDay) turnOfMonth(household, start, month, mood);
    desk.turnTo(month);
    agenda.turnTo(month);
    for (let day = start; day < end; day++) {
      if (day === exit?.day && !exit.isSilent) {
        events.add("support_call", day, "branch", "account closure");
        closeAccounts(household, day);
        return { lastDay: day, lastSeen };
      }
      agenda.run(day);
      desk.run(day);
      while (day === transferDay) {
        send(household, transfers[sent++]);
        transferDay = sent < transfers.length ? (transfers[sent]?.day ?? dayCount) : dayCount;
      }
      if (day > lastOwnDay) continue;
      if (day === newsDay) newsDay = announce(household, day);
      spendDay(household, day);
      plot.run(day);
      if ((day + client.index) % 7 === 0) week(household, desk, day, month);
      // Whoever falls silent was there the day before.
      if (day === lastOwnDay && exit) lookIn(household, day);
    }
    closeMonth(household, end - 1, month);
    lastSeen[month] = Math.max(ledger.lastOwnDay, events.lastLoginDay);
  }
  return { lastDay: exit ? lastOwnDay : dayCount - 1, lastSeen };
}

/** The money a client brings: what they had, or a first deposit. */
function arrive({ client, budget, wallet, random, ledger }: Household, day: number): void {
  const kept = Math.round(budget.income * random.lognormal(0.32 / client.appetite, 0.6));
  const isOld = client.joinDay < 0;
  const about = isOld ? opening : firstDeposit;
  ledger.post(wallet.checking, Math.max(5000, kept), day, 0, about);
  if (!isOld || !isOpen(wallet.savings, day)) return;
  ledger.post(wallet.savings, Math.round(budget.income * random.lognormal(0.5, 1)), day, 1, opening);
}

/**
 * Tells of what is new on a day: an address, a product.
 *
 * @returns the next day with news; Infinity for none
 */
function announce({ client, wallet, events }: Household, day: number): number {
  const { change } = client;
  const moves = change && change.region !== client.region ? change.day : Number.POSITIVE_INFINITY;
  if (moves === day)
    events.add("address_changed", day, client.digital > 0.5 ? "app" : "branch", change?.region ?? "");
  let next = moves > day ? moves : Number.POSITIVE_INFINITY;
  for (const { type, openedDay } of wallet.all) {
    if (type === "loan") continue;
    if (openedDay > day) next = Math.min(next, openedDay);
    if (openedDay !== day) continue;
    const channel = client.digital > 0.6 ? "app" : "branch";
    events.add("product_opened", day, channel, type);
    if (type !== "savings") events.add("card_issued", day + 3, "batch", type === "card" ? "credit" : "debit");
  }
  return next;
}

/** Books this client's leg of a transfer within the household. */
function send(household: Household, transfer: KinTransfer | undefined): void {
  if (!transfer) return;
  const { from, to, cents, day, second, isStanding } = transfer;
  const { ledger, wallet, client } = household;
  const channel = isStanding ? "batch" : "app";
  if (to === client.index) {
    ledger.post(
      wallet.checking,
      cents,
      day,
      second,
      purpose("transfer_in", channel, accountId(from, 1), "household"),
    );
    return;
  }
  provide(household, cents, day);
  const type = isStanding ? "standing_order" : "transfer_out";
  ledger.post(wallet.checking, -cents, day, second, purpose(type, channel, accountId(to, 1), "household"));
}

function closeMonth({ budget, wallet, ledger }: Household, day: number, month: number): void {
  const { checking, savings } = wallet;
  if (budget.monthlyFee > 0 && ledger.headroom(checking) >= budget.monthlyFee)
    ledger.post(checking, -budget.monthlyFee, day, 86_000, fee);
  if (checking.balance < -2000)
    ledger.post(checking, -Math.ceil((-checking.balance * 0.12) / 12), day, 86_100, overdraft);
  if (month % 3 === 2 && isOpen(savings, day) && savings.balance > 10_000) {
    ledger.post(savings, Math.round((savings.balance * 0.012) / 4), day, 86_200, savingsInterest);
  }
}
