import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(dists)("using the site in %s", (dist) => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  it("sorts a table by a column, both ways", async () => {
    const { page, context } = await visit(browser, server.origin);
    const column = (): Promise<number[]> =>
      page
        .locator("table tbody tr td:nth-child(5)")
        .allInnerTexts()
        .then((texts) => texts.map((text) => Number(text.replace(/\D/g, ""))));
    const head = page.getByRole("button", { name: "Raw rows" });
    await head.click();
    const down = await column();
    expect(down).toEqual([...down].sort((a, b) => b - a));
    await head.click();
    expect(await column()).toEqual([...down].sort((a, b) => a - b));
    expect(await page.locator("th[aria-sort=ascending]").count()).toBe(1);
    await context.close();
  });

  it("keeps the choice of colours", async () => {
    const { page, context } = await visit(browser, server.origin, { theme: "light" });
    await page.getByRole("button", { name: "Dark" }).click();
    await page.reload();
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe("dark");
    await context.close();
  });

  it("finds a page by a word in it", async () => {
    const { page, context, problems } = await visit(browser, server.origin);
    await page.locator("#observablehq-search input").fill("average ticket");
    await page.waitForSelector("#observablehq-search-results a");
    expect(await page.locator("#observablehq-search-results a").first().getAttribute("href")).toContain(
      "kpi",
    );
    expect(problems).toEqual([]);
    await context.close();
  });

  it("answers SQL in the page once DuckDB is started, and loads it only then", async () => {
    server.forget();
    const { page, context, problems } = await visit(browser, `${server.origin}/workbench`);
    const loaded = (): boolean => [...server.sent.keys()].some((path) => path.endsWith(".wasm"));
    expect(loaded()).toBe(false);
    await page.getByRole("button", { name: /Start DuckDB/ }).click();
    await page.waitForSelector("textarea");
    await page.locator("textarea").fill("SELECT 6 * 7 AS answer, bank FROM about");
    await page.getByRole("button", { name: "Run" }).click();
    await page.getByRole("cell", { name: "42", exact: true }).waitFor({ timeout: 60_000 });
    expect(loaded()).toBe(true);
    expect(problems).toEqual([]);
    await context.close();
  });
});
