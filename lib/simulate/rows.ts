import { type ContractColumn, type ExtractName, extracts } from "../core/contract.js";
import type { Bank } from "./bank.js";
import { defectLine } from "./dirt/defect.js";
import { Dirt } from "./dirt/dirt.js";
import { Random } from "./random.js";
import { lineEnd, type Sheet } from "./sheet.js";
import { lateNames, type SheetName, type Sheets } from "./sheets.js";

const columns = new Map(
  extracts.map((extract) => [
    extract.name,
    extract.columns.filter(({ name }) => extract.name !== "transactions" || name !== "balance"),
  ]),
);

/** The columns of a file, in the contract's order. Balances are left to be summed. */
export function columnsOf(extract: ExtractName): readonly ContractColumn[] {
  return columns.get(extract) ?? [];
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
  private readonly extract: ExtractName;
  private readonly sheets: Sheets;
  private readonly dirt: Dirt | null;
  private start: number;

  constructor(bank: Bank, extract: ExtractName, clientIndex: number, sheets: Sheets) {
    this.extract = extract;
    this.sheets = sheets;
    this.sheet = sheets[extract];
    this.start = this.sheet.length;
    const { calendar } = bank;
    this.dirt = bank.dirt
      ? new Dirt(
          new Random(bank.seed, clientIndex, dirtStream[extract]),
          extract,
          columnsOf(extract),
          calendar.dates.at(-1) ?? "",
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
    const { sheet } = this;
    if (this.dirt?.isDue()) this.soil(this.dirt);
    else {
      sheet.putCode(lineEnd);
      sheet.rows++;
    }
    this.start = sheet.length;
  }

  /** Writes the line anew, with what is wrong with it; lines of the manifest are told by sheet until there are files. */
  private soil(dirt: Dirt): void {
    const clean = this.sheet.textFrom(this.start);
    this.sheet.length = this.start;
    for (const { line, defects, isLate } of dirt.soil(clean)) {
      const name: SheetName =
        isLate && this.extract in lateNames
          ? lateNames[this.extract as keyof typeof lateNames]
          : this.extract;
      const sheet = this.sheets[name];
      sheet.put(`${line}\n`);
      sheet.rows++;
      for (const defect of defects) {
        this.sheets.defects.put(defectLine(defect, name, sheet.rows, this.extract));
        this.sheets.defects.rows++;
      }
    }
  }
}
