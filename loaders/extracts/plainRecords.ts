import { markEvery } from "./recordMarks.js";
import { recordLimit } from "./recordSplitter.js";

const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What was found of records that need no second look; handed in, to be filled again for each run of them. */
export interface PlainRecords {
  records: number;
  /** Index after the last of them. */
  end: number;
  /** Where every 64th ends. */
  marks: number[];
}

/** A byte in each of the four places of a word. */
const inWord = (byte: number): number => Math.imul(byte, 0x01010101);

/**
 * Runs over the records that need no second look: no quote, the right number of separators, the file's own line end.
 *
 * This loop sees nearly every byte of a bank's files, so it takes eight of them at a time, as two words: a word XOR the
 * byte that is looked for in each of its places is zero where it is found. Words without line feed and quote, which are
 * most, only have their separators counted. Two words also make it too long for V8 to inline: inlined, it takes three
 * times as long.
 *
 * @param words the same memory as `buffer`, which begins where the first word does; what does not fill one is left out
 * @see Warren, Hacker's Delight, 2nd ed., 6-1
 */
export function skipPlainRecords(
  buffer: Uint8Array,
  words: Int32Array,
  start: number,
  separator: number,
  separatorsWanted: number,
  isCrlf: boolean,
  result: PlainRecords,
): void {
  const returns = isCrlf ? 1 : 0;
  const [separatorWord, feedWord, quoteWord] = [inWord(separator), inWord(LF), inWord(QUOTE)];
  let records = 0;
  let end = start;
  let separators = 0;
  result.marks.length = 0;
  const n = buffer.length;
  let i = start;
  scan: while (i < n) {
    if ((i & 3) === 0) {
      for (const last = n - 7; i < last; i += 8) {
        const word = words[i >> 2]!;
        const next = words[(i >> 2) + 1]!;
        const feed = word ^ feedWord;
        const nextFeed = next ^ feedWord;
        const quote = word ^ quoteWord;
        const nextQuote = next ^ quoteWord;
        const ends = ((feed - 0x01010101) & ~feed) | ((nextFeed - 0x01010101) & ~nextFeed);
        const quotes = ((quote - 0x01010101) & ~quote) | ((nextQuote - 0x01010101) & ~nextQuote);
        if ((ends | quotes) & 0x80808080) break;
        const other = word ^ separatorWord;
        const nextOther = next ^ separatorWord;
        const found = ~(((other & 0x7f7f7f7f) + 0x7f7f7f7f) | other | 0x7f7f7f7f);
        const nextFound = ~(((nextOther & 0x7f7f7f7f) + 0x7f7f7f7f) | nextOther | 0x7f7f7f7f);
        separators += Math.imul((found >>> 7) + (nextFound >>> 7), 0x01010101) >>> 24;
      }
    }
    // The bytes up to the word after next, at least one.
    for (const next = Math.min(n, (i | 3) + 5); i < next; i++) {
      const c = buffer[i];
      if (c === separator) separators++;
      else if (c === QUOTE) break scan;
      else if (c === LF) {
        if (separators !== separatorsWanted || i - end > recordLimit.bytes || i - end <= returns) break scan;
        if ((buffer[i - 1] === CR) !== isCrlf) break scan;
        records++;
        separators = 0;
        end = i + 1;
        if (records % markEvery === 0) result.marks.push(end);
      }
    }
  }
  result.records = records;
  result.end = end;
}
