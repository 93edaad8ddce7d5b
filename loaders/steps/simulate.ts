import { realpath, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { extractNames } from "../../lib/core/contract.js";
import { bankDefaults, bankOf, type BankOptions, generatorVersion } from "../../lib/simulate/bank.js";
import { ceilingJson, emptyTally, mergeTallies } from "../../lib/simulate/ceiling.js";
import { clientsPerPart, partsOf } from "../../lib/simulate/delivery.js";
import { ceilingFile, truthFolder, truthNames } from "../../lib/simulate/truth.js";
import { entriesOf, openAsideFolder, replaceFolder, restoreFolder } from "../runner/replaceFolder.js";
import { clientRanges } from "../simulate/clientRanges.js";
import { DeliveryWriter, type WrittenFile } from "../simulate/deliveryWriter.js";
import { simulateInOrder } from "../simulate/simulateInOrder.js";

/** The mark of a folder that this step made, and may therefore replace. */
export const simulationFile = "simulation.json";

export interface SimulateOptions extends BankOptions {
  /** Folder of the delivery; replaced as a whole. */
  readonly out: string;
  /** Threads; the bytes do not depend on them. Default: one per core, and this one alone for a small bank. */
  readonly workers?: number;
  /** Clients in one part of a file; see `partsOf`. */
  readonly clientsPerPart?: number;
  /** Called now and then with the movements and clients written so far. */
  readonly onProgress?: (rows: number, clientsDone: number) => void;
}

export interface SimulatedBank {
  readonly transactions: number;
  /** Extracts and truth. */
  readonly files: readonly WrittenFile[];
}

/** Months of clients below which threads cost more time than they save. */
const worthWorkers = 20_000;

/**
 * Writes a simulated bank's extracts and its truth. They are made in a folder beside `out` and renamed into
 * place at the end, so that a run that is cut off leaves what was there.
 *
 * @returns rows without headers, and bytes, per file
 * @throws RangeError for options out of range; Error when `out` holds files that are not a simulation's
 */
export async function simulateBank(options: SimulateOptions): Promise<SimulatedBank> {
  const recorded = simulationRecord(options);
  const bank = bankOf(recorded);
  const { clients, months } = recorded;
  const workers = options.workers ?? (clients * months < worthWorkers ? 1 : availableParallelism());
  const out = await realpath(options.out).catch(() => resolve(options.out));
  await restoreFolder(out);
  await refuseForeign(out);
  const folder = await openAsideFolder(out);
  const writer = new DeliveryWriter(folder, bank);
  const ranges = clientRanges(partsOf(clients, options.clientsPerPart ?? clientsPerPart), months);
  let tally = emptyTally();
  let transactions = 0;
  try {
    let done = 0;
    for await (const made of simulateInOrder(recorded, ranges, workers)) {
      const range = ranges[done++];
      if (!range) break;
      await writer.append(made, range.part);
      tally = mergeTallies([tally, made.tally]);
      transactions += made.sheets.transactions.rows + made.sheets.lateTransactions.rows;
      options.onProgress?.(transactions, range.to);
    }
    await writer.finish();
    const json = (content: object): string => `${JSON.stringify(content, null, 2)}\n`;
    await writeFile(join(folder, truthFolder, ceilingFile), json(ceilingJson(bank, tally)));
    await writeFile(join(folder, simulationFile), json(recorded));
    await replaceFolder(out, folder);
  } catch (error) {
    await writer.abandon();
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return { transactions, files: writer.files };
}

/** What `simulation.json` says: all that the bytes depend on. */
export function simulationRecord(
  options: BankOptions,
): Required<BankOptions> & { readonly generator: string } {
  const { clients, months, seed, firstMonth } = options;
  const { dirt, defaultRate, churnRate, anomalyRate, shock } = { ...bankDefaults, ...options };
  return {
    generator: generatorVersion,
    ...{ clients, months, seed, firstMonth, dirt, defaultRate, churnRate, anomalyRate, shock },
  };
}

const isOwn = (entry: string): boolean =>
  entry === simulationFile ||
  entry === truthFolder ||
  extractNames.some((name) => entry.startsWith(name) && /^(_\d+)?\.csv$/.test(entry.slice(name.length)));

const isOwnTruth = (entry: string): boolean =>
  entry === ceilingFile || truthNames.some((name) => entry === `${name}.csv`);

async function refuseForeign(out: string): Promise<void> {
  const entries = await entriesOf(out);
  const truth = entries.includes(truthFolder) ? await entriesOf(join(out, truthFolder)) : [];
  const foreign = entries.includes(simulationFile)
    ? (entries.find((entry) => !isOwn(entry)) ?? truth.find((entry) => !isOwnTruth(entry)))
    : entries[0];
  if (foreign === undefined) return;
  throw new Error(
    `${out} holds files that no simulation wrote (such as ${foreign}), and is left as it is. ` +
      "Choose another folder with --out, or move those files away first.",
  );
}
