import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import { CleanCopy } from "./cleanCopy.js";
import { headerLimit, readHeader } from "./csvHeader.js";
import { skipPlainRecords, type PlainRecords } from "./plainRecords.js";
import { markEvery, RecordMarks } from "./recordMarks.js";
import { followQuotedRecord, recordLimit, type LineProblem } from "./recordSplitter.js";

export interface RejectedLine {
  readonly line: number;
  readonly problem: LineProblem;
  /** The line as delivered, cut after 500 characters. */
  readonly text: string;
}

/** What is known of a raw file before DuckDB reads it; record counts and line numbers are ours, not DuckDB's. */
export interface ScannedFile {
  readonly path: string;
  readonly name: string;
  /** The file DuckDB is to read: the raw file itself, or a copy without the rejected lines. */
  readonly readPath: string;
  readonly bytes: number;
  readonly encoding: "utf-8" | "latin-1";
  readonly delimiter: string;
  readonly columns: readonly string[];
  readonly newline: "\n" | "\r\n";
  readonly isQuoted: boolean;
  /** Records that DuckDB must find in `readPath`. */
  readonly records: number;
  readonly rejected: readonly RejectedLine[];
  /** Where records begin in the raw file. */
  readonly marks: RecordMarks;
  /** True when `readPath` still holds ragged lines, which DuckDB is to pass over. */
  readonly isRagged: boolean;
}

const LF = 10;
const CR = 13;
const QUOTE = 34;
const chunkBytes = 1 << 20;
const excerpt = 500;

/**
 * What a file most likely is, by its header alone: UTF-8, with quotes and ragged lines perhaps.
 *
 * @throws BuildError empty_file or unreadable_file when there is no header line to go by
 */
export function guessFile(path: string): ScannedFile {
  const descriptor = openSync(path, "r");
  try {
    const head = Buffer.alloc(headerLimit);
    const { delimiter, columns, newline } = readHeader(
      path,
      head.subarray(0, readSync(descriptor, head, 0, headerLimit, 0)),
    );
    return {
      ...{ path, name: basename(path), readPath: path, delimiter, columns, newline },
      ...{ bytes: 0, encoding: "utf-8", isQuoted: true, isRagged: true },
      ...{ records: 0, rejected: [], marks: new RecordMarks() },
    };
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Reads a CSV file once, byte by byte: finds its encoding and separator, counts its records, and takes out the
 * lines that a CSV reader could misread (ragged, unclosed quote, NUL byte, over-long), each with its line number.
 *
 * @param copyPath where a copy without those lines, in UTF-8, is written if one is needed
 * @param leavesRagged true: lines that are only ragged ask for no copy, since DuckDB can be told to pass over them
 * @throws BuildError empty_file or unreadable_file when there is no header line to go by
 */
export function scanFile(path: string, copyPath: string, leavesRagged: boolean): ScannedFile {
  const descriptor = openSync(path, "r");
  try {
    const head = Buffer.alloc(headerLimit);
    const header = readHeader(path, head.subarray(0, readSync(descriptor, head, 0, headerLimit, 0)));
    const separator = header.delimiter.charCodeAt(0);
    const separatorsWanted = header.columns.length - 1;
    const isCrlf = header.newline === "\r\n";
    const copy = new CleanCopy(path, copyPath, leavesRagged);
    const marks = new RecordMarks();
    const rejected: RejectedLine[] = [];
    let records = 0;
    let lastShift = -1;
    let lastMarked = 0;
    /** Marks the next record where its line is not the next after the last mark's, or that one is far. */
    const mark = (offset: number): void => {
      const shift = line - records;
      if (shift === lastShift && records - lastMarked < markEvery) return;
      marks.add(records, line, offset);
      lastShift = shift;
      lastMarked = records;
    };
    let line = 2;
    let isQuoted = false;
    let isLatin1 = false;
    let fileOffset = header.bodyStart;
    // What is left of a chunk is less than a record, and is moved to the front.
    const memory = new ArrayBuffer(chunkBytes + 2 * recordLimit.bytes);
    const chunk = Buffer.from(memory);
    const words = new Int32Array(memory);
    let left = 0;
    const plain: PlainRecords = { records: 0, end: 0, marks: [] };
    const seen: [separators: number, quotes: number] = [0, 0];

    for (let isLast = false; !isLast;) {
      const got = readSync(descriptor, chunk, left, chunkBytes, fileOffset + left);
      const buffer = chunk.subarray(0, left + got);
      isLast = got < chunkBytes;
      let start = 0;
      // One validity test a chunk; only a chunk that fails it is looked at record by record. The last bytes may
      // be half a character, which makes the chunk fail: harmless, its records are then looked at one by one.
      const isClean = isUtf8(buffer) && !buffer.includes(0);

      while (start < buffer.length) {
        if (isClean) {
          skipPlainRecords(buffer, words, start, separator, separatorsWanted, isCrlf, plain);
          if (plain.records > 0) {
            mark(fileOffset + start);
            for (const [index, end] of plain.marks.entries()) {
              lastMarked = records + (index + 1) * markEvery;
              marks.add(lastMarked, line + (index + 1) * markEvery, fileOffset + end);
            }
            records += plain.records;
            line += plain.records;
            start = plain.end;
            continue;
          }
        }
        const i = scanLine(buffer, start, separator, seen);
        const separators = seen[0];
        const hasQuote = seen[1] > 0;
        const hasLineEnd = i < buffer.length;
        if (!hasLineEnd && !isLast && buffer.length - start <= recordLimit.bytes) break;
        let end = hasLineEnd ? i + 1 : buffer.length;
        let lines = 1;
        let problem: LineProblem | undefined;
        if (!hasLineEnd && !isLast) {
          // A line that outgrew the limit: skip to its end, which may lie chunks away.
          const skipped = skipToLineEnd(descriptor, fileOffset + buffer.length);
          rejected.push({
            line,
            problem: "oversized_line",
            text: buffer.toString("latin1", start, start + excerpt),
          });
          copy.leaveOut(fileOffset + start, skipped);
          line++;
          fileOffset = skipped - buffer.length;
          start = buffer.length;
          continue;
        }
        const contentEnd =
          end - (hasLineEnd ? 1 : 0) - (hasLineEnd && i > start && buffer[i - 1] === CR ? 1 : 0);
        if (contentEnd === start) {
          copy.leaveOut(fileOffset + start, fileOffset + end);
          line++;
          start = end;
          continue;
        }
        if (!hasQuote) {
          if (end - start > recordLimit.bytes) problem = "oversized_line";
          else if (separators !== separatorsWanted) problem = "ragged_line";
        } else {
          isQuoted = true;
          const followed = followQuotedRecord(buffer, start, separator, header.columns.length, isLast);
          if (followed.kind === "more") break;
          end = followed.end;
          if (followed.kind === "problem") problem = followed.problem;
          else lines = followed.lines;
        }
        const isRecordLatin1 = !isClean && !isUtf8(buffer.subarray(start, end));
        if (!isClean && buffer.subarray(start, end).includes(0)) problem = "nul_byte";
        if (problem !== undefined) {
          rejected.push({ line, problem, text: textOf(buffer.subarray(start, end), isRecordLatin1) });
          copy.leaveOut(fileOffset + start, fileOffset + end, problem === "ragged_line" && !hasQuote);
        } else {
          const hasOtherEnd = hasLineEnd && (buffer[end - 2] === CR) !== isCrlf;
          if (isRecordLatin1 || hasOtherEnd) {
            isLatin1 ||= isRecordLatin1;
            const text = buffer.toString(isRecordLatin1 ? "latin1" : "utf8", start, end);
            copy.replace(fileOffset + start, fileOffset + end, text.replace(/\r?\n$/, header.newline));
          }
          mark(fileOffset + start);
          records++;
        }
        line += lines;
        start = end;
      }
      left = buffer.copyWithin(0, start).length - start;
      fileOffset += start;
    }
    return {
      path,
      name: basename(path),
      ...copy.finish(fileOffset),
      bytes: fileOffset,
      encoding: isLatin1 ? "latin-1" : "utf-8",
      delimiter: header.delimiter,
      columns: header.columns,
      newline: header.newline,
      isQuoted,
      records,
      rejected,
      marks,
    };
  } finally {
    closeSync(descriptor);
  }
}

/** Index of the line feed that ends the line (or the buffer's length); counts separators and quotes on the way. */
function scanLine(buffer: Uint8Array, start: number, separator: number, seen: [number, number]): number {
  let separators = 0;
  let quotes = 0;
  let i = start;
  for (const n = buffer.length; i < n; i++) {
    const c = buffer[i];
    if (c === LF) break;
    if (c === separator) separators++;
    else if (c === QUOTE) quotes++;
  }
  seen[0] = separators;
  seen[1] = quotes;
  return i;
}

function textOf(record: Buffer, isLatin1: boolean): string {
  const cut = record.subarray(0, excerpt * 4).toString(isLatin1 ? "latin1" : "utf8");
  return cut.replace(/\r?\n$/, "").slice(0, excerpt);
}

/** Offset after the next line feed at or behind `from`, or the file's length. */
function skipToLineEnd(descriptor: number, from: number): number {
  const buffer = Buffer.allocUnsafe(1 << 20);
  for (let offset = from; ;) {
    const got = readSync(descriptor, buffer, 0, buffer.length, offset);
    if (got === 0) return offset;
    const lineFeed = buffer.subarray(0, got).indexOf(LF);
    if (lineFeed >= 0) return offset + lineFeed + 1;
    offset += got;
  }
}

/** Line number (from 1) of a record (from 0) of a scanned file. */
export function lineOf(file: ScannedFile, record: number): number {
  const mark = file.marks.before(record);
  return mark.line + record - mark.record;
}
