import type { accountTypes } from "../core/contract.js";
import { loyaltyDeviation } from "./attritionChain.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import { chanceOf, logOddsOf } from "./numeric.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { digits, money } from "./text.js";

/** An account as it stands during the simulation; money in cents, days as offsets. */
export interface Account {
  readonly id: string;
  readonly type: (typeof accountTypes)[number];
  readonly openedDay: number;
  closedDay: number | null;
  /** Overdraft or card limit, 0 for none. */
  readonly limit: number;
  balance: number;
}

/** The accounts of one client, in the order in which they were numbered. */
export interface Wallet {
  readonly checking: Account;
  readonly savings: Account | null;
  readonly card: Account | null;
  readonly all: Account[];
}

/**
 * Opens a checking account, and for some clients savings and a card, now or later.
 *
 * @param lastDay after which nothing is opened any more
 */
export function openWallet(random: Random, bank: Bank, client: Client, lastDay: number): Wallet {
  const { income } = client;
  // Loyal clients take more of what the bank has; careful ones save, careless ones borrow.
  const pull = (usual: number, lean: number): number =>
    chanceOf(logOddsOf(usual) + 0.35 * (client.loyalty / loyaltyDeviation) + 0.3 * lean);
  const all: Account[] = [];
  const student = client.segment === "student";
  const hundreds = (cents: number): number => Math.round(cents / 10_000) * 10_000;
  const later = (): number =>
    random.chance(0.6)
      ? client.joinDay
      : random.between(client.joinDay, Math.max(client.joinDay, bank.calendar.dayCount + 200));
  const opened = (type: "savings" | "card", limit: number): Account | null => {
    const day = later();
    return day > lastDay ? null : openAccount(all, client, type, day, limit);
  };
  const overdraft = student || random.chance(0.35) ? 0 : hundreds(income * random.pick([0.25, 0.5, 1]));
  const checking = openAccount(all, client, "checking", client.joinDay, overdraft);
  const savings = random.chance(pull(student ? 0.35 : 0.55, client.discipline)) ? opened("savings", 0) : null;
  const card = random.chance(pull(student ? 0.08 : 0.36, -client.discipline))
    ? opened("card", Math.max(50_000, hundreds(income * random.pick([0.5, 1, 1.5, 2]))))
    : null;
  return { checking, savings, card, all };
}

/** The key of a client's account; the first one is the checking account. */
export const accountId = (index: number, number: number): string => `A${digits(index + 1, 6)}-${number}`;

/** Adds an account with the client's next number. */
export function openAccount(
  all: Account[],
  client: Client,
  type: Account["type"],
  openedDay: number,
  limit: number,
): Account {
  const id = accountId(client.index, all.length + 1);
  const account: Account = { id, type, openedDay, closedDay: null, limit, balance: 0 };
  all.push(account);
  return account;
}

/** True on the days from opening to closing. */
export function isOpen(account: Account | null, day: number): account is Account {
  return (
    account !== null && account.openedDay <= day && (account.closedDay === null || day <= account.closedDay)
  );
}

/** Writes the accounts that were opened by the client's last day. */
export function writeAccounts(rows: Rows, client: Client, wallet: Wallet, bank: Bank, lastDay: number): void {
  const { dateOf } = bank.calendar;
  for (const { id, type, openedDay, closedDay, limit } of wallet.all) {
    if (openedDay > lastDay) continue;
    const closed = closedDay === null ? "" : dateOf(closedDay);
    const credit = limit > 0 ? money(limit) : "";
    rows.add(`${id},${client.id},${type},${dateOf(openedDay)},${closed},EUR,${credit}`);
  }
}
