import { isOpen } from "./accounts.js";
import { Agenda } from "./agenda.js";
import { closeAccounts, fade, turnOfMonth } from "./fortune.js";
import type { LoanDesk } from "./loans.js";
import { purpose } from "./ledger.js";
import { type Household, recurringDues } from "./recurring.js";
import { spendDay } from "./spending.js";

const opening = purpose("other", "batch", "", "opening_balance");
const fee = purpose("fee", "batch", "BANK", "account_fee");
const overdraft = purpose("interest", "batch", "BANK", "overdraft_interest");
const savingsInterest = purpose("interest", "batch", "BANK", "savings_interest");
const invest = purpose("transfer_out", "web", "B3", "investment");

/**
 * Lives a client's months, day by day.
 *
 * @returns the last day on which the bank heard of the client: the end, or the day they left
 */
export function live(household: Household, desk: LoanDesk): number {
  const { bank, client, situation, events } = household;
  const { monthStarts, monthCount, dayCount } = bank.calendar;
  const agenda = new Agenda(bank.calendar, [
    ...recurringDues(household),
    {
      dayOfMonth: desk.instalmentDay,
      shift: 1,
      everyMonths: 1,
      phase: 0,
      run: (day) => {
        desk.ask(day);
      },
    },
  ]);
  const firstDay = Math.max(0, client.joinDay);
  arrive(household, firstDay);
  for (let month = 0; month < monthCount; month++) {
    const start = Math.max(firstDay, monthStarts[month] ?? 0);
    const end = monthStarts[month + 1] ?? 0;
    if (start >= end) continue;
    turnOfMonth(household, start, desk.isOwed);
    desk.offer(start);
    agenda.turnTo(month);
    for (let day = start; day < end; day++) {
      announce(household, day);
      agenda.run(day);
      desk.chase(day);
      spendDay(household, day);
      if ((day + client.index) % 7 === 0) week(household, day);
      if (situation.leaving?.day === day && !situation.leaving.silent) {
        events.add("support_call", day, "branch", "account closure");
        closeAccounts(household, day);
        return day;
      }
    }
    closeMonth(household, end - 1, month);
  }
  return dayCount - 1;
}

/** The money a client brings: what they had, or a first deposit. */
function arrive({ client, budget, wallet, random, ledger }: Household, day: number): void {
  const kept = Math.round(budget.income * random.lognormal(0.5 / client.appetite, 0.7));
  ledger.post(
    wallet.checking,
    Math.max(5000, kept),
    day,
    0,
    client.joinDay < 0 ? opening : purpose("transfer_in", "branch", "B2", "first_deposit"),
  );
  if (client.joinDay >= 0 || !wallet.savings || wallet.savings.openedDay > day) return;
  ledger.post(wallet.savings, Math.round(budget.income * random.lognormal(1.1, 1)), day, 1, opening);
}

function announce({ client, wallet, events }: Household, day: number): void {
  if (client.change?.day === day && client.change.region !== client.region) {
    events.add("address_changed", day, client.digital > 0.5 ? "app" : "branch", client.change.region);
  }
  for (const { type, openedDay } of wallet.all) {
    if (openedDay !== day || type === "loan") continue;
    const channel = client.digital > 0.6 ? "app" : "branch";
    events.add("product_opened", day, channel, type);
    if (type !== "savings") events.add("card_issued", day + 3, "batch", type === "card" ? "credit" : "debit");
  }
}

/** One row for the logins of a week, and spare money put aside. */
function week(household: Household, day: number): void {
  const { client, situation, random, events, wallet, budget, ledger } = household;
  fade(household, day);
  const logins = random.poisson(1.1 * client.digital * situation.activity);
  if (logins > 0)
    events.add(
      "login",
      day,
      random.chance(0.75) ? "app" : "web",
      logins === 1 ? "1 login" : `${logins} logins`,
    );
  const spare = wallet.checking.balance - budget.income * Math.max(0.12, 1.25 - client.appetite);
  if (spare < budget.income * 0.25 || situation.leaving || !random.chance(0.35)) return;
  const cents = Math.round((spare * 0.85) / 5000) * 5000;
  if (isOpen(wallet.savings, day) && random.chance(1.15 - client.appetite))
    ledger.move(wallet.checking, wallet.savings, cents, day, "transfer_out", "app");
  else if (cents > 0) ledger.postDaytime(wallet.checking, -cents, day, invest);
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
