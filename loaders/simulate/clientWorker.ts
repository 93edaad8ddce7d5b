/** Worker thread: simulates the clients it is asked for, one range after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { bankOf, type BankOptions } from "../../lib/simulate/bank.js";
import { emptySheets } from "../../lib/simulate/sheets.js";
import { simulateClients } from "../../lib/simulate/simulateClients.js";
import type { ClientRange } from "./clientRanges.js";

const bank = bankOf(workerData as BankOptions);
const sheets = emptySheets();

parentPort?.on("message", ({ from, to }: ClientRange) => {
  const clients = simulateClients(bank, from, to, sheets);
  parentPort?.postMessage(
    clients,
    Object.values(clients.sheets).map(({ bytes }) => bytes.buffer),
  );
});
