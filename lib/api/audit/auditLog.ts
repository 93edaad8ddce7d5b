import { once } from "node:events";
import { join } from "node:path";
import type { Worker } from "node:worker_threads";
import { startThread, threadCode } from "../../threads/thread.js";
import { Problem } from "../problems.js";
import type { AuditAnswer, AuditAsk, AuditPlace } from "./auditThread.js";
import type { AuditRecord } from "./chain.js";

/** Characters of records that are worth a message of their own. */
const worthAsking = 8192;

/** Somebody who waits for a record to be in the file. */
interface Waiting {
  readonly record: AuditRecord;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * An append-only log in which the hash of each line rests on the one before, written by a thread of its own. What happens
 * while it writes is written together, and nobody gets an answer before its lines are in the file.
 */
export class AuditLog {
  #lines: number;
  /** Not asked for yet. */
  #pending: Waiting[] = [];
  #pendingLength = 0;
  /** Asked for, each time what was then pending. */
  readonly #asked: (readonly Waiting[])[] = [];
  #isClosed = false;

  readonly #thread: Worker;

  private constructor(thread: Worker, lines: number) {
    this.#thread = thread;
    this.#lines = lines;
    thread.on("message", (answer: AuditAnswer) => this.#hear(answer));
    // A process that has nothing else to do may end.
    thread.unref();
  }

  /**
   * Opens a log, or begins one.
   *
   * @param folder where the log is; a line that a crash cut off is taken away
   * @param rotateBytes size from which a new file is begun
   * @throws Error if another process writes there, or if lines are missing at the end
   */
  static async open(folder: string, rotateBytes = 64 * 1024 * 1024): Promise<AuditLog> {
    const place: AuditPlace = { folder, rotateBytes };
    const thread = startThread(await threadCode(join(import.meta.dirname, "auditThread.ts")), place);
    const [answer] = (await once(thread, "message")) as [AuditAnswer];
    if ("error" in answer) throw new Error(answer.error);
    return new AuditLog(thread, answer.lines);
  }

  /** Lines in the log, rotated files included. */
  get lines(): number {
    return this.#lines;
  }

  /**
   * Adds what a request decided.
   *
   * @returns when it is in the file
   * @throws Problem audit_unwritable; nothing of it is then in the log
   */
  append(record: AuditRecord): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Problem("audit_unwritable"));
    return new Promise((resolve, reject) => {
      this.#pending.push({ record, resolve, reject });
      this.#pendingLength += record.decisions.length;
      if (this.#pendingLength >= worthAsking) this.#ask();
      // After the requests that are already here, so that they share one write.
      else if (this.#pending.length === 1 && this.#asked.length === 0) setImmediate(() => this.#ask());
    });
  }

  #ask(): void {
    if (this.#pending.length === 0) return;
    const asked = this.#pending;
    this.#pending = [];
    this.#pendingLength = 0;
    this.#asked.push(asked);
    this.#send(asked.map(({ record }) => record));
  }

  #send(ask: AuditAsk): void {
    this.#thread.postMessage(ask);
  }

  #hear(answer: AuditAnswer): void {
    const asked = this.#asked.shift() ?? [];
    if ("lines" in answer) {
      this.#lines = answer.lines;
      for (const { resolve } of asked) resolve();
    } else for (const { reject } of asked) reject(new Problem("audit_unwritable"));
    this.#ask();
  }

  /** Waits for what is being written, and closes the files. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#ask();
    this.#thread.ref();
    const gone = once(this.#thread, "exit");
    this.#send("close");
    await gone;
  }
}
