/** A record of a CSV file, and the line it begins on. */
export interface CsvRecord {
  /** 1 for the first line of the file; a quoted field may go over several. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** A CSV text that cannot be cut into records: a quoted field that never ends, or text behind a closing quote. */
export class CsvError extends Error {
  /**
   * Names what was found and what should be there.
   *
   * @param line on which the field begins, 1 for the first
   * @param value what was found
   * @param expected in words
   */
  constructor(
    readonly line: number,
    readonly value: string,
    readonly expected: string,
  ) {
    super(`line ${line}: ${JSON.stringify(value)} where ${expected} was expected`);
  }
}

const separators = [",", ";", "\t"] as const;

/** What a spreadsheet separated the fields with: whichever of comma, semicolon and tab is most often in the first line. */
function separatorOf(text: string): string {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const count = (separator: string): number => first.split(separator).length;
  return separators.reduce((best, each) => (count(each) > count(best) ? each : best));
}

/**
 * Cuts a CSV text into records (RFC 4180): quoted fields hold separators, doubled quotes and line breaks; lines end in
 * LF, CRLF or CR. A byte order mark and lines with nothing on them are passed over.
 *
 * @param text a whole file; its first line tells the separator: comma, semicolon or tab
 * @throws CsvError naming the line where a quoted field begins that is not closed, or is followed by more text
 */
export function parseCsv(text: string): CsvRecord[] {
  const content = text.replace(/^\uFEFF/, "");
  const separator = separatorOf(content);
  const records: CsvRecord[] = [];
  let line = 1;
  let at = 0;
  const isEnd = (): boolean => at >= content.length;
  const isBreak = (): boolean => content[at] === "\n" || content[at] === "\r";
  const passBreak = (): void => {
    at += content.startsWith("\r\n", at) ? 2 : 1;
    line += 1;
  };

  function quoted(): string {
    const start = line;
    const from = at;
    let value = "";
    for (at += 1; ;) {
      if (isEnd()) throw new CsvError(start, content.slice(from, from + 20), "a closing quote");
      if (content[at] === '"') {
        if (content[at + 1] !== '"') break;
        value += '"';
        at += 2;
      } else if (isBreak()) {
        const before = at;
        passBreak();
        value += content.slice(before, at);
      } else value += content[at++]!;
    }
    at += 1;
    const rest = plain();
    if (rest.trim() !== "") throw new CsvError(start, rest, "a separator or the end of the line");
    return value;
  }

  function plain(): string {
    const from = at;
    while (!isEnd() && !isBreak() && content[at] !== separator) at += 1;
    return content.slice(from, at);
  }

  while (!isEnd()) {
    const start = line;
    const fields: string[] = [];
    for (;;) {
      fields.push(content[at] === '"' ? quoted() : plain());
      if (isEnd() || isBreak()) break;
      at += 1;
    }
    if (!isEnd()) passBreak();
    if (fields.length > 1 || fields[0]!.trim() !== "") records.push({ line: start, fields });
  }
  return records;
}

/**
 * A field as it stands in a CSV file: quoted where it has to be.
 *
 * @param value any text
 */
export const csvField = (value: string): string =>
  /[",;\t\n\r]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
