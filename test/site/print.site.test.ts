import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, visit } from "./support/browser.js";
import { dists, pagesOf, publicationOf } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** What a reader could press, drag or type into; a link is still a link on paper. */
const controls = "button, input, select, textarea, [contenteditable]";

describe.each(dists)("the site in %s, printed", (dist) => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  it.each(pagesOf(dist))(
    "%s has whole tables, no controls, and says as of when and by which run",
    async (path) => {
      const { page, context, problems } = await visit(browser, server.origin + path);
      await page.evaluate(() => (window.print = () => document.body.setAttribute("data-printed", "")));
      await page.getByRole("button", { name: "Print", exact: true }).click();
      await page.locator("body[data-printed]").waitFor();
      await page.emulateMedia({ media: "print" });
      const tables = (): Promise<{ caption: string; drawn: number; rows: number; hidden: number }[]> =>
        page.$$eval("[data-print]", (views) =>
          views.map((view) => ({
            caption: view.getAttribute("aria-label") ?? "",
            drawn: view.querySelectorAll("tbody tr[aria-rowindex]").length,
            rows: Number(view.querySelector("table")!.getAttribute("aria-rowcount")) - 1,
            hidden: view.scrollHeight - view.clientHeight,
          })),
        );
      await expect
        .poll(
          async () => (await tables()).filter(({ drawn, rows, hidden }) => drawn !== rows || hidden > 1),
          {
            timeout: 20_000,
          },
        )
        .toEqual([]);
      const visible = await page.$$eval(controls, (nodes) =>
        nodes
          .filter((node) => node.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
          // A column is sorted by its name, which has to stay.
          .filter((node) => !node.closest("thead"))
          .map((node) => node.outerHTML.slice(0, 120)),
      );
      expect(visible).toEqual([]);
      const { run } = publicationOf(dist);
      expect(await page.locator("#paper-stamp").textContent()).toContain(`run ${run}`);
      expect(await page.locator(".site-note").isVisible()).toBe(true);
      expect((await page.pdf()).subarray(0, 5).toString()).toBe("%PDF-");
      expect(problems).toEqual([]);
      await context.close();
    },
  );
});
