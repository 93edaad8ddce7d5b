import { keepNames } from "./keepNames.js";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { serveSite } from "../../site/support/staticServer.js";

export interface TableTimes {
  /** Milliseconds from the click or the key until the next frame is painted, each repetition. */
  readonly sort: readonly number[];
  readonly search: readonly number[];
}

/** The page under measure: 50,000 rows of ten columns as the client lists have them. */
const page = (rows: number): string => `
import {dataTable} from "./src/components/dataTable.js";
const bands = ["A", "B", "C", "D", "E", "F", "G"];
const reasons = ["past due 34 days in May", "card used at 96 % of its limit", "no salary in the last 6 months", "balance fell on 21 of the last 30 days"];
let state = 7;
const random = () => ((state = (state * 1103515245 + 12345) % 2147483648) / 2147483648);
const rows = Array.from({length: ${rows}}, (_, i) => ({
  client: (i * 7919 + 1e11).toString(36).toUpperCase(), band: bands[Math.floor(random() * 7)], points: Math.round(400 + 300 * random()),
  pd: random(), ead: random() * 1e5, el: random() * 1e4, change: Math.round(random() * 60 - 30),
  why: reasons[Math.floor(random() * 4)], also: reasons[Math.floor(random() * 4)], day: new Date(1.7e12 + Math.floor(random() * 700) * 864e5),
}));
const number = (id, digits) => ({id, label: id, isNumber: true, value: (row) => row[id], show: (row) => row[id].toFixed(digits)});
const word = (id) => ({id, label: id, value: (row) => row[id]});
document.body.append(dataTable(rows, [
  word("client"), word("band"), number("points", 0), number("change", 0), number("pd", 3), number("ead", 0), number("el", 0),
  word("why"), word("also"), {id: "day", label: "day", value: (row) => row.day},
], {caption: "Clients", search: "Search the clients", height: 600}));
`;

/** Sorts and searches 50,000 rows in the site's own table, in a page with nothing else. */
export async function tableTimes(browser: Browser, folder: string, rows = 50_000): Promise<TableTimes> {
  mkdirSync(folder, { recursive: true });
  await build({
    stdin: { contents: page(rows), resolveDir: process.cwd(), loader: "js" },
    outfile: join(folder, "page.js"),
    bundle: true,
    format: "esm",
    // Components name their imports `.js`, as the browser will.
    resolveExtensions: [".ts", ".js"],
    logLevel: "error",
  });
  const style = '<link rel="stylesheet" href="site.css">';
  await build({
    entryPoints: ["src/style/site.css"],
    bundle: true,
    outfile: join(folder, "site.css"),
    external: ["*.woff2", "observablehq:*"],
    logLevel: "error",
  });
  writeFileSync(
    join(folder, "index.html"),
    `<!doctype html>${style}<body><script type="module" src="page.js"></script>`,
  );
  const server = await serveSite(folder);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(keepNames);
  try {
    const view = await context.newPage();
    await view.goto(`${server.origin}/`, { waitUntil: "networkidle" });
    await view.waitForSelector("thead button");
    // The table works ahead while the browser is idle; nobody sorts in the first second.
    await view.waitForTimeout(1500);
    return await view.evaluate(async () => {
      const painted = (): Promise<void> =>
        new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
      const timed = async (act: () => void): Promise<number> => {
        await painted();
        const start = performance.now();
        act();
        await painted();
        return performance.now() - start;
      };
      const sort: number[] = [];
      for (const head of document.querySelectorAll<HTMLElement>("thead button")) {
        sort.push(await timed(() => head.click()));
        sort.push(await timed(() => head.click()));
      }
      const field = document.querySelector<HTMLInputElement>("input[type=search]")!;
      const search: number[] = [];
      for (const word of ["c", "card", "card used", "Z9", "zzzz", ""]) {
        search.push(
          await timed(() => {
            field.value = word;
            field.dispatchEvent(new Event("input", { bubbles: true }));
          }),
        );
      }
      return { sort, search };
    });
  } finally {
    await context.close();
    await server.close();
  }
}
