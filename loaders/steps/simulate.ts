import { type FileHandle, open, realpath, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import { type ExtractName, extractNames } from "../../lib/core/contract.js";
import { type BankOptions, bankOf, generatorVersion } from "../../lib/simulate/bank.js";
import { headerOf } from "../../lib/simulate/rows.js";
import type { Sheet } from "../../lib/simulate/sheet.js";
import { entriesOf, openAsideFolder, replaceFolder, restoreFolder } from "../runner/replaceFolder.js";
import { emptySheets, simulateClient } from "../../lib/simulate/simulateClient.js";

/** The mark of a folder that this step made, and may therefore replace. */
const simulationFile = "simulation.json";

export interface SimulateOptions extends Required<Omit<BankOptions, "dirt">> {
  /** Folder for the five CSV files; replaced as a whole. */
  readonly out: string;
  /** Called now and then with the transactions and clients written so far. */
  readonly onProgress?: (rows: number, clientsDone: number) => void;
}

export interface SimulatedBank {
  readonly transactions: number;
  readonly files: { readonly name: string; readonly rows: number; readonly bytes: number }[];
}

const chunkBytes = 1 << 20;
const clientsPerBreath = 50;

/**
 * Writes a simulated bank's extracts. They are made in a folder beside `out` and renamed into
 * place at the end, so that a run that is cut off leaves what was there.
 *
 * @returns rows without headers, and bytes, per file
 * @throws RangeError for options out of range; Error when `out` holds files that are not a simulation's
 */
export async function simulateBank(options: SimulateOptions): Promise<SimulatedBank> {
  const { clients, months, seed, firstMonth, onProgress } = options;
  const bank = bankOf({ clients, months, seed, firstMonth });
  const out = await realpath(options.out).catch(() => resolve(options.out));
  await restoreFolder(out);
  await refuseForeign(out);
  const folder = await openAsideFolder(out);
  const sheets = emptySheets();
  const files: ExtractFile[] = [];
  try {
    for (const name of extractNames) files.push(await ExtractFile.create(folder, name, sheets[name]));
    for (let index = 0; index < clients; index++) {
      simulateClient(bank, index, sheets);
      for (const file of files) if (file.isFull) await file.flush();
      if ((index + 1) % clientsPerBreath !== 0) continue;
      onProgress?.(rowsOf(files, "transactions"), index + 1);
      await breathe();
    }
    for (const file of files) await file.close();
    onProgress?.(rowsOf(files, "transactions"), clients);
    const record = { generator: generatorVersion, clients, months, seed, firstMonth };
    await writeFile(join(folder, simulationFile), `${JSON.stringify(record, null, 2)}\n`);
    await replaceFolder(out, folder);
  } catch (error) {
    for (const file of files) await file.abandon();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    transactions: rowsOf(files, "transactions"),
    files: files.map(({ extract, rows, bytes }) => ({ name: `${extract}.csv`, rows, bytes })),
  };
}

/** One CSV file being written: a sheet fills while at most one chunk is on its way to the disk. */
class ExtractFile {
  bytes = 0;
  private pending: Promise<void> = Promise.resolve();

  private constructor(
    readonly extract: ExtractName,
    private readonly sheet: Sheet,
    private readonly handle: FileHandle,
  ) {
    sheet.put(headerOf(extract));
  }

  static async create(folder: string, extract: ExtractName, sheet: Sheet): Promise<ExtractFile> {
    return new ExtractFile(extract, sheet, await open(join(folder, `${extract}.csv`), "wx"));
  }

  get rows(): number {
    return this.sheet.rows;
  }

  get isFull(): boolean {
    return this.sheet.length >= chunkBytes;
  }

  /** Waits for the chunk before, then lets this one go. */
  async flush(): Promise<void> {
    await this.pending;
    const chunk = this.sheet.take();
    this.bytes += chunk.length;
    this.pending = this.handle.appendFile(chunk);
    // The error is met at the next await; here it only must not count as unhandled.
    this.pending.catch(() => undefined);
  }

  async close(): Promise<void> {
    await this.flush();
    await this.pending;
    await this.handle.close();
  }

  async abandon(): Promise<void> {
    await this.pending.catch(() => undefined);
    await this.handle.close().catch(() => undefined);
  }
}

function rowsOf(files: readonly ExtractFile[], extract: ExtractName): number {
  return files.find((file) => file.extract === extract)?.rows ?? 0;
}

async function refuseForeign(out: string): Promise<void> {
  const entries = await entriesOf(out);
  const own = new Set<string>([simulationFile, ...extractNames.map((name) => `${name}.csv`)]);
  const foreign = entries.includes(simulationFile) ? entries.find((entry) => !own.has(entry)) : entries[0];
  if (foreign === undefined) return;
  throw new Error(
    `${out} holds files that no simulation wrote (such as ${foreign}), and is left as it is. ` +
      "Choose another folder with --out, or move those files away first.",
  );
}
