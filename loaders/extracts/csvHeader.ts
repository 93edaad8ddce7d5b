import { isUtf8 } from "node:buffer";
import { basename } from "node:path";
import { BuildError } from "../errors.js";

export interface CsvHeader {
  readonly delimiter: string;
  readonly columns: readonly string[];
  /** Offset of the first byte after the header line. */
  readonly bodyStart: number;
  readonly newline: "\n" | "\r\n";
  readonly hasBom: boolean;
}

const delimiters = [",", ";", "\t", "|"];

/** Fields of one line, quotes taken off; a quote inside a quoted field is doubled. */
function splitLine(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = "";
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const c = line[i] ?? "";
    if (c === '"' && quoted && line[i + 1] === '"') {
      field += '"';
      i++;
    } else if (c === '"') quoted = !quoted;
    else if (c === delimiter && !quoted) {
      fields.push(field);
      field = "";
    } else field += c;
  }
  fields.push(field);
  return fields;
}

/**
 * Reads a CSV file's header line and finds its separator: the one that gives the most columns.
 *
 * @param head first bytes of the file, the whole header line among them
 * @throws BuildError empty_file or unreadable_file
 */
export function readHeader(path: string, head: Buffer): CsvHeader {
  const name = basename(path);
  if (head.length === 0) throw new BuildError("empty_file", `${name}: the file is empty`);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) {
    throw new BuildError(
      "unreadable_file",
      `${name}, line 1: the file is UTF-16; UTF-8 or Latin-1 was expected`,
    );
  }
  const hasBom = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const start = hasBom ? 3 : 0;
  const lineFeed = head.indexOf(10, start);
  const end = lineFeed < 0 ? head.length : lineFeed;
  const hasReturn = end > start && head[end - 1] === 13;
  const bytes = head.subarray(start, hasReturn ? end - 1 : end);
  const line = bytes.toString(isUtf8(bytes) ? "utf8" : "latin1");
  if (line.includes("\0")) {
    throw new BuildError(
      "unreadable_file",
      `${name}, line 1: NUL bytes in the header; a line of column names was expected`,
    );
  }
  if (line.trim() === "") throw new BuildError("empty_file", `${name}, line 1: the header line is empty`);
  if (lineFeed < 0 && head.length >= headerLimit) {
    throw new BuildError("unreadable_file", `${name}, line 1: no line end in the first ${headerLimit} bytes`);
  }
  const delimiter = delimiters.reduce((best, candidate) =>
    splitLine(line, candidate).length > splitLine(line, best).length ? candidate : best,
  );
  const columns = splitLine(line, delimiter).map((column, i) => column.trim() || `column_${i + 1}`);
  const twice = columns.find(
    (column, i) => columns.findIndex((c) => c.toLowerCase() === column.toLowerCase()) < i,
  );
  if (twice !== undefined) {
    throw new BuildError("unreadable_file", `${name}, line 1: two columns are called '${twice}'`);
  }
  return {
    delimiter,
    columns,
    bodyStart: lineFeed < 0 ? head.length : lineFeed + 1,
    newline: hasReturn ? "\r\n" : "\n",
    hasBom,
  };
}

/** A header line is never longer than this many bytes. */
export const headerLimit = 65_536;
