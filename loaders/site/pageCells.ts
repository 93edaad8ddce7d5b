/** Reads the script that Framework writes into a built page, whose cells are not minified. */

/** The code of each cell, from its `define` on. */
const cellsOf = (script: string): string[] =>
  script.split(/\n(?=define\()/).filter((part) => part.startsWith("define("));

/** Names by which a page waits until a section is in sight. */
const lazy = new Set(["visibility", "seen"]);

/** Inputs, as the start of a cell states them. */
const head = /^define\(\{id: "[^"]*"(?:, mode: "[^"]*")?(?:, inputs: \[([^\]]*)\])?/;

const namesIn = (list = ""): string[] => [...list.matchAll(/"([^"]+)"/g)].map(([, name = ""]) => name);

const inputsOf = (cell: string): string[] => namesIn(head.exec(cell)?.[1]);

const waitsItself = (cell: string): boolean =>
  inputsOf(cell).some((name) => lazy.has(name)) || /\.seen\b/.test(cell);

/** Everything the cells take from outside themselves, such as `Plot` where a page draws by itself. */
export const inputsOfPage = (script: string): Set<string> => new Set(cellsOf(script).flatMap(inputsOf));

/**
 * The data files a page fetches as soon as it opens: those that a cell awaits which waits for nothing else. What is
 * fetched in a function, or in a cell that waits to be seen, may never be needed.
 *
 * @param script the page's module script
 * @returns paths of the published files as the page names them
 */
export function firstFiles(script: string): string[] {
  const published = new Map(
    [...script.matchAll(/^registerFile\("([^"]+)", \{[^\n]*?"path":"([^"]+)"/gm)].map(
      ([, name = "", path = ""]) => [name, path],
    ),
  );
  const found = cellsOf(script)
    .filter((cell) => !waitsItself(cell))
    .flatMap((cell) => [...cell.matchAll(/\bawait FileAttachment\("([^"]+)"\)/g)])
    .map(([, name = ""]) => published.get(name) ?? "");
  return [...new Set(found)].filter((path) => path !== "");
}

/** The site's own modules that the cells of a page import, as the page names them. */
export function importedModules(script: string): string[] {
  const found = [...script.matchAll(/\bimport\("([^"]*\/_import\/[^"]+\.js)"\)/g)];
  return [...new Set(found.map(([, path = ""]) => path))];
}
