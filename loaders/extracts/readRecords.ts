import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { followQuotedRecord, recordLimit } from "./recordSplitter.js";
import type { ScannedFile } from "./scanFile.js";

const LF = 10;
const QUOTE = 34;
/** Enough for some hundred records; a longer one is read again. */
const usualBytes = 1 << 16;

/**
 * The text of some records of a scanned file, as delivered.
 *
 * @param wanted record numbers from 0, ascending
 * @returns one text per wanted record, without its line end
 */
export function readRecords(file: ScannedFile, wanted: readonly number[]): string[] {
  if (wanted.length === 0) return [];
  const descriptor = openSync(file.path, "r");
  try {
    const window = Buffer.allocUnsafe(2 * recordLimit.bytes);
    let buffer = window.subarray(0, 0);
    let bufferStart = 0;
    let record = 0;
    let offset = -1;
    const read = (bytes: number): void => {
      buffer = window.subarray(0, readSync(descriptor, window, 0, bytes, offset));
      bufferStart = offset;
    };
    /** Offset after the record that begins at `offset`, or -1 when the buffer ends before it does. */
    const endInBuffer = (): number => {
      const start = offset - bufferStart;
      if (start < 0 || start >= buffer.length) return -1;
      const isLast = bufferStart + buffer.length >= file.bytes;
      const lineFeed = buffer.indexOf(LF, start);
      if (lineFeed < 0 && !isLast) return -1;
      const lineEnd = lineFeed < 0 ? buffer.length : lineFeed + 1;
      if (!file.isQuoted || !buffer.subarray(start, lineEnd).includes(QUOTE)) return bufferStart + lineEnd;
      const separator = file.delimiter.charCodeAt(0);
      const followed = followQuotedRecord(buffer, start, separator, file.columns.length, isLast);
      return followed.kind === "more" ? -1 : bufferStart + followed.end;
    };
    const recordEnd = (): number => {
      for (const bytes of [usualBytes, window.length]) {
        const end = endInBuffer();
        if (end >= 0) return end;
        read(bytes);
      }
      return endInBuffer();
    };
    return wanted.map((next) => {
      const mark = file.marks.before(next);
      if (mark.offset > offset) ({ record, offset } = mark);
      for (; record < next; record++) offset = recordEnd();
      const end = recordEnd();
      const bytes = buffer.subarray(offset - bufferStart, end - bufferStart);
      record++;
      offset = end;
      return bytes.toString(isUtf8(bytes) ? "utf8" : "latin1").replace(/\r?\n$/, "");
    });
  } finally {
    closeSync(descriptor);
  }
}
