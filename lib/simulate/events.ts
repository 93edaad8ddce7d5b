import type { channels, eventTypes } from "../core/contract.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { comma, encode } from "./sheet.js";
import { digits } from "./text.js";

/** Writes down what one client did that moved no money. */
export class EventLog {
  private readonly rows: Rows;
  private readonly random: Random;
  private readonly dates: readonly Uint8Array[];
  private readonly clientBytes: Uint8Array;
  private readonly idStart: Uint8Array;
  /** Last day with a login. */
  lastLoginDay = Number.NEGATIVE_INFINITY;
  private next = 1;

  constructor(rows: Rows, random: Random, bank: Bank, client: Client) {
    this.rows = rows;
    this.random = random;
    this.dates = bank.calendar.dateBytes;
    this.clientBytes = encode(`,${client.id},`);
    this.idStart = encode(`V${digits(client.index + 1, 6)}`);
  }

  /**
   * Adds an event of a simulated day; days before the first one are not in the data.
   *
   * @param second of the day; by default some time in the day, or the nightly run for what the bank does
   */
  add(
    type: (typeof eventTypes)[number],
    day: number,
    channel: (typeof channels)[number],
    detail: string,
    second?: number,
  ): void {
    const date = this.dates[day];
    if (date === undefined) return;
    if (type === "login") this.lastLoginDay = Math.max(this.lastLoginDay, day);
    const { sheet } = this.rows;
    sheet.putBytes(this.idStart);
    sheet.putDigits(this.next++, 5);
    sheet.putBytes(this.clientBytes);
    sheet.put(type);
    sheet.putBytes(date);
    sheet.putClock(second ?? (channel === "batch" ? 23_400 : 25_200 + this.random.integer(57_600)));
    sheet.putCode(comma);
    sheet.put(channel);
    sheet.putCode(comma);
    sheet.put(detail);
    this.rows.end();
  }
}
