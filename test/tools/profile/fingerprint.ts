import { createHash } from "node:crypto";
import { bankOf } from "../../../lib/simulate/bank.js";
import { emptySheets, sheetNames } from "../../../lib/simulate/sheets.js";
import { simulateClients } from "../../../lib/simulate/simulateClients.js";

/** Enough clients and months for every part of the simulator to have its say, and few enough for a check. */
const sample = { clients: 200, months: 14, seed: 1, firstMonth: "2023-07" } as const;

/** A short digest of a small bank's bytes, extracts and truth: another one means that the simulator is another. */
export function simulatorFingerprint(): string {
  const { sheets } = simulateClients(bankOf(sample), 0, sample.clients, emptySheets());
  const hash = createHash("sha256");
  for (const name of sheetNames) hash.update(name).update(sheets[name].bytes);
  return hash.digest("hex").slice(0, 16);
}
