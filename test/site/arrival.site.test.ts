import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle, visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
let server: StaticServer;
beforeAll(async () => {
  browser = await openBrowser();
  server = await serveSite(dists[0]!);
});
afterAll(async () => {
  await browser.close();
  await server.close();
});

type Broken = "is missing" | "is no table" | "never comes";

/** Opens a page one of whose files is broken. */
async function open(path: string, file: string, how: Broken): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  // Whatever waits for a cell is shown after four seconds at the latest; here only an error may show it.
  if (how !== "never comes")
    await page.addInitScript(() => {
      const later = window.setTimeout.bind(window);
      window.setTimeout = ((work: () => void, delay?: number) =>
        delay === 4000 ? 0 : later(work, delay)) as typeof window.setTimeout;
    });
  await page.route(new RegExp(`/data/${file}\\.\\w+\\.arrow$`), async (route) => {
    if (how === "is missing") await route.fulfill({ status: 404, body: "not found" });
    else if (how === "is no table") await route.fulfill({ body: "<html>a sign-in page</html>" });
  });
  await page.goto(server.origin + path);
  return page;
}

/** What cannot be seen although it is not meant only for screen readers. */
const hidden = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      [
        ...document.querySelectorAll<HTMLElement>("#observablehq-main > *, #observablehq-main > * > *"),
      ].filter((node) => getComputedStyle(node).visibility === "hidden").length,
  );

/** What a reader sees in the places of cells that failed. */
const said = (page: Page): Promise<string[]> => page.locator(".observablehq--error:visible").allInnerTexts();

/** How many parts are not there yet, though the reader has come this far. */
const notThere = (page: Page): Promise<number> => page.locator("[data-arriving]").count();

describe("a page whose first cell", () => {
  it.each([
    ["is missing", "The data file about.arrow is missing.", "Unable to load file: about.arrow"],
    ["is no table", "A data file holds something else than data.", "Expected to read"],
  ] as const)("reads a file that %s says so, and shows what does not need it", async (how, words, raw) => {
    const page = await open("/workbench", "about", how);
    await page.getByText(words).waitFor();
    const [problem, ...others] = await said(page);
    expect(problem).toContain(raw);
    expect(others).toEqual([]);
    await page.getByRole("heading", { name: "The tables" }).waitFor();
    await page.getByText("one row per KPI and month").waitFor();
    expect(await hidden(page)).toBe(0);
    await page.context().close();
  });

  it.each(["/", "/kpi", "/risk", "/quality"])(
    "is in %s and reads a file that is missing says so once, though every other cell needs it",
    async (path) => {
      const page = await open(path, "about", "is missing");
      await page.getByText("The data file about.arrow is missing.").waitFor();
      await settle(page);
      expect(await page.locator(".observablehq--error").count()).toBeGreaterThan(5);
      expect(await said(page)).toHaveLength(1);
      const again = page.getByRole("button", { name: "Load the page again" });
      await page.unrouteAll();
      await again.click();
      await page.waitForSelector("h1");
      expect(await said(page)).toEqual([]);
      await page.context().close();
    },
  );

  it("reads a file that never comes shows what does not need it after a while", async () => {
    const page = await open("/workbench", "about", "never comes");
    await page.getByRole("heading", { name: "The tables" }).waitFor();
    await page.waitForFunction(() => document.getElementById("arriving") === null);
    expect(await hidden(page)).toBe(0);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    await page.context().close();
  });
});

describe("a page of which one section", () => {
  it.each([
    ["/kpi", "cohorts", [/Months and their parts/, /Every KPI/]],
    ["/outliers", "movement_sample", [/timeline/, /Where alerts lie/]],
  ] as const)(
    "of %s reads a file that is missing has everything else, and says in its place what is missing",
    async (path, file, headings) => {
      const page = await open(path, file, "is missing");
      await page.locator("h1").waitFor();
      await page.keyboard.press("End");
      await page.getByText(`The data file ${file}.arrow is missing.`).waitFor();
      await settle(page);
      expect(await said(page)).toHaveLength(1);
      expect(await page.getByText("being fetched").count()).toBe(0);
      expect(await page.locator("h1").innerText()).toMatch(/\d/);
      for (const name of headings) await page.getByRole("heading", { name }).first().waitFor();
      await page.context().close();
    },
  );
});

describe("a reader who jumps", () => {
  it.each(["/kpi", "/outliers", "/quality"])("to the end of %s finds all of it drawn", async (path) => {
    const { page, context } = await visit(browser, server.origin + path, { height: 600 });
    expect(await notThere(page), "before").toBeGreaterThan(0);
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.getElementById("arriving") === null);
    expect(await notThere(page)).toBe(0);
    await context.close();
  });

  it("by a link to a section finds it, and what stands above it", async () => {
    const { page, context } = await visit(browser, `${server.origin}/kpi#every-kpi`);
    await page.waitForFunction(() => {
      const top = document.getElementById("every-kpi")?.getBoundingClientRect().top ?? -1;
      return top >= 0 && top < window.innerHeight;
    });
    expect(await notThere(page)).toBe(0);
    await context.close();
  });
});
