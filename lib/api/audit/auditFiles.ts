import {
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  closeSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { chainStart, type Head } from "./chain.js";

/** The file that is written to, in the folder of a log. */
export const currentFile = "audit.jsonl";

/** What a file that is full is called, by the number of its last line. */
export const rotatedFile = (lastLine: number): string => `audit-${String(lastLine).padStart(12, "0")}.jsonl`;

const headFile = "head.json";

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

/**
 * Where the chain stood when that was last written down, beside the log: by it a cut end is found.
 *
 * @returns null if that was never done
 */
export function readHead(folder: string): Head | null {
  const path = join(folder, headFile);
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Head) : null;
}

/** Writes down where the chain stands. */
export function writeHead(folder: string, head: Head): void {
  const path = join(folder, headFile);
  writeFileSync(`${path}.tmp`, JSON.stringify(head), { mode: 0o600 });
  renameSync(`${path}.tmp`, path);
}

const pieceBytes = 1 << 16;

/**
 * Takes away what stands after a file's last whole line: it was being written when a crash came, and nobody had an
 * answer that rests on it.
 *
 * @returns bytes left
 */
export function dropTornLine(fd: number): number {
  const { size } = fstatSync(fd);
  const whole = endOfLastLine(fd, size);
  if (whole < size) ftruncateSync(fd, whole);
  return whole;
}

/** Where the last line that has an end ends, at or before `before`; 0 if there is none. */
function endOfLastLine(fd: number, before: number): number {
  const piece = Buffer.alloc(pieceBytes);
  for (let end = before; end > 0;) {
    const from = Math.max(0, end - piece.length);
    readSync(fd, piece, 0, end - from, from);
    const at = piece.lastIndexOf(10, end - from - 1);
    if (at >= 0) return from + at + 1;
    end = from;
  }
  return 0;
}

/** Where the last line of a log leaves the chain, read from its end. */
export function lastHead(folder: string): Head {
  for (const file of auditFiles(folder).reverse()) {
    const fd = openSync(file, "r");
    try {
      const end = endOfLastLine(fd, fstatSync(fd).size);
      if (end === 0) continue;
      const start = endOfLastLine(fd, end - 1);
      const line = Buffer.alloc(end - start);
      readSync(fd, line, 0, line.length, start);
      const { line: number, hash } = JSON.parse(line.toString("utf8")) as Head;
      return { line: number, hash };
    } finally {
      closeSync(fd);
    }
  }
  return chainStart;
}
