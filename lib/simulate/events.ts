import type { channels, eventTypes } from "../core/contract.js";
import type { Bank } from "./bank.js";
import type { Client } from "./clients.js";
import type { Random } from "./random.js";
import type { Rows } from "./rows.js";
import { digits, putClock } from "./text.js";

/** Writes down what one client did that moved no money. */
export class EventLog {
  private readonly rows: Rows;
  private readonly random: Random;
  private readonly dates: readonly string[];
  private readonly clientId: string;
  private readonly idStart: string;
  private next = 1;

  constructor(rows: Rows, random: Random, bank: Bank, client: Client) {
    this.rows = rows;
    this.random = random;
    this.dates = bank.calendar.dates;
    this.clientId = client.id;
    this.idStart = `V${digits(client.index + 1, 6)}`;
  }

  /** Adds an event of a simulated day; days before the first one are not in the data. */
  add(
    type: (typeof eventTypes)[number],
    day: number,
    channel: (typeof channels)[number],
    detail: string,
  ): void {
    const date = this.dates[day];
    if (date === undefined) return;
    const { sheet } = this.rows;
    sheet.put(this.idStart);
    sheet.putDigits(this.next++, 5);
    sheet.put(`,${this.clientId},${type},${date}`);
    putClock(sheet, channel === "batch" ? 23_400 : 25_200 + this.random.integer(57_600));
    sheet.put(`,${channel},${detail}`);
    this.rows.end();
  }
}
