import { closeSync, fdatasync, ftruncateSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { currentFile, dropTornLine, lastHead, readHead, rotatedFile, writeHead } from "./auditFiles.js";
import { chainLines, type AuditRecord, type Head } from "./chain.js";
import { lockFolder } from "./folderLock.js";

const saveMilliseconds = 1000;

/**
 * Writes the files of an audit log, in which each line carries the hash of the one before. Once a second the file is made
 * safe against a power failure, and where the chain stands is written down beside it.
 */
export class AuditWriter {
  #fd: number;
  /** Bytes that are whole lines. */
  #bytes: number;
  /** Where the chain stands in the file. */
  #head: Head;
  #savedLine = -1;
  #isTorn = false;
  readonly #timer: NodeJS.Timeout;
  readonly #lock: { release: () => void };

  /**
   * @param folder where the log is; a line that a crash cut off is taken away
   * @param rotateBytes size from which a new file is begun
   * @throws Error if another process writes there, or if lines are missing at the end
   */
  constructor(
    readonly folder: string,
    readonly rotateBytes: number,
  ) {
    this.#lock = lockFolder(folder);
    try {
      this.#fd = openSync(join(folder, currentFile), "a+", 0o600);
      this.#bytes = dropTornLine(this.#fd);
      this.#head = lastHead(folder);
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
    return this.#head.line;
  }

  /**
   * Adds to the chain, and to the file.
   *
   * @throws Error if that cannot be; nothing of it is then in the log, and the chain goes on where it was
   */
  append(records: readonly AuditRecord[]): void {
    if (this.#isTorn) this.#cutBack();
    const { text, head } = chainLines(this.#head, records);
    const content = Buffer.from(text);
    try {
      for (let done = 0; done < content.length;) done += writeSync(this.#fd, content, done);
    } catch (error) {
      this.#isTorn = true;
      this.#cutBack();
      throw error;
    }
    this.#bytes += content.length;
    this.#head = head;
    if (this.#bytes >= this.rotateBytes) this.#rotate();
  }

  /** Takes a half-written line away; nothing is written after one. */
  #cutBack(): void {
    ftruncateSync(this.#fd, this.#bytes);
    this.#isTorn = false;
  }

  /** Begins a new file; where that cannot be done, the old one grows on. */
  #rotate(): void {
    const path = join(this.folder, currentFile);
    const full = join(this.folder, rotatedFile(this.#head.line));
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
    const head = this.#head;
    if (this.#savedLine === head.line) return;
    fdatasync(this.#fd, (error) => {
      if (!error) this.#saveHead(head);
    });
  }

  #saveHead(head: Head): void {
    if (head.line < this.#savedLine) return;
    try {
      writeHead(this.folder, head);
      this.#savedLine = head.line;
    } catch {
      // It only says more about a cut end; scoring stops when lines themselves cannot be written.
    }
  }

  /** Closes the file. */
  close(): void {
    clearInterval(this.#timer);
    this.#saveHead(this.#head);
    closeSync(this.#fd);
    this.#lock.release();
  }
}
