const LF = 10;
const CR = 13;
const QUOTE = 34;

/** What is wrong with a line that DuckDB could misread, so that it never gets to see it. */
export type LineProblem =
  "ragged_line" | "unclosed_quote" | "malformed_quote" | "nul_byte" | "oversized_line";

export type RecordEnd =
  | { readonly kind: "record"; readonly end: number; readonly lines: number }
  | { readonly kind: "problem"; readonly problem: LineProblem; readonly end: number }
  | { readonly kind: "more" };

/** A record longer than this is not a bank's row; nor is a quoted field over this many lines. */
export const recordLimit = { bytes: 262_144, lines: 200 };

/**
 * Follows one record that holds a quote, by the rules of RFC 4180: a quote opens a field only at its start,
 * is doubled inside, and is followed by a separator or the line's end when it closes.
 *
 * @param buffer bytes of the file; the record begins at `start`
 * @param isLast whether the buffer ends where the file ends
 * @returns where the record ends (after its line feed) and over how many lines it goes; a problem, with the
 *   end of the record's first line; or "more" when the buffer ends before the record does
 */
export function followQuotedRecord(
  buffer: Buffer,
  start: number,
  separator: number,
  columns: number,
  isLast: boolean,
): RecordEnd {
  let fields = 1;
  let lines = 1;
  let inQuotes = false;
  let fieldStart = start;
  let firstLineEnd = -1;
  const problem = (kind: LineProblem): RecordEnd => {
    const lineFeed = firstLineEnd >= 0 ? firstLineEnd : buffer.indexOf(LF, start);
    if (lineFeed < 0 && !isLast) return { kind: "more" };
    return { kind: "problem", problem: kind, end: lineFeed < 0 ? buffer.length : lineFeed + 1 };
  };
  for (let i = start; i < buffer.length; i++) {
    const c = buffer[i];
    if (inQuotes) {
      if (c === LF) {
        if (firstLineEnd < 0) firstLineEnd = i;
        lines++;
        if (lines > recordLimit.lines) return problem("unclosed_quote");
      } else if (c === QUOTE) {
        const next = buffer[i + 1];
        if (next === undefined && !isLast) return { kind: "more" };
        if (next === QUOTE) i++;
        else if (next === undefined || next === separator || next === LF || next === CR) inQuotes = false;
        else return problem(lines > 1 ? "unclosed_quote" : "malformed_quote");
      }
    } else if (c === QUOTE && i === fieldStart) inQuotes = true;
    else if (c === separator) {
      fields++;
      fieldStart = i + 1;
    } else if (c === LF) {
      if (fields === columns) return { kind: "record", end: i + 1, lines };
      return problem(lines > 1 ? "unclosed_quote" : "ragged_line");
    }
    if (i - start > recordLimit.bytes)
      return problem(inQuotes && lines > 1 ? "unclosed_quote" : "oversized_line");
  }
  if (!isLast) return { kind: "more" };
  if (inQuotes) return problem("unclosed_quote");
  if (fields === columns) return { kind: "record", end: buffer.length, lines };
  return problem(lines > 1 ? "unclosed_quote" : "ragged_line");
}
