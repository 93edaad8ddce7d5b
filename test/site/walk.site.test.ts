import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems, colorRules } from "./support/axe.js";
import { openBrowser, settle, visit } from "./support/browser.js";
import { dists, nameOf, pagesOf } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

const mostBytes = 500_000;

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
      const { page, context, problems } = await visit(browser, server.origin + path, { width, whole: true });
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
      await context.close();
    });

    it("sends little before a reader does anything, and has no link that leads nowhere", async () => {
      server.forget();
      const { page, context } = await visit(browser, server.origin + path);
      const bytes = [...server.sent.values()].reduce((sum, size) => sum + size, 0);
      expect(bytes, `bytes of ${nameOf(dist)}${path} before interaction`).toBeLessThanOrEqual(mostBytes);
      const links = await page.$$eval("a[href]", (nodes) =>
        nodes.map((node) => (node as HTMLAnchorElement).href),
      );
      const own = [...new Set(links)].filter((href) => href.startsWith(server.origin));
      expect(own.length).toBeGreaterThan(0);
      for (const href of own) {
        const { status } = await fetch(href);
        expect(status, href).toBe(200);
        const { hash, pathname } = new URL(href);
        if (hash && pathname === path) {
          const found = await page.locator(`[id="${decodeURIComponent(hash.slice(1))}"]`).count();
          expect(found, href).toBe(1);
        }
      }
      await context.close();
    });
  });
});
