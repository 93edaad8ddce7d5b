import { keepNames } from "./keepNames.js";
import { cpSync, existsSync, linkSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { settle } from "../../site/support/browser.js";
import { copyCheckout } from "../../tools/copyCheckout.js";
import { startDev } from "../../tools/devServer.js";

export interface EditTimes {
  /** Seconds from the save of `src/index.md` until the browser shows it, each repetition. */
  readonly page: readonly number[];
  /** The same for a report's SELECT. */
  readonly report: readonly number[];
  /** Seconds until the edited report is in the warehouse too. */
  readonly published: readonly number[];
}

const rounds = 5;
const edited = "loaders/sql/reports/rpt_freshness.sql";

/** Edits a page and a report of a copy of this checkout, with the bank of a data folder, while `npm run dev` shows it. */
export async function editTimes(browser: Browser, data: string, folder: string): Promise<EditTimes> {
  const checkout = resolve(folder);
  await copyCheckout(checkout);
  for (const part of ["warehouse", "reports", "models", "runs"]) {
    if (existsSync(join(data, part)))
      cpSync(join(data, part), join(checkout, "data", part), { recursive: true });
  }
  linkFolder(join(data, "raw/simulated"), join(checkout, "data/raw/simulated"));
  const server = await startDev(checkout, []);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(keepNames);
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/`, { waitUntil: "load" });
    await page.waitForSelector("#observablehq-main h1");
    await settle(page);
    const pause = (): Promise<void> => page.waitForTimeout(3000);
    const save = (file: string, content: string): number => {
      writeFileSync(join(checkout, file), content);
      return performance.now();
    };
    const since = (start: number): number => (performance.now() - start) / 1000;

    const source = readFileSync(join(checkout, "src/index.md"), "utf8");
    const pageTimes: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const start = save("src/index.md", `${source}\n\n<p id="edit-${round}">edited</p>\n`);
      await page.waitForSelector(`#edit-${round}`);
      pageTimes.push(since(start));
    }
    save("src/index.md", source);
    await pause();

    const select = readFileSync(join(checkout, edited), "utf8");
    const reportTimes: number[] = [];
    const published: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const mark = 7_770_000 + round;
      const before = server.output().length;
      const start = save(edited, `SELECT * REPLACE (${mark} AS raw_rows) FROM (${select})`);
      await page.waitForFunction(
        (wanted) => document.body.innerText.replaceAll(/\D/g, "").includes(String(wanted)),
        mark,
        { polling: 20, timeout: 60_000 },
      );
      reportTimes.push(since(start));
      while (!/^reports\.rpt_freshness: /m.test(server.output().slice(before))) await page.waitForTimeout(50);
      published.push(since(start));
      await pause();
    }
    return { page: pageTimes, report: reportTimes, published };
  } finally {
    await context.close();
    await server.end();
  }
}

/** The extracts are only read, so that links to them will do. */
function linkFolder(from: string, to: string): void {
  mkdirSync(to, { recursive: true });
  cpSync(from, to, {
    recursive: true,
    filter(source, target) {
      if (!/\.[a-z]+$/.test(source) || existsSync(target)) return true;
      linkSync(source, target);
      return false;
    },
  });
}
