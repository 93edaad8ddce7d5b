import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { axeProblems, colorRules } from "./support/axe.js";
import { openBrowser, readOn, settle } from "./support/browser.js";
import { calledFunctions } from "./support/calledFunctions.js";
import { openComponents } from "./support/componentPage.js";
import { dists, pagesOf } from "./support/dists.js";
import { galleryPages, galleryScript } from "./support/galleryScript.js";
import { nodeMakers } from "./support/nodeMakers.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe("the gallery", () => {
  const called = new Set<string>();

  it.each(galleryPages)("%s draws its components, wide and light, narrow and dark", async (name) => {
    const { page, context, problems } = await openComponents(browser, galleryScript(name), {
      isBare: true,
      isCovered: true,
    });
    await settle(page);
    await readOn(page);
    for (const found of calledFunctions(await page.coverage.stopJSCoverage())) called.add(found);
    expect(await axeProblems(page), "axe, 1440 px").toEqual([]);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.setViewportSize({ width: 390, height: 900 });
    await settle(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, "pixels beyond the right edge of 390").toBeLessThanOrEqual(0);
    const rules = [...colorRules, "scrollable-region-focusable"];
    expect(await axeProblems(page, rules), "axe, 390 px, dark").toEqual([]);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("has an example of every component that makes a node", () => {
    const makers = nodeMakers();
    expect(makers).toContain("dataTable.ts dataTable");
    expect(makers.filter((maker) => !called.has(maker))).toEqual([]);
  });

  it.each(dists)("is not in the site in %s", (dist) => {
    expect(pagesOf(dist).filter((path) => path.includes("gallery"))).toEqual([]);
  });
});
