import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";

/**
 * A copy of a file with some spans left out or replaced, begun only when the first such span is met.
 * Spans come in order and do not overlap; what lies between them is copied as it is.
 */
export class CleanCopy {
  #descriptor: number | undefined;
  #copiedTo = 0;
  #differs = false;

  constructor(
    private readonly from: string,
    private readonly to: string,
  ) {}

  leaveOut(start: number, end: number): void {
    this.replace(start, end, "");
  }

  replace(start: number, end: number, by: string): void {
    this.#differs = true;
    this.#descriptor ??= openSync(this.to, "w");
    this.#copyUntil(start);
    if (by.length > 0) writeSync(this.#descriptor, by, null, "utf8");
    this.#copiedTo = end;
  }

  /** Copies the rest; returns the path to read: the copy, or the file itself when nothing had to change. */
  finish(length: number): string {
    if (!this.#differs || this.#descriptor === undefined) {
      rmSync(this.to, { force: true });
      return this.from;
    }
    this.#copyUntil(length);
    closeSync(this.#descriptor);
    return this.to;
  }

  #copyUntil(end: number): void {
    if (end <= this.#copiedTo || this.#descriptor === undefined) return;
    const source = openSync(this.from, "r");
    const buffer = Buffer.allocUnsafe(Math.min(1 << 22, end - this.#copiedTo));
    while (this.#copiedTo < end) {
      const got = readSync(source, buffer, 0, Math.min(buffer.length, end - this.#copiedTo), this.#copiedTo);
      if (got === 0) break;
      writeSync(this.#descriptor, buffer, 0, got);
      this.#copiedTo += got;
    }
    closeSync(source);
  }
}
