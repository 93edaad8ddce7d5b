import type { channels, transactionTypes } from "../core/contract.js";
import type { Account } from "./accounts.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { encode } from "./sheet.js";
import { digits } from "./text.js";

/** Digits of a movement's number in its transaction_id. */
const numberDigits = 5;

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

/** True for what a client decides on that day: a purchase, cash, a transfer out. */
function isOwn(about: string | Uint8Array): boolean {
  // Types that begin with "c", and of those with "t" the one that goes on with "transfer_o".
  if (typeof about !== "string") return about[1] === 0x63 || (about[1] === 0x74 && about[10] === 0x6f);
  return about.charCodeAt(1) === 0x63 || (about.charCodeAt(1) === 0x74 && about.charCodeAt(10) === 0x6f);
}

/** Books one client's movements and keeps the balances. */
export class Ledger {
  private readonly rows: Rows;
  private readonly random: Random;
  private readonly dates: readonly Uint8Array[];
  private readonly idStart: string;
  /** How the lines of an account begin, the movement's number left open. */
  private readonly lineStarts = new Map<Account, Uint8Array>();
  /** What was said of movements between accounts of the client. */
  private readonly ownMoves: { other: Account; type: string; channel: string; about: Uint8Array }[] = [];
  private readonly missingDay: number | null;
  /** Last day on which the client moved money of their own accord. */
  lastOwnDay = Number.NEGATIVE_INFINITY;
  private next = 1;

  constructor(rows: Rows, random: Random, bank: Bank, client: Client) {
    this.rows = rows;
    this.random = random;
    this.dates = bank.calendar.dateBytes;
    this.missingDay = bank.dirt ? bank.missingDay : null;
    this.idStart = `T${digits(client.index + 1, 6)}`;
  }

  /**
   * Books a movement.
   *
   * @param cents signed, not 0
   * @param second of the day
   * @param about see `purpose`; encoded where the same one comes again and again
   * @returns the movement's number, from 1; see `idOf`
   */
  post(account: Account, cents: number, day: number, second: number, about: string | Uint8Array): number {
    account.balance += cents;
    if (isOwn(about)) this.lastOwnDay = day;
    const number = this.next++;
    if (day === this.missingDay) return number;
    const { sheet } = this.rows;
    sheet.putBytes(this.lineStarts.get(account) ?? this.lineStart(account));
    sheet.fillDigits(number, numberDigits, account.id.length + 2);
    sheet.putMoney(cents);
    const date = this.dates[day];
    if (date) sheet.putBytes(date);
    sheet.putClock(second);
    if (typeof about === "string") sheet.put(about);
    else sheet.putBytes(about);
    this.rows.end();
    return number;
  }

  /** The transaction_id of a movement by the number that `post` gave. */
  idOf(number: number): string {
    return this.idStart + digits(number, numberDigits);
  }

  /** Books what the bank does at night. */
  postBatch(account: Account, cents: number, day: number, about: string | Uint8Array): number {
    return this.post(account, cents, day, 7200 + this.random.integer(14_400), about);
  }

  /** Books what a client does, mostly around midday. */
  postDaytime(account: Account, cents: number, day: number, about: string | Uint8Array): number {
    const middle = (this.random.uniform() + this.random.uniform()) / 2;
    return this.post(account, cents, day, 25_200 + Math.floor(middle * 57_000), about);
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
    this.post(from, -cents, day, second, this.ownMove(type, channel, to));
    this.post(to, cents, day, second + 1, this.ownMove("transfer_in", channel, from));
  }

  /** What the account can still pay, in cents. */
  headroom(account: Account): number {
    return account.balance + account.limit;
  }

  private lineStart(account: Account): Uint8Array {
    const start = encode(`${this.idStart}${digits(0, numberDigits)},${account.id},`);
    this.lineStarts.set(account, start);
    return start;
  }

  private ownMove(type: TransactionType, channel: Channel, other: Account): Uint8Array {
    for (const move of this.ownMoves)
      if (move.other === other && move.type === type && move.channel === channel) return move.about;
    const about = encode(purpose(type, channel, other.id, "own_account"));
    this.ownMoves.push({ other, type, channel, about });
    return about;
  }
}
