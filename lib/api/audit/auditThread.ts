/** A thread that chains and writes the lines of an audit log, so that scoring goes on meanwhile. */
import { parentPort, workerData } from "node:worker_threads";
import { AuditWriter } from "./auditWriter.js";
import type { AuditRecord } from "./chain.js";

/** Where the log is. */
export interface AuditPlace {
  readonly folder: string;
  /** Size from which a new file is begun. */
  readonly rotateBytes: number;
}

/** Records to add, or the end. */
export type AuditAsk = readonly AuditRecord[] | "close";

/** Lines that the log has now, or why it could not be opened or written. Nothing else is said before the first ask. */
export type AuditAnswer = { readonly lines: number } | { readonly error: string };

const port = parentPort!;
const answer = (message: AuditAnswer): void => port.postMessage(message);

/** Says what went wrong, where something does. */
function trying<Result>(work: () => Result): Result | null {
  try {
    return work();
  } catch (error) {
    answer({ error: (error as Error).message });
    return null;
  }
}

const { folder, rotateBytes } = workerData as AuditPlace;
const writer = trying(() => new AuditWriter(folder, rotateBytes));
if (writer !== null) {
  answer({ lines: writer.lines });
  port.on("message", (ask: AuditAsk) => {
    if (ask === "close") {
      void writer.close().then(() => port.close());
      return;
    }
    trying(() => {
      writer.append(ask);
      answer({ lines: writer.lines });
    });
  });
}
