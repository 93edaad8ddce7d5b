import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minimalFiles } from "../loaders/minimalBank.js";
import { copyCheckout } from "../tools/copyCheckout.js";
import { run } from "../tools/command.js";
import { startDev, type DevServer } from "../tools/devServer.js";
import { openBrowser } from "./support/browser.js";

/** The files of the guide, by path: a name in backticks and a colon, then a block. */
function filesOf(guide: string): Map<string, string> {
  const found = guide.matchAll(/`((?:[\w-]+\/)+[\w.]+)`:\n\n(`{3,4})\w+\n([^]*?)\n\2\n/g);
  return new Map([...found].map(([, path = "", , content = ""]) => [path, `${content}\n`]));
}

const select = "loaders/sql/reports/rpt_weekend_share.sql";

describe("docs/authors-guide.md, with npm run dev running", () => {
  let folder: string;
  let checkout: string;
  let files: Map<string, string>;
  let server: DevServer;
  let browser: Browser;
  let page: Page;
  const write = (path: string, content: string): void => {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    writeFileSync(join(checkout, path), content);
  };
  /** Waits until the terminal says something after `from` characters. */
  const told = async (words: RegExp, from = 0): Promise<void> => {
    await expect.poll(() => server.output().slice(from), { timeout: 60_000 }).toMatch(words);
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "guide-"));
    checkout = join(folder, "checkout");
    await copyCheckout(checkout);
    const raw = join(checkout, "data/raw/minimal");
    mkdirSync(raw, { recursive: true });
    for (const [name, content] of Object.entries(minimalFiles())) writeFileSync(join(raw, name), content);
    files = filesOf(readFileSync("docs/authors-guide.md", "utf8"));
    server = await startDev(checkout, ["--profile", "minimal"]);
    browser = await openBrowser();
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  }, 240_000);
  afterAll(async () => {
    await browser.close();
    await server.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it("adds a report, its logic, a component and a page without a restart", async () => {
    expect([...files.keys()]).toEqual([
      select,
      "lib/core/findings/weekends.ts",
      "test/lib/core/findings/weekends.test.ts",
      "src/components/weekendBars.ts",
      "src/weekends.md",
    ]);
    for (const [path, content] of files) write(path, content);
    await told(/rpt_weekend_share\.sql: shown/);
    await page.goto(`${server.origin}/weekends`);
    await page.waitForSelector(".frame svg", { timeout: 60_000 });
    expect(await page.locator("h1").innerText()).toMatch(/eekends/);
    expect(await page.locator(".frame svg text").allTextContents()).toEqual(
      expect.arrayContaining(["card purchase", "salary", "two days in seven"]),
    );
    await told(/reports\.rpt_weekend_share: \d+ rows[^]*up to date/);
  }, 180_000);

  it("shows an edited page, and an edited SELECT, which is then published", async () => {
    write("src/weekends.md", `${files.get("src/weekends.md") ?? ""}\nA sentence more.\n`);
    await page.getByText("A sentence more.").waitFor();
    const from = server.output().length;
    write(
      select,
      (files.get(select) ?? "")
        .replace("t.transaction_type,", "'all' AS transaction_type,")
        .replace(/GROUP BY\s+t\.transaction_type/, ""),
    );
    await page.getByText("all", { exact: true }).first().waitFor({ timeout: 30_000 });
    await told(/reports\.rpt_weekend_share: 1 rows[^]*up to date/, from);
  }, 120_000);

  it("tells a mistake and keeps the last good data, in the pages and in the warehouse", async () => {
    const published = readFileSync(join(checkout, "data/reports/reports.json"), "utf8");
    const from = server.output().length;
    write(select, "SELECT no_such_column FROM marts.dim_time");
    await told(/rpt_weekend_share\.sql: .*no_such_column[^]*The pages keep what they had/, from);
    await told(/Nothing is published until .*rpt_weekend_share\.sql can be read/, from);
    await page.reload();
    await page.waitForSelector(".frame svg");
    expect(readFileSync(join(checkout, "data/reports/reports.json"), "utf8")).toBe(published);
  }, 120_000);

  it("passes its own test and the types", async () => {
    write(select, files.get(select) ?? "");
    const { code, output } = await run(
      ["node_modules/.bin/vitest", "run", "--project", "pure", "--root", checkout, "weekends"],
      { capture: true },
    );
    expect(code, output).toBe(0);
    const checks = await run(
      [
        ...[
          "node_modules/.bin/tsc",
          "--ignoreConfig",
          "--noEmit",
          "--strict",
          "--skipLibCheck",
          "--target",
          "es2023",
        ],
        ...["--module", "nodenext", "--types", "node", join(checkout, "src/npm.d.ts")],
        ...[join(checkout, "src/components/weekendBars.ts"), join(checkout, "lib/core/findings/weekends.ts")],
      ],
      { capture: true },
    );
    expect(checks.code, checks.output).toBe(0);
  }, 120_000);

  it("ends with Ctrl-C, and leaves nothing running", async () => {
    expect(await server.end()).toBe(0);
    await expect(fetch(server.origin)).rejects.toThrow();
  });
});
