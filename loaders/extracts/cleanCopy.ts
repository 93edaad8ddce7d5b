import { closeSync, openSync, readSync, rmSync, writeSync } from "node:fs";

/** Ragged lines of which a file may hold this many before a copy without them is made after all. */
const mostRagged = 10_000;

/**
 * A copy of a file with some spans left out or replaced, begun only when the first such span is met.
 * Spans come in order and do not overlap; what lies between them is copied as it is.
 */
export class CleanCopy {
  #descriptor: number | undefined;
  #copiedTo = 0;
  #left: (readonly [start: number, end: number])[] = [];

  /** @param leavesRagged true: ragged lines alone do not make a copy */
  constructor(
    private readonly from: string,
    private readonly to: string,
    private readonly leavesRagged: boolean,
  ) {}

  leaveOut(start: number, end: number, isRagged = false): void {
    if (isRagged && this.leavesRagged && this.#descriptor === undefined && this.#left.length < mostRagged) {
      this.#left.push([start, end]);
    } else this.replace(start, end, "");
  }

  replace(start: number, end: number, by: string): void {
    this.#descriptor ??= openSync(this.to, "w");
    const left = this.#left;
    this.#left = [];
    for (const [from, to] of left) this.replace(from, to, "");
    this.#copyUntil(start);
    if (by.length > 0) writeSync(this.#descriptor, by, null, "utf8");
    this.#copiedTo = end;
  }

  /** Copies the rest; says which is to be read: the copy, or the file itself when nothing had to change. */
  finish(length: number): { readPath: string; isRagged: boolean } {
    if (this.#descriptor === undefined) {
      rmSync(this.to, { force: true });
      return { readPath: this.from, isRagged: this.#left.length > 0 };
    }
    this.#copyUntil(length);
    closeSync(this.#descriptor);
    return { readPath: this.to, isRagged: false };
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
