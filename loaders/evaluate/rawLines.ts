import { closeSync, openSync, readSync } from "node:fs";

const LF = 10;
const chunkBytes = 1 << 22;

/**
 * Hands on the lines of a file for which a caller asks, in order, without their line ends. Lines are counted as an
 * editor counts them: from 1, each ended by a line feed or by the end of the file.
 *
 * @param isWanted told a line's number and where it lies in the buffer, says whether its text is wanted
 */
export function readLines(
  path: string,
  isWanted: (line: number, buffer: Buffer, start: number, end: number) => boolean,
  use: (line: number, text: string) => void,
): void {
  const descriptor = openSync(path, "r");
  try {
    let buffer = Buffer.allocUnsafe(chunkBytes);
    let kept = 0;
    let line = 1;
    for (let isLast = false; !isLast;) {
      const got = readSync(descriptor, buffer, kept, buffer.length - kept, null);
      isLast = got === 0;
      const filled = kept + got;
      const view = buffer.subarray(0, filled);
      let start = 0;
      for (let end = view.indexOf(LF); start < filled; end = view.indexOf(LF, start)) {
        if (end < 0) {
          if (!isLast) break;
          end = filled;
        }
        if (isWanted(line, view, start, end)) use(line, view.toString("utf8", start, end).replace(/\r$/, ""));
        line++;
        start = end + 1;
      }
      kept = Math.max(0, filled - start);
      if (kept === 0) continue;
      // A line longer than the buffer asks for a larger one.
      const target = kept === buffer.length ? Buffer.allocUnsafe(buffer.length * 2) : buffer;
      view.copy(target, 0, start);
      buffer = target;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The first line of a file. */
export function headerOf(path: string): string {
  const descriptor = openSync(path, "r");
  try {
    const head = Buffer.alloc(65_536);
    return head.toString("utf8", 0, readSync(descriptor, head)).split(/\r?\n/, 1)[0] ?? "";
  } finally {
    closeSync(descriptor);
  }
}

/** Fields of a line with commas between them; a quote inside a quoted field is doubled, an empty field is null. */
export function fieldsOf(line: string): (string | null)[] {
  const fields = line.includes('"') ? quotedFields(line) : line.split(",");
  return fields.map((field) => (field === "" ? null : field));
}

function quotedFields(line: string): string[] {
  const field = /(?:"((?:[^"]|"")*)"?([^,]*)|([^,]*))(?:,|$)/gy;
  const fields: string[] = [];
  for (let at = 0; at <= line.length; at = field.lastIndex) {
    field.lastIndex = at;
    const found = field.exec(line);
    if (!found) break;
    fields.push(found[3] ?? (found[1] ?? "").replaceAll('""', '"') + (found[2] ?? ""));
    if (!found[0].endsWith(",")) break;
  }
  return fields;
}
