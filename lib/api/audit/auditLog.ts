import { closeSync, fdatasync, ftruncateSync, openSync, renameSync, write } from "node:fs";
import { join } from "node:path";
import { Problem } from "../problems.js";
import { currentFile, dropTornLine, lastHead, readHead, rotatedFile, writeHead } from "./auditFiles.js";
import { chainLines, type AuditEntry, type Head } from "./chain.js";
import { lockFolder } from "./folderLock.js";

const saveMilliseconds = 1000;

/** Somebody who waits for entries to be in the file. */
interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * An append-only log whose lines each carry the hash of the one before. What happens in one turn of the event loop is
 * written together, and nobody gets an answer before its line is in the file. Once a second the file is made safe
 * against a power failure, and where the chain stands is written down beside it.
 */
export class AuditLog {
  #fd: number;
  /** Bytes that are whole lines. */
  #bytes: number;
  /** Where the chain stands with everything that was asked for. */
  #head: Head;
  /** Where it stands in the file. */
  #written: Head;
  #savedLine = -1;
  #pending: Buffer[] = [];
  #waiting: Waiting[] = [];
  #isWriting = false;
  #isTorn = false;
  #isClosed = false;
  readonly #timer: NodeJS.Timeout;
  readonly #lock: { release: () => void };

  /**
   * @param folder where the log is; a line that a crash cut off is taken away
   * @param rotateBytes size from which a new file is begun
   * @throws Error if another process writes there, or if lines are missing at the end
   */
  constructor(
    readonly folder: string,
    readonly rotateBytes = 64 * 1024 * 1024,
  ) {
    this.#lock = lockFolder(folder);
    try {
      this.#fd = openSync(join(folder, currentFile), "a+", 0o600);
      this.#bytes = dropTornLine(this.#fd);
      this.#head = this.#written = lastHead(folder);
      const known = readHead(folder)?.line ?? 0;
      if (known > this.#head.line)
        throw new Error(
          `${folder}: ${known - this.#head.line} lines are missing at the end. To begin a new log, move the folder away.`,
        );
    } catch (error) {
      this.#lock.release();
      throw error;
    }
    this.#timer = setInterval(() => this.#save(), saveMilliseconds).unref();
  }

  /** Lines in the log, rotated files included. */
  get lines(): number {
    return this.#written.line;
  }

  /**
   * Adds entries to the chain.
   *
   * @returns when they are in the file
   * @throws Problem audit_unwritable; the chain then goes on where it was
   */
  append(entries: readonly AuditEntry[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(new Problem("audit_unwritable"));
    const { text, head } = chainLines(this.#head, entries);
    this.#head = head;
    this.#pending.push(Buffer.from(text));
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (this.#isWriting) return;
      this.#isWriting = true;
      // After the requests that are already here, so that they share one write.
      setImmediate(() => this.#flush());
    });
  }

  #flush(): void {
    if (this.#isTorn && !this.#cutBack()) {
      this.#fail([]);
      this.#isWriting = false;
      return;
    }
    const content = Buffer.concat(this.#pending);
    const waiting = this.#waiting;
    const head = this.#head;
    this.#pending = [];
    this.#waiting = [];
    const writeFrom = (offset: number): void => {
      write(this.#fd, content, offset, content.length - offset, null, (error, written) => {
        if (!error && offset + written < content.length) {
          writeFrom(offset + written);
          return;
        }
        if (error) this.#fail(waiting);
        else this.#succeed(waiting, content.length, head);
        if (this.#pending.length > 0) this.#flush();
        else this.#isWriting = false;
      });
    };
    writeFrom(0);
  }

  #succeed(waiting: readonly Waiting[], bytes: number, head: Head): void {
    this.#bytes += bytes;
    this.#written = head;
    for (const { resolve } of waiting) resolve();
    if (this.#bytes >= this.rotateBytes) this.#rotate();
  }

  /** What could not be written never was, nor what came after it: the chain goes back to the end of the file. */
  #fail(waiting: readonly Waiting[]): void {
    const problem = new Problem("audit_unwritable");
    for (const { reject } of [...waiting, ...this.#waiting]) reject(problem);
    this.#pending = [];
    this.#waiting = [];
    this.#head = this.#written;
    this.#cutBack();
  }

  /** Takes a half-written line away; nothing is written after one. */
  #cutBack(): boolean {
    try {
      ftruncateSync(this.#fd, this.#bytes);
      this.#isTorn = false;
    } catch {
      this.#isTorn = true;
    }
    return !this.#isTorn;
  }

  /** Begins a new file; where that cannot be done, the old one grows on. */
  #rotate(): void {
    const path = join(this.folder, currentFile);
    const full = join(this.folder, rotatedFile(this.#written.line));
    try {
      renameSync(path, full);
    } catch {
      return;
    }
    try {
      const fd = openSync(path, "a+", 0o600);
      closeSync(this.#fd);
      this.#fd = fd;
      this.#bytes = 0;
    } catch {
      renameSync(full, path);
    }
  }

  #save(): void {
    const head = this.#written;
    if (this.#savedLine === head.line) return;
    fdatasync(this.#fd, (error) => {
      if (error || this.#isClosed) return;
      this.#saveHead(head);
    });
  }

  #saveHead(head: Head): void {
    try {
      writeHead(this.folder, head);
      this.#savedLine = head.line;
    } catch {
      // It only says more about a cut end; scoring stops when lines themselves cannot be written.
    }
  }

  /** Waits for what is being written, and closes the file. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    clearInterval(this.#timer);
    while (this.#isWriting) await this.append([]).catch(() => undefined);
    this.#isClosed = true;
    this.#saveHead(this.#written);
    closeSync(this.#fd);
    this.#lock.release();
  }
}
