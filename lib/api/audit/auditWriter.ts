import { closeSync, fdatasync, ftruncateSync, openSync, renameSync, writeSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { currentFile, dropTornLine, lastHead, readHead, rotatedFile, writeHead } from "./auditFiles.js";
import { chainLines, type AuditRecord, type Head } from "./chain.js";
import { lockFolder } from "./folderLock.js";

const saveMilliseconds = 1000;

const makeSafe = promisify(fdatasync);

/** A letter has at most so many bytes, for each unit that its text is long. */
const mostBytes = 3;

/**
 * Writes the files of an audit log, in which the hash of each line rests on the one before. Once a second what was written
 * is made safe against a power failure, and where the chain stands is written down beside it.
 */
export class AuditWriter {
  #fd: number;
  /** Bytes that are whole lines. */
  #bytes: number;
  /** Where the chain stands in the file. */
  #head: Head;
  #savedLine = -1;
  #saving: Promise<void> | null = null;
  /** Files that were full before they were made safe. */
  readonly #full: number[] = [];
  readonly #folderFd: number;
  /** What is written, as bytes: one for all, since fresh memory each time costs a tenth of the whole. */
  #content = Buffer.allocUnsafeSlow(1 << 16);
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
      this.#folderFd = openSync(folder, "r");
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
    this.#timer = setInterval(() => void this.#save(), saveMilliseconds).unref();
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
    if (this.#content.length < mostBytes * text.length)
      this.#content = Buffer.allocUnsafeSlow(2 * mostBytes * text.length);
    const bytes = this.#content.write(text);
    try {
      for (let done = 0; done < bytes;) done += writeSync(this.#fd, this.#content, done, bytes - done);
    } catch (error) {
      this.#isTorn = true;
      this.#cutBack();
      throw error;
    }
    this.#bytes += bytes;
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
      this.#full.push(this.#fd);
      this.#fd = fd;
      this.#bytes = 0;
    } catch {
      renameSync(full, path);
    }
  }

  /** Makes safe what is in the files, unless that is under way already. */
  #save(): Promise<void> {
    this.#saving ??= this.#saveAll().finally(() => (this.#saving = null));
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    const head = this.#head;
    if (this.#savedLine === head.line) return;
    const full = this.#full.length;
    try {
      // The folder knows the files by name.
      await Promise.all([...this.#full, this.#fd, this.#folderFd].map((fd) => makeSafe(fd)));
    } catch {
      // The head does not say what is not safe; the next turn tries again.
      return;
    }
    for (const fd of this.#full.splice(0, full)) closeSync(fd);
    this.#saveHead(head);
  }

  #saveHead(head: Head): void {
    try {
      writeHead(this.folder, head);
      this.#savedLine = head.line;
    } catch {
      // It only says more about a cut end; scoring stops when lines themselves cannot be written.
    }
  }

  /** Makes safe what is in the files, and closes them. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#saving;
    await this.#save();
    for (const fd of [...this.#full, this.#fd, this.#folderFd]) closeSync(fd);
    this.#lock.release();
  }
}
