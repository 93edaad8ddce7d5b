import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems } from "./support/axe.js";
import { openBrowser, settle } from "./support/browser.js";
import { openComponents } from "./support/componentPage.js";
import { dists, pagesOf } from "./support/dists.js";
import { galleryScript } from "./support/galleryScript.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the gallery", () => {
  it.each([1440, 390])("draws every component at %i px, in light and dark", async (width) => {
    const { page, context, problems } = await openComponents(browser, galleryScript(), {
      width,
      isBare: true,
    });
    await settle(page);
    expect(await page.locator(".section-head").count()).toBeGreaterThan(8);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await settle(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, "pixels beyond the right edge").toBeLessThanOrEqual(0);
      expect(await axeProblems(page), `axe, ${theme}`).toEqual([]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it.each(dists)("is not in the site in %s", (dist) => {
    expect(pagesOf(dist).filter((path) => path.includes("gallery"))).toEqual([]);
  });
});
