import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems, colorRules } from "./support/axe.js";
import { openBrowser, readOn, settle, visit } from "./support/browser.js";
import { dists, nameOf, pagesOf } from "./support/dists.js";
import { layoutShift } from "./support/layoutShift.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

const mostBytes = 500_000;
/** Of the first view, and with all that is drawn while a reader scrolls on. */
const mostShift = { first: 0.02, whole: 0.1 };

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe.each(dists)("the site in %s", (dist) => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  describe.each(pagesOf(dist))("page %s", (path) => {
    it.each([1440, 390])("works at %i px, in light and dark, with other hosts blocked", async (width) => {
      server.forget();
      const { page, context, problems } = await visit(browser, server.origin + path, { width });
      const bytes = [...server.sent.values()].reduce((sum, size) => sum + size, 0);
      expect(bytes, `bytes of ${nameOf(dist)}${path} before interaction`).toBeLessThanOrEqual(mostBytes);
      expect(await layoutShift(page), "layout shift of the first view").toBeLessThanOrEqual(mostShift.first);
      await readOn(page);
      expect(await layoutShift(page), "layout shift of the whole page").toBeLessThanOrEqual(mostShift.whole);
      expect(await page.locator(".observablehq--error").count(), "cells with an error").toBe(0);
      expect(await page.locator("h1").count(), "headlines").toBe(1);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe("en");
      for (const [theme, rules] of [
        ["light", undefined],
        ["dark", colorRules],
      ] as const) {
        await page.emulateMedia({ colorScheme: theme });
        await settle(page);
        expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe(theme);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, "pixels beyond the right edge").toBeLessThanOrEqual(0);
        expect(await axeProblems(page, rules), `axe, ${theme}`).toEqual([]);
      }
      expect(problems).toEqual([]);
      expect(await deadLinks(page)).toEqual([]);
      await context.close();
    });
  });
});

/** Links of a page that lead to no page of its site, or to no place on this one. */
async function deadLinks(page: Page): Promise<string[]> {
  const { origin, pathname: here } = new URL(page.url());
  const links = await page.$$eval("a[href]", (nodes) =>
    nodes.map((node) => (node as HTMLAnchorElement).href),
  );
  const own = [...new Set(links)].filter((href) => href.startsWith(origin));
  expect(own.length).toBeGreaterThan(0);
  const dead: string[] = [];
  for (const href of own) {
    const { status } = await fetch(href);
    const { hash, pathname } = new URL(href);
    const isHere = hash !== "" && pathname === here;
    const places = isHere ? await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count() : 1;
    if (status !== 200 || places !== 1) dead.push(`${href}: ${status}, ${places} places`);
  }
  return dead;
}
