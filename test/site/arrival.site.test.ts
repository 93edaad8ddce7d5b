import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle } from "./support/browser.js";
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

describe("a page whose first cell", () => {
  it.each([
    ["is missing", "Unable to load file: about.arrow"],
    ["is no table", "Expected to read"],
  ] as const)("reads a file that %s says so, and shows what does not need it", async (how, words) => {
    const page = await open("/workbench", "about", how);
    const error = page.locator(".observablehq--error").first();
    await error.waitFor();
    expect(await error.innerText()).toContain(words);
    await page.getByRole("heading", { name: "The tables" }).waitFor();
    await page.getByText("one row per KPI and month").waitFor();
    expect(await hidden(page)).toBe(0);
    await page.context().close();
  });

  it("reads a file that never comes shows what does not need it after a while", async () => {
    const page = await open("/workbench", "about", "never comes");
    await page.getByRole("heading", { name: "The tables" }).waitFor();
    expect(await hidden(page)).toBe(0);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    await page.context().close();
  });
});

describe("a page of which one section", () => {
  it("reads a file that is missing has everything else, and says in its place what is missing", async () => {
    const page = await open("/kpi", "cohorts", "is missing");
    await page.locator("#cohorts").scrollIntoViewIfNeeded();
    const error = page.locator(".observablehq--error");
    await error.first().waitFor();
    await settle(page);
    expect(new Set(await error.allInnerTexts())).toEqual(
      new Set(["RuntimeError: Unable to load file: cohorts.arrow"]),
    );
    expect(await page.locator("h1").innerText()).toMatch(/\d/);
    for (const name of ["Months and their parts", /Every KPI/])
      expect(await page.getByRole("heading", { name }).count()).toBe(1);
    await page.context().close();
  });
});
