import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const texts = (page: Page, selector: string): Promise<string[]> =>
  page.$$eval(selector, (nodes) => nodes.map((node) => (node as HTMLElement).innerText.trim()));

describe.each(dists)("the overview of the site in %s", (dist) => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  it.each([1440, 390])("gives the state of the bank in one screen of %i px", async (width) => {
    const { page, context, problems } = await visit(browser, `${server.origin}/`, { width });
    expect(await page.locator(".number").count()).toBe(6);
    const strip = await texts(page, ".site-note dt");
    expect(strip.slice(0, 3)).toEqual(["As of", "Checks", "Run"]);
    const [, checks, run] = await texts(page, ".site-note dd");
    expect(checks).toMatch(/^(\d+) of \1 passed$/);
    expect(run).toMatch(/^[0-9a-f]{12}$/);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("says what changed in sentences, each with a link to the view that shows it", async () => {
    const { page, context } = await visit(browser, `${server.origin}/`);
    const title = await page.locator("#changed h2").innerText();
    expect(title).toMatch(/^What changed (?:since the run before|in [A-Z][a-z]+)$/);
    const lines = await texts(page, "#changed .changes li > span");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(line).toMatch(/^[A-Z0-9].*\.$/s);
    const links = await page.$$eval("#changed .changes a", (nodes) =>
      nodes.map((node) => (node as HTMLAnchorElement).href),
    );
    expect(links).toHaveLength(lines.length);
    await context.close();
    for (const href of new Set(links)) {
      const { search, hash } = new URL(href);
      expect(search + hash, `${href} leads to a view`).not.toBe("");
      const there = await visit(browser, href);
      if (hash !== "") {
        const isInSight = async (): Promise<boolean> => {
          const box = await there.page.locator(hash).boundingBox();
          return box !== null && box.y < 900 && box.y + box.height > 0;
        };
        await expect.poll(isInSight, { message: href, timeout: 10_000 }).toBe(true);
      }
      await there.context.close();
    }
  }, 120_000);

  it("says of each extract how new it is and when it is late", async () => {
    const { page, context } = await visit(browser, `${server.origin}/`);
    const table = page.locator("table", { has: page.locator("caption", { hasText: "newest row" }) });
    const extracts = await table.locator("tbody th").allInnerTexts();
    expect(extracts).toEqual(expect.arrayContaining(["accounts", "kyc", "transactions"]));
    await context.close();
  });

  it("has the history of the quality, be it of one run, on the quality page", async () => {
    const { page, context } = await visit(browser, `${server.origin}/quality`);
    expect(await page.locator("#history").innerText()).toMatch(/^Over (?:the runs|\S+ runs): /);
    const table = page.locator("table", { has: page.locator("caption", { hasText: "over the runs" }) });
    expect(await table.locator("tbody tr").count()).toBeGreaterThanOrEqual(3);
    await context.close();
  });
});
