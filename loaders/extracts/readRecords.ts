import { closeSync, openSync, readSync } from "node:fs";
import { headerLimit, readHeader } from "./csvHeader.js";
import { followQuotedRecord } from "./recordSplitter.js";
import type { ScannedFile } from "./scanFile.js";

const LF = 10;
const QUOTE = 34;
const chunkBytes = 1 << 24;

/**
 * The text of some records of a scanned file, as delivered.
 *
 * @param wanted record numbers from 0, ascending
 * @returns one text per wanted record, without its line end
 */
export function readRecords(file: ScannedFile, wanted: readonly number[]): string[] {
  const texts: string[] = [];
  if (wanted.length === 0) return texts;
  const descriptor = openSync(file.readPath, "r");
  try {
    const head = Buffer.alloc(headerLimit);
    let offset = readHeader(
      file.path,
      head.subarray(0, readSync(descriptor, head, 0, headerLimit, 0)),
    ).bodyStart;
    const separator = file.delimiter.charCodeAt(0);
    const chunk = Buffer.allocUnsafe(chunkBytes);
    let record = 0;
    for (let isLast = false; !isLast && texts.length < wanted.length;) {
      const got = readSync(descriptor, chunk, 0, chunkBytes, offset);
      isLast = got < chunkBytes;
      const buffer = chunk.subarray(0, got);
      let start = 0;
      let quote = file.isQuoted ? buffer.indexOf(QUOTE) : -1;
      while (start < got && texts.length < wanted.length) {
        if (quote >= 0 && quote < start) quote = buffer.indexOf(QUOTE, start);
        const lineFeed = buffer.indexOf(LF, start);
        const isPlain = quote < 0 || (lineFeed >= 0 && lineFeed < quote);
        const end = isPlain
          ? lineFeed < 0
            ? restEnd(buffer, isLast)
            : lineFeed + 1
          : quotedEnd(buffer, start, file, separator, isLast);
        if (end < 0) break;
        if (record === wanted[texts.length]) {
          texts.push(buffer.toString("utf8", start, end).replace(/\r?\n$/, ""));
        }
        record++;
        start = end;
      }
      offset += start;
    }
    return texts;
  } finally {
    closeSync(descriptor);
  }
}

const restEnd = (buffer: Buffer, isLast: boolean): number => (isLast ? buffer.length : -1);

/** Offset after the record that begins at `start`, or -1 when the buffer ends before it does. */
function quotedEnd(
  buffer: Buffer,
  start: number,
  file: ScannedFile,
  separator: number,
  isLast: boolean,
): number {
  const followed = followQuotedRecord(buffer, start, separator, file.columns.length, isLast);
  return followed.kind === "more" ? -1 : followed.end;
}
