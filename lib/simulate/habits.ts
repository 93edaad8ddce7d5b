import { isOpen } from "./accounts.js";
import { stages } from "./attritionChain.js";
import { drainAway, tryElsewhere } from "./fortune.js";
import { drain } from "./funds.js";
import { purpose } from "./ledger.js";
import type { LoanDesk } from "./loans.js";
import type { Household } from "./recurring.js";
import { encode } from "./sheet.js";

const invest = encode(purpose("transfer_out", "web", "B3", "investment"));
const cash = encode(purpose("cash_withdrawal", "atm", "", "cash"));
const deposit = encode(purpose("cash_deposit", "branch", "", "cash"));

/** Days without anything of their own accord after which clients may, and will, look after their money. */
const idleDays = { some: 42, all: 70 } as const;

/** Looks at the account in a week, for a client as attached to it as most. */
const looksPerWeek = 4;

/** One row for the logins of a week, and what is done with money now and then. */
export function week(household: Household, desk: LoanDesk, day: number, month: number): void {
  const { client, situation, random, events, wallet, budget, ledger } = household;
  const { mood } = situation;
  const logins = random.poisson(Math.min(30, looksPerWeek * situation.interest));
  if (logins > 0) {
    // Whoever is not at home with the app looks at the machine.
    const channel = random.chance(client.digital) ? (random.chance(0.75) ? "app" : "web") : "atm";
    events.add("login", day, channel, logins === 1 ? "1 login" : `${logins} logins`);
  }
  const idle = day - Math.max(situation.lastLookDay, ledger.lastOwnDay, events.lastLoginDay);
  if (idle > idleDays.all || (idle > idleDays.some && random.chance(0.4))) lookIn(household, day);
  if (mood.stage === stages.moving && random.chance(0.7)) drainAway(household, day);
  if (mood.stage === stages.looking && random.chance(0.5)) tryElsewhere(household, day);
  if (desk.isShortIn(month)) {
    drain(household, desk.scraps + random.integer(20_000), day);
    return;
  }
  const spare = wallet.checking.balance - budget.income * Math.max(0.12, 1.25 - client.appetite);
  if (spare < budget.income * 0.25 || situation.leaving || !random.chance(0.35)) return;
  const cents = Math.round((spare * 0.85) / 5000) * 5000;
  if (isOpen(wallet.savings, day) && random.chance(1.15 - client.appetite))
    ledger.move(wallet.checking, wallet.savings, cents, day, "transfer_out", "app");
  else if (cents > 0) ledger.postDaytime(wallet.checking, -cents, day, invest);
}

/** The least that a client does who means to stay: looks at the account, or takes or brings a little cash. */
export function lookIn({ client, random, events, wallet, ledger }: Household, day: number): void {
  if (random.chance(client.digital)) events.add("login", day, random.chance(0.75) ? "app" : "web", "1 login");
  else if (ledger.headroom(wallet.checking) >= 4000)
    ledger.postDaytime(wallet.checking, -2000 * random.between(1, 2), day, cash);
  else ledger.postDaytime(wallet.checking, 1000 * random.between(2, 8), day, deposit);
}
