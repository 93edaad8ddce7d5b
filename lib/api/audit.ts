import { hash } from "node:crypto";
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  readSync,
  write,
  writeFileSync,
  renameSync,
  mkdirSync,
  readdirSync,
} from "node:fs";
import { join } from "node:path";
import { Problem } from "./problems.js";

/** One decision, before it is chained. */
export interface AuditEntry {
  readonly time: string;
  readonly request: string;
  readonly token: string;
  readonly model: string;
  readonly version: string;
  /** What was asked about: an id as it was sent, or "attributes". */
  readonly subject: string;
  /** SHA-256 of the attributes that were scored, hexadecimal. */
  readonly inputs: string;
  readonly score: number;
  /** Features, the strongest first. */
  readonly reasons: readonly string[];
}

/** Where the chain stands: the number and the hash of the last line. */
interface Head {
  readonly line: number;
  readonly hash: string;
}

export const currentFile = "audit.jsonl";
const headFile = "head.json";
const start: Head = { line: 0, hash: "0".repeat(64) };

const sha256 = (content: string): string => hash("sha256", content, "hex");

/** Files of a log in the order they were written: rotated ones, then the current one. */
export function auditFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder)
    .filter((file) => /^audit-\d{12}\.jsonl$/.test(file))
    .sort();
  return [...files, ...(existsSync(join(folder, currentFile)) ? [currentFile] : [])].map((file) =>
    join(folder, file),
  );
}

const readHead = (folder: string): Head | null => {
  const path = join(folder, headFile);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Head) : null;
};

/**
 * An append-only log whose lines each carry the hash of the one before. What happens in one turn of the event loop is
 * written together, and nobody gets an answer before its line is in the file.
 */
export class AuditLog {
  #fd: number;
  #bytes: number;
  #head: Head;
  #savedLine = -1;
  #pending: string[] = [];
  #waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  #isWriting = false;
  #isClosed = false;
  #timer: NodeJS.Timeout;

  /**
   * @param folder where the log is; a line that a crash cut off is taken away, since nobody was answered for it
   * @param rotateBytes size from which a new file is begun
   */
  constructor(
    readonly folder: string,
    readonly rotateBytes = 64 * 1024 * 1024,
  ) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const path = join(folder, currentFile);
    this.#fd = openSync(path, "a+", 0o600);
    this.#bytes = dropTorn(this.#fd);
    this.#head = lastOf(auditFiles(folder)) ?? start;
    this.#timer = setInterval(() => this.#saveHead(), 1000).unref();
  }

  /**
   * Adds entries to the chain.
   *
   * @returns when they are in the file
   * @throws Problem audit_unwritable; the chain then goes on where it was
   */
  append(entries: readonly AuditEntry[]): Promise<void> {
    let { line, hash: previous } = this.#head;
    let text = "";
    for (const entry of entries) {
      line += 1;
      const body = `{"line":${line},${JSON.stringify(entry).slice(1, -1)},"previous":"${previous}"`;
      previous = sha256(body);
      text += `${body},"hash":"${previous}"}\n`;
    }
    this.#head = { line, hash: previous };
    this.#pending.push(text);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      if (!this.#isWriting) {
        this.#isWriting = true;
        // After the requests that are already here, so that they share one write.
        setImmediate(() => this.#flush());
      }
    });
  }

  #flush(): void {
    const content = Buffer.from(this.#pending.join(""));
    const waiting = this.#waiting;
    const head = this.#head;
    this.#pending = [];
    this.#waiting = [];
    const next = (): void => {
      if (this.#pending.length > 0) this.#flush();
      else this.#isWriting = false;
    };
    const writeFrom = (offset: number): void => {
      write(this.#fd, content, offset, content.length - offset, null, (error, written) => {
        if (error) this.#fail(waiting);
        else if (offset + written < content.length) {
          writeFrom(offset + written);
          return;
        } else {
          this.#bytes += content.length;
          for (const { resolve } of waiting) resolve();
          if (this.#bytes >= this.rotateBytes) this.#rotate(head);
        }
        next();
      });
    };
    writeFrom(0);
  }

  /** What could not be written never was: the file is cut back to the last whole write, and the chain to its end. */
  #fail(waiting: readonly { reject: (error: Error) => void }[]): void {
    const problem = new Problem("audit_unwritable");
    for (const { reject } of [...waiting, ...this.#waiting]) reject(problem);
    this.#pending = [];
    this.#waiting = [];
    try {
      ftruncateSync(this.#fd, this.#bytes);
    } catch {
      // The next start takes the torn line away.
    }
    this.#head = lastOf(auditFiles(this.folder)) ?? start;
  }

  #rotate({ line }: Head): void {
    closeSync(this.#fd);
    const path = join(this.folder, currentFile);
    renameSync(path, join(this.folder, `audit-${String(line).padStart(12, "0")}.jsonl`));
    this.#fd = openSync(path, "a+", 0o600);
    this.#bytes = 0;
    this.#saveHead();
  }

  #saveHead(): void {
    if (this.#isWriting || this.#savedLine === this.#head.line) return;
    try {
      const path = join(this.folder, headFile);
      writeFileSync(`${path}.tmp`, JSON.stringify(this.#head), { mode: 0o600 });
      renameSync(`${path}.tmp`, path);
      this.#savedLine = this.#head.line;
    } catch {
      // It only says more about a cut end; scoring stops when lines themselves cannot be written.
    }
  }

  /** Waits for what is being written, and closes the file. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    clearInterval(this.#timer);
    if (this.#isWriting) await this.append([]);
    this.#saveHead();
    closeSync(this.#fd);
  }
}

/** Takes away what stands after the last line's end; returns the size left. */
function dropTorn(fd: number): number {
  const { size } = fstatSync(fd);
  const piece = Buffer.alloc(1 << 16);
  for (let end = size; end > 0;) {
    const from = Math.max(0, end - piece.length);
    readSync(fd, piece, 0, end - from, from);
    const at = piece.lastIndexOf(10, end - from - 1);
    if (at >= 0) {
      if (from + at + 1 < size) ftruncateSync(fd, from + at + 1);
      return from + at + 1;
    }
    end = from;
  }
  if (size > 0) ftruncateSync(fd, 0);
  return 0;
}

/** Where the last written line of a log leaves the chain. */
function lastOf(files: readonly string[]): Head | null {
  for (const file of [...files].reverse()) {
    const line = readFileSync(file, "utf8").trimEnd().split("\n").at(-1);
    if (!line) continue;
    const { line: number, hash: digest } = JSON.parse(line) as { line: number; hash: string };
    return { line: number, hash: digest };
  }
  return null;
}

export interface AuditVerdict {
  readonly lines: number;
  readonly files: number;
  /** The first thing that is wrong, with file and line; null if the chain holds. */
  readonly problem: string | null;
}

/** Reads a log from its first line and says whether anything was changed or is missing. */
export function verifyAudit(folder: string): AuditVerdict {
  let { line, hash: previous } = start;
  const files = auditFiles(folder);
  for (const file of files) {
    const content = readFileSync(file, "utf8");
    const lines = content.split("\n");
    if (lines.pop() !== "")
      return { lines: line, files: files.length, problem: `${file}, line ${lines.length + 1}: cut off` };
    for (const [index, each] of lines.entries()) {
      const problem = problemOf(each, line + 1, previous);
      if (problem !== null)
        return { lines: line, files: files.length, problem: `${file}, line ${index + 1}: ${problem}` };
      line += 1;
      previous = each.slice(-66, -2);
    }
  }
  const head = readHead(folder);
  if (head !== null && head.line > line) {
    return { lines: line, files: files.length, problem: `${head.line - line} lines are missing at the end` };
  }
  return { lines: line, files: files.length, problem: null };
}

function problemOf(text: string, expected: number, previous: string): string | null {
  const parts = /^(\{"line":(\d+),.*,"previous":"([0-9a-f]{64})"),"hash":"([0-9a-f]{64})"\}$/.exec(text);
  if (!parts) return "not a line of this log";
  const [, body = "", number, before, digest] = parts;
  if (Number(number) !== expected) return `line ${expected} was expected, line ${number} is here`;
  if (before !== previous) return "the line before it is missing or was changed";
  if (sha256(body) !== digest) return "it was changed";
  return null;
}
