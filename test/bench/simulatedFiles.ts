import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { bankOf } from "../../lib/simulate/bank.js";
import { headerOf } from "../../lib/simulate/rows.js";
import { emptySheets } from "../../lib/simulate/sheets.js";
import { simulateClient } from "../../lib/simulate/simulateClient.js";
import { hashCode } from "../../loaders/runner/contentHash.js";
import { simulateBank } from "../../loaders/steps/simulate.js";

export interface CsvFile {
  /** Of the first, where there are parts. */
  readonly path: string;
  readonly rows: number;
  readonly bytes: number;
}

/** A simulated bank on disk, and its transactions once more as they were before the simulator soiled them. */
export interface SimulatedFiles {
  readonly raw: string;
  readonly transactions: CsvFile;
  readonly clean: CsvFile;
}

interface Size {
  readonly clients: number;
  readonly months: number;
  readonly seed: number;
  readonly firstMonth: string;
}

const simulator = join(import.meta.dirname, "../../loaders/steps/simulate.ts");

/** Makes the files, or takes those of an earlier bench if the simulator is the same. */
export async function simulatedFiles(folder: string, size: Size): Promise<SimulatedFiles> {
  const base = join(folder, `bank-${size.clients}x${size.months}`);
  const stamp = `${base}.json`;
  const code = hashCode(simulator);
  if (existsSync(stamp)) {
    const last = JSON.parse(readFileSync(stamp, "utf8")) as {
      code: string;
      size: Size;
      files: SimulatedFiles;
    };
    const paths = [last.files.transactions.path, last.files.clean.path];
    if (last.code === code && JSON.stringify(last.size) === JSON.stringify(size) && paths.every(existsSync)) {
      return last.files;
    }
  }
  const { files: written } = await simulateBank({ ...size, out: base });
  const parts = written.filter(({ name }) => name.startsWith("transactions"));
  const files: SimulatedFiles = {
    raw: base,
    transactions: {
      path: join(base, "transactions.csv"),
      rows: parts.reduce((sum, { rows }) => sum + rows, 0),
      bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    clean: writeClean(`${base}-clean/transactions.csv`, size),
  };
  writeFileSync(stamp, JSON.stringify({ code, size, files }, null, 2));
  return files;
}

function writeClean(path: string, size: Size): CsvFile {
  mkdirSync(dirname(path), { recursive: true });
  const bank = bankOf({ ...size, dirt: false });
  const sheets = emptySheets();
  const descriptor = openSync(path, "w");
  let bytes = 0;
  sheets.transactions.put(headerOf("transactions"));
  for (let index = 0; index < size.clients; index++) {
    simulateClient(bank, index, sheets);
    if (sheets.transactions.length < 1 << 20 && index < size.clients - 1) continue;
    for (const sheet of Object.values(sheets)) {
      const chunk = sheet.take();
      if (sheet === sheets.transactions) bytes += writeSync(descriptor, chunk);
    }
  }
  closeSync(descriptor);
  return { path, rows: sheets.transactions.rows, bytes };
}
