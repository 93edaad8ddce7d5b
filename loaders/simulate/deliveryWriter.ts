import { mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ExtractName } from "../../lib/core/contract.js";
import { extractNames } from "../../lib/core/contract.js";
import type { Bank } from "../../lib/simulate/bank.js";
import {
  fileTwiceLine,
  lateFileNames,
  missingDayLine,
  type Part,
  truncatedLine,
} from "../../lib/simulate/delivery.js";
import { headerOf } from "../../lib/simulate/rows.js";
import { lateNames, type SheetName } from "../../lib/simulate/sheets.js";
import type { Clients } from "../../lib/simulate/simulateClients.js";
import { truthFolder, truthHeaders, truthNames } from "../../lib/simulate/truth.js";

export interface WrittenFile {
  /** Path in the folder of the delivery. */
  readonly name: string;
  /** Lines without the header; one that breaks off counts. */
  readonly rows: number;
  readonly bytes: number;
}

const lateSheets = Object.entries(lateNames) as [keyof typeof lateNames, SheetName][];
const encoder = new TextEncoder();

/** Writes clients in their order into the files of a delivery, and the manifest of what is wrong with them. */
export class DeliveryWriter {
  private readonly folder: string;
  private readonly bank: Bank;
  /** The file that each sheet goes to at present. */
  private readonly current = new Map<SheetName, OutFile>();
  private readonly twice: OutFile[] = [];
  private readonly all: OutFile[] = [];
  private part: Part | null = null;

  /**
   * @param folder empty
   */
  constructor(folder: string, bank: Bank) {
    this.folder = folder;
    this.bank = bank;
  }

  get files(): readonly WrittenFile[] {
    return this.all.map(({ name, rows, bytes }) => ({ name, rows, bytes }));
  }

  /** Appends clients; those of one part together, the parts in their order. */
  async append({ sheets }: Clients, part: Part): Promise<void> {
    if (this.part === null) await this.openTruth();
    if (part !== this.part) await this.turnTo(part);
    for (const [extract, sheet] of lateSheets) {
      if (sheets[sheet].rows > 0 && !this.current.has(sheet)) await this.openLate(extract, sheet);
    }
    const defects = this.rebased(sheets.defects.bytes);
    const late = sheets.lateTransactions;
    await Promise.all([
      ...[...this.current].map(([sheet, file]) =>
        sheet === "defects"
          ? file.append(defects, sheets.defects.rows)
          : file.append(sheets[sheet].bytes, sheets[sheet].rows),
      ),
      ...this.twice.map((file) => file.append(late.bytes, late.rows)),
    ]);
  }

  /** Adds what is wrong with whole files, and closes them. */
  async finish(): Promise<void> {
    const transactions = this.current.get("transactions");
    if (this.bank.dirt && transactions) {
      const { text, defect } = truncatedLine(this.bank, transactions.name, transactions.rows + 2);
      await transactions.append(encoder.encode(text), 1);
      const wholeFiles = [defect, missingDayLine(this.bank)];
      const late = this.current.get("lateTransactions");
      for (const again of this.twice) wholeFiles.push(fileTwiceLine(late?.name ?? "", again.name));
      const lines = wholeFiles.filter((line) => line !== "");
      await this.current.get("defects")?.append(encoder.encode(lines.join("")), lines.length);
    }
    for (const file of this.all) await file.close();
  }

  /** Closes what is open, as well as that goes. */
  async abandon(): Promise<void> {
    for (const file of this.all) await file.close().catch(() => undefined);
  }

  private async openTruth(): Promise<void> {
    for (const name of truthNames) {
      this.current.set(name, await this.open(join(truthFolder, `${name}.csv`), truthHeaders[name]));
    }
  }

  private async turnTo(part: Part): Promise<void> {
    this.part = part;
    for (const extract of extractNames) {
      await this.current.get(extract)?.close();
      this.current.set(extract, await this.open(`${extract}${part.suffix}.csv`, headerOf(extract)));
    }
  }

  private async openLate(extract: ExtractName, sheet: SheetName): Promise<void> {
    const [first, again] = lateFileNames(this.bank, extract);
    this.current.set(sheet, await this.open(first, headerOf(extract)));
    if (extract === "transactions") this.twice.push(await this.open(again, headerOf(extract)));
  }

  private async open(name: string, header: string): Promise<OutFile> {
    const file = await OutFile.create(this.folder, name, header);
    this.all.push(file);
    return file;
  }

  /** Lines of the manifest with the file and the line where their sheet's rows are about to go. */
  private rebased(bytes: Uint8Array): Uint8Array {
    const lines = new TextDecoder()
      .decode(bytes)
      .replace(/^([^,]*),([^,]*),(\d+),/gm, (_, kind: string, sheet: SheetName, line: string) => {
        const file = this.current.get(sheet);
        return `${kind},${file?.name ?? ""},${(file?.rows ?? 0) + 1 + Number(line)},`;
      });
    return encoder.encode(lines);
  }
}

/** One file being written. */
class OutFile {
  bytes = 0;
  rows = 0;
  private isOpen = true;

  private constructor(
    readonly name: string,
    private readonly handle: FileHandle,
  ) {}

  static async create(folder: string, name: string, header: string): Promise<OutFile> {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    const file = new OutFile(name, await open(path, "wx"));
    await file.append(encoder.encode(header), 0);
    return file;
  }

  async append(bytes: Uint8Array, rows: number): Promise<void> {
    if (bytes.length > 0) await this.handle.appendFile(bytes);
    this.bytes += bytes.length;
    this.rows += rows;
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    await this.handle.close();
  }
}
