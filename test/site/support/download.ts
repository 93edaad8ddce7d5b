import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";

/** A file that a page handed to its reader. */
export interface Download {
  readonly name: string;
  readonly text: string;
  /** The same as rows of texts by column, when it is CSV. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

/** The cells of CSV (RFC 4180), line by line. */
function cellsOf(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === "" && plain === "" && quoted === undefined) break;
    lines.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end !== ",") lines.push([]);
  }
  return lines.filter((cells) => cells.length);
}

/** CSV as rows of texts by column. */
function readCsv(text: string): Record<string, string>[] {
  const [names = [], ...lines] = cellsOf(text);
  return lines.map((cells) => Object.fromEntries(names.map((name, index) => [name, cells[index] ?? ""])));
}

/** Does something that makes the page hand over a file, such as a click, and reads the file. */
export async function download(page: Page, act: () => Promise<void>): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent("download"), act()]);
  const text = (await readFile(await file.path(), "utf8")).replace(/^\uFEFF/, "");
  return { name: file.suggestedFilename(), text, rows: readCsv(text) };
}
