import type { Bank } from "./bank.js";
import { emptyTally, type Tally } from "./ceiling.js";
import type { Sheets } from "./sheets.js";
import { sheetNames, type SheetName } from "./sheets.js";
import { simulateClient } from "./simulateClient.js";

/** What some neighbouring clients left on each sheet. */
export interface Clients {
  readonly sheets: Readonly<
    Record<SheetName, { readonly bytes: Uint8Array<ArrayBuffer>; readonly rows: number }>
  >;
  readonly tally: Tally;
}

/**
 * Simulates neighbouring clients; lines of the manifest count from the first of them.
 *
 * @param from index of the first client
 * @param to one past the last
 * @param sheets empty sheets to write on, empty again afterwards
 */
export function simulateClients(bank: Bank, from: number, to: number, sheets: Sheets): Clients {
  const tally = emptyTally();
  for (let index = from; index < to; index++) simulateClient(bank, index, sheets, tally);
  const taken = sheetNames.map((name) => {
    const { rows } = sheets[name];
    sheets[name].rows = 0;
    return [name, { bytes: sheets[name].take(), rows }] as const;
  });
  return { sheets: Object.fromEntries(taken) as unknown as Clients["sheets"], tally };
}
