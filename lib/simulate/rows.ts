import { type ContractColumn, type ExtractName, extractNamed } from "../core/contract.js";
import type { Bank } from "./bank.js";
import { Dirt, ragged } from "./dirt.js";
import { Random } from "./random.js";
import type { Sheet } from "./sheet.js";

/** The columns of a file, in the contract's order. Balances are left to be summed. */
export function columnsOf(extract: ExtractName): readonly ContractColumn[] {
  return extractNamed(extract).columns.filter(({ name }) => extract !== "transactions" || name !== "balance");
}

/** The first line of a file. */
export function headerOf(extract: ExtractName): string {
  return `${columnsOf(extract)
    .map(({ name }) => name)
    .join(",")}\n`;
}

const dirtStream = { kyc: 11, accounts: 12, transactions: 13, events: 14, loans: 15 } as const;

/** Writes the lines of one client in one extract. */
export class Rows {
  /** Put the fields of a line here, then call `end`. */
  readonly sheet: Sheet;
  private readonly dirt: Dirt | null;
  private start: number;

  constructor(bank: Bank, extract: ExtractName, clientIndex: number, sheet: Sheet) {
    this.sheet = sheet;
    this.start = sheet.length;
    const { calendar } = bank;
    this.dirt = bank.dirt
      ? new Dirt(
          new Random(bank.seed, clientIndex, dirtStream[extract]),
          extract,
          columnsOf(extract),
          calendar.dateOf(calendar.dayCount - 1),
        )
      : null;
  }

  /** Adds a clean line, soiled when its turn has come. */
  add(line: string): void {
    this.sheet.put(line);
    this.end();
  }

  /** Ends the line that was put into the sheet. */
  end(): void {
    if (!this.dirt?.isDue()) {
      this.close();
      return;
    }
    const line = this.sheet.textFrom(this.start);
    this.sheet.length = this.start;
    for (const written of this.dirt.soil(line)) {
      this.sheet.put(written);
      this.close();
    }
  }

  /** Adds a line cut short. */
  addRagged(line: string): void {
    this.sheet.put(ragged(line));
    this.close();
  }

  private close(): void {
    this.sheet.put("\n");
    this.sheet.rows++;
    this.start = this.sheet.length;
  }
}
