/** Records between two marks, so that a record is found by following few lines. */
export const markEvery = 64;

/** Where some of a file's records begin: every 64th or so, and each that follows a line that is none. */
export class RecordMarks {
  readonly #records: number[] = [];
  readonly #lines: number[] = [];
  readonly #offsets: number[] = [];

  /**
   * Marks a record; ascending.
   *
   * @param record from 0
   * @param line of the file, from 1
   * @param offset in bytes
   */
  add(record: number, line: number, offset: number): void {
    this.#records.push(record);
    this.#lines.push(line);
    this.#offsets.push(offset);
  }

  /** The last mark at or before a record. Between a mark and the next, every record is one line on from the one before. */
  before(record: number): { readonly record: number; readonly line: number; readonly offset: number } {
    let low = 0;
    let high = this.#records.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#records[middle] ?? 0) <= record) low = middle;
      else high = middle - 1;
    }
    return {
      record: this.#records[low] ?? 0,
      line: this.#lines[low] ?? 2,
      offset: this.#offsets[low] ?? 0,
    };
  }
}
