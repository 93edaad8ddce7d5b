import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle, visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The slider of a name, set as dragging sets it. */
const slide = (page: Page, name: string, to: number): Promise<void> =>
  page.evaluate(
    ([label, value]) => {
      const ranges = [
        ...document.querySelectorAll<HTMLInputElement>(".campaign .slider:not([hidden]) input"),
      ];
      const range = ranges.find((each) => each.labels?.[0]?.textContent === label)!;
      range.value = String(value);
      range.dispatchEvent(new Event("input", { bubbles: true }));
    },
    [name, to] as const,
  );

const titles = (page: Page): Promise<string[]> => page.locator(".campaign .frame-title").allInnerTexts();

const toList = async (page: Page): Promise<void> => {
  await page.locator("#who").scrollIntoViewIfNeeded();
  await page.waitForSelector(".retention table");
  await settle(page);
};

const rowCount = async (page: Page): Promise<number> =>
  Number(await page.locator(".retention table").getAttribute("aria-rowcount")) - 1;

describe.each(dists)("the churn page in %s", (dist) => {
  let server: StaticServer;
  let hasModel = false;
  beforeAll(async () => {
    server = await serveSite(dist);
    const { page, context } = await visit(browser, `${server.origin}/churn`);
    hasModel = (await page.locator(".campaign").count()) > 0;
    await context.close();
  });
  afterAll(() => server.close());

  it("says in words what it lacks where there is no churn model", async ({ skip }) => {
    if (hasModel) skip();
    const { page, context, problems } = await visit(browser, `${server.origin}/churn`);
    expect(await page.locator("#missing").count()).toBe(1);
    expect(await page.locator(".empty").first().innerText()).toMatch(/need a churn model\. \S.*\./);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("works a campaign out anew at each move of a slider", async ({ skip }) => {
    if (!hasModel) skip();
    const { page, context, problems } = await visit(browser, `${server.origin}/churn`);
    const before = await titles(page);
    for (const [name, to] of [
      ["Cost of a contact", 1],
      ["Success rate", 0.5],
      ["Years kept", 3],
      ["Budget", 40],
    ] as const) {
      await slide(page, name, to);
    }
    const after = await titles(page);
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(await page.locator(".outcomes tbody tr").first().innerText()).toContain("40");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("keeps the campaign, the feature and the grouping in the URL, and goes back", async ({ skip }) => {
    if (!hasModel) skip();
    const { page, context } = await visit(browser, `${server.origin}/churn`);
    await slide(page, "Cost of a contact", 1);
    await slide(page, "Budget", 25);
    await page.locator("#survival-place").scrollIntoViewIfNeeded();
    await page.waitForSelector("#survival");
    await settle(page);
    await page.getByLabel("products", { exact: true }).check();
    await settle(page);
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("cost")).toBe("1");
    expect(searchParams.get("contacts")).toBe("25");
    expect(searchParams.get("survival")).toBe("product");
    const shown = (await titles(page))[0];
    const survival = await page.locator("#survival").innerText();

    const other = await visit(browser, page.url());
    expect((await titles(other.page))[0]).toBe(shown);
    await other.page.locator("#survival-place").scrollIntoViewIfNeeded();
    await other.page.waitForSelector("#survival");
    expect(await other.page.locator("#survival").innerText()).toBe(survival);
    await other.context.close();

    await page.goBack();
    await settle(page);
    expect(new URL(page.url()).searchParams.get("survival")).toBeNull();
    await context.close();
  });

  it("takes a budget in money for as many clients as it pays for", async ({ skip }) => {
    if (!hasModel) skip();
    const { page, context } = await visit(browser, `${server.origin}/churn?budget-in=money&money=50&cost=2`);
    expect(await page.locator(".outcomes tbody tr").first().innerText()).toContain("25");
    await context.close();
  });

  it("lists whom a contact pays for, more of them when it costs less, and hands over just these", async ({
    skip,
  }) => {
    if (!hasModel) skip();
    server.forget();
    const { page, context, problems } = await visit(browser, `${server.origin}/churn`);
    const fetched = (): boolean => [...server.sent.keys()].some((path) => path.includes("churn_reasons"));
    expect(fetched(), "the list is fetched when it is looked at").toBe(false);
    await toList(page);
    expect(fetched()).toBe(true);
    const few = await rowCount(page);
    await slide(page, "Cost of a contact", 1);
    await settle(page);
    const more = await rowCount(page);
    expect(more).toBeGreaterThanOrEqual(few);
    expect(await page.locator(".list-count").innerText()).toMatch(/are left out/);

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.locator(".retention .table-tools button").click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^retention_list_\d{4}-\d{2}-\d{2}_[0-9a-f]{12}\.csv$/);
    const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
    expect(lines).toHaveLength(more + 1);
    const head = lines[0]!.split(",");
    expect(head).toEqual(
      expect.arrayContaining(["client", "probability", "yearly_income", "net_benefit", "reasons", "run"]),
    );
    const benefit = lines.slice(1).map((line) => Number(line.split(",")[head.indexOf("net_benefit")]));
    expect(
      benefit.every((value) => value >= 0),
      "no negative net benefit",
    ).toBe(true);
    expect([...benefit].sort((a, b) => b - a)).toEqual(benefit);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("searches all clients and opens one with the reasons against the typical client", async ({ skip }) => {
    if (!hasModel) skip();
    const { page, context } = await visit(browser, `${server.origin}/churn?list=all`);
    await toList(page);
    const all = await rowCount(page);
    expect(all).toBeGreaterThan(100);
    expect(await page.locator(".retention tbody tr[data-place]").count(), "rows drawn").toBeLessThan(100);
    const key = await page.locator(".retention .pseudonym").nth(3).innerText();
    await page.locator(".retention input[type=search]").fill(key);
    await settle(page);
    expect(await rowCount(page)).toBe(1);
    await page.locator(".retention tbody tr[data-place] td").nth(2).click();
    await settle(page);
    expect(await page.locator(".detail .pseudonym").innerText()).toBe(key);
    expect(await page.locator(".detail-reason").count()).toBeGreaterThan(0);
    expect(new URL(page.url()).searchParams.get("client")).toBe(key);
    await context.close();
  });

  it("shows effects, and the one of the feature that is chosen", async ({ skip }) => {
    if (!hasModel) skip();
    const { page, context, problems } = await visit(browser, `${server.origin}/churn`);
    await page.locator("#why").scrollIntoViewIfNeeded();
    const select = page.locator("select").first();
    await select.waitFor();
    await settle(page);
    expect(await page.locator(".level-legend > span").count()).toBeGreaterThanOrEqual(3);
    const label = await select.locator("option").nth(3).innerText();
    await select.selectOption({ label });
    await settle(page);
    expect(await page.locator(".frame-title", { hasText: "effect by value" }).innerText()).toContain(label);
    expect(new URL(page.url()).searchParams.get("feature")).toMatch(/^[a-z0-9_]+$/);
    expect(problems).toEqual([]);
    await context.close();
  });
});
