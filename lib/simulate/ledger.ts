import type { channels, transactionTypes } from "../core/contract.js";
import type { Account } from "./accounts.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { digits, putClock } from "./text.js";

type TransactionType = (typeof transactionTypes)[number];
type Channel = (typeof channels)[number];

/** What a movement says about itself; made once where it recurs, since it is the end of a line. */
export function purpose(
  type: TransactionType,
  channel: Channel,
  counterparty: string,
  category: string,
  country = "PT",
): string {
  return `,${type},${channel},EUR,${counterparty},${category},${country}`;
}

/** Books one client's movements and keeps the balances. */
export class Ledger {
  private readonly rows: Rows;
  private readonly random: Random;
  private readonly dates: readonly string[];
  private readonly idStart: string;
  private next = 1;

  constructor(rows: Rows, random: Random, bank: Bank, client: Client) {
    this.rows = rows;
    this.random = random;
    this.dates = bank.calendar.dates;
    this.idStart = `T${digits(client.index + 1, 6)}`;
  }

  /**
   * Books a movement.
   *
   * @param cents signed, not 0
   * @param second of the day
   * @param about see `purpose`
   */
  post(account: Account, cents: number, day: number, second: number, about: string): void {
    account.balance += cents;
    const { sheet } = this.rows;
    sheet.put(this.idStart);
    sheet.putDigits(this.next++, 5);
    sheet.put(",");
    sheet.put(account.id);
    sheet.put(",");
    sheet.putMoney(cents);
    sheet.put(",");
    sheet.put(this.dates[day] ?? "");
    putClock(sheet, second);
    sheet.put(about);
    this.rows.end();
  }

  /** Books what the bank does at night. */
  postBatch(account: Account, cents: number, day: number, about: string): void {
    this.post(account, cents, day, 7200 + this.random.integer(14_400), about);
  }

  /** Books what a client does, mostly around midday. */
  postDaytime(account: Account, cents: number, day: number, about: string): void {
    const middle = (this.random.uniform() + this.random.uniform()) / 2;
    this.post(account, cents, day, 25_200 + Math.floor(middle * 57_000), about);
  }

  /** Moves money between two accounts of the client: both legs, a second apart. */
  move(
    from: Account,
    to: Account,
    cents: number,
    day: number,
    type: TransactionType,
    channel: Channel,
  ): void {
    const second =
      channel === "batch" ? 21_600 + this.random.integer(3600) : 28_800 + this.random.integer(50_000);
    this.post(from, -cents, day, second, purpose(type, channel, to.id, "own_account"));
    this.post(to, cents, day, second + 1, purpose("transfer_in", channel, from.id, "own_account"));
  }

  /** What the account can still pay, in cents. */
  headroom(account: Account): number {
    return account.balance + account.limit;
  }
}
