import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle, visit } from "./support/browser.js";
import { dists, publishedRows } from "./support/dists.js";
import { download } from "./support/download.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const dimensions = ["product", "segment", "channel"];
const words = (page: Page): Promise<string> => page.locator(".filter-words").innerText();
const monthTitle = (page: Page): Promise<string> => page.locator(".frame-title").first().innerText();
/** The bars of a dimension as they read. */
const partsOf = (page: Page, index: number): Promise<string[]> =>
  page.locator(".part-bars").nth(index).locator("tbody tr").allInnerTexts();
/** What lies below follows after a rest. */
const rest = async (page: Page): Promise<void> => {
  await page.waitForTimeout(250);
  await settle(page);
};
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** Drags over the months from one to another, counted from the end. */
async function brush(page: Page, from: number, to: number): Promise<void> {
  await page.locator(".month-picks").scrollIntoViewIfNeeded();
  const box = (await page.locator(".month-picks").boundingBox())!;
  const count = await page.locator(".month-picks button").count();
  const x = (back: number): number => box.x + (box.width * (count - back - 0.5)) / count;
  await page.mouse.move(x(from), box.y + 40);
  await page.mouse.down();
  await page.mouse.move(x(to), box.y + 40, { steps: 6 });
  await page.mouse.up();
  await rest(page);
}

describe.each(dists)("the KPI page in %s", (dist) => {
  const activity = publishedRows(dist, "activity_parts");
  const several = dimensions.filter(
    (name) => new Set(activity.map((row) => row[name]).filter((value) => value !== "all")).size > 1,
  );
  const months = new Set(activity.map(({ month }) => Number(month))).size;
  const hasMonths = months > 4;
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  it("shows another measure when one is chosen, and has it in the URL", async () => {
    const { page, context, problems } = await visit(browser, `${server.origin}/kpi`);
    expect(query(page).size).toBe(0);
    await page.getByRole("radio", { name: /^Movements/ }).check();
    await rest(page);
    expect(await monthTitle(page)).toMatch(/^Movements /);
    expect(await words(page)).toMatch(/^Movements, whole bank, /);
    expect(query(page).get("measure")).toBe("movements");
    expect(problems).toEqual([]);
    await context.close();
  });

  it.runIf(hasMonths)("filters every chart by the months that are brushed, and back", async () => {
    const { page, context, problems } = await visit(browser, `${server.origin}/kpi`);
    const before = { title: await monthTitle(page), parts: several.length ? await partsOf(page, 0) : [] };
    await brush(page, 3, 1);
    expect(query(page).get("period")).toMatch(/^\d{4}-\d\d\.\.\d{4}-\d\d$/);
    expect(await page.locator(".month-picks button[aria-pressed=true]").count()).toBe(3);
    expect(await monthTitle(page)).not.toBe(before.title);
    if (several.length) expect(await partsOf(page, 0)).not.toEqual(before.parts);
    const brushed = await monthTitle(page);
    await page.goBack();
    await rest(page);
    expect(query(page).get("period")).toBeNull();
    expect(await monthTitle(page)).toBe(before.title);
    await page.goForward();
    await rest(page);
    expect(await monthTitle(page)).toBe(brushed);
    if (several.length) {
      await page.locator(".part-bars").first().locator("tbody tr").last().getByRole("button").focus();
      await page.keyboard.press("Enter");
      await rest(page);
    }
    const filtered = query(page).toString();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await rest(page);
    expect(await monthTitle(page)).toBe(before.title);
    expect(query(page).size).toBe(0);
    await page.goBack();
    await rest(page);
    expect(query(page).toString(), "all filters are cleared in one step").toBe(filtered);
    expect(problems).toEqual([]);
    await context.close();
  });

  it.runIf(hasMonths)("is brushed with the keyboard", async () => {
    const { page, context } = await visit(browser, `${server.origin}/kpi`);
    await page.locator(".month-picks button[tabindex='0']").focus();
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Shift+ArrowLeft");
    await rest(page);
    expect(await page.locator(".month-picks button[aria-pressed=true]").count()).toBe(2);
    await page.keyboard.press("Escape");
    await rest(page);
    expect(query(page).get("period")).toBeNull();
    await context.close();
  });

  it.runIf(several.length > 0)("filters the other charts by the bar that is clicked", async () => {
    server.forget();
    const { page, context, problems } = await visit(browser, `${server.origin}/kpi`);
    const fetchedCells = (): boolean =>
      [...server.sent.keys()].some((path) => path.includes("activity_monthly"));
    expect(fetchedCells()).toBe(false);
    const before = await monthTitle(page);
    const own = await partsOf(page, 0);
    const row = page.locator(".part-bars").first().locator("tbody tr").last();
    const name = (await row.getAttribute("data-part"))!;
    await row.getByRole("button").focus();
    await page.keyboard.press("Enter");
    await rest(page);
    expect(fetchedCells()).toBe(true);
    expect(query(page).get(several[0]!)).toBe(name);
    expect(await words(page)).toContain(name.replaceAll("_", " "));
    expect(await monthTitle(page)).not.toBe(before);
    // The chart that was clicked still compares all; its bar is marked, and keeps the focus.
    expect(await partsOf(page, 0)).toEqual(own);
    expect(await page.locator(".part-bars tr.is-selected").count()).toBe(1);
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-pressed"))).toBe("true");
    await page.goBack();
    await rest(page);
    expect(await monthTitle(page)).toBe(before);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("opens the view that a link says, and leaves out what is not in this bank", async () => {
    const last = [...new Set(activity.map(({ month }) => Number(month)))].sort((a, b) => a - b).at(-2);
    const period = last === undefined ? "" : new Date(last).toISOString().slice(0, 7);
    const link = `${server.origin}/kpi?measure=movements&compare=previous&segment=nobody&period=${period}`;
    const { page, context, problems } = await visit(browser, link);
    expect(await page.getByRole("radio", { name: /^Movements/ }).isChecked()).toBe(true);
    expect(await page.getByRole("radio", { name: "Previous period" }).isChecked()).toBe(true);
    expect(await words(page)).toContain(", whole bank, ");
    if (period) expect(await page.locator(".month-picks button[aria-pressed=true]").count()).toBe(1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("compares with the period before, the year before, or nothing", async () => {
    const { page, context } = await visit(browser, `${server.origin}/kpi`);
    const ticks = (): Promise<string | null> => page.locator(".month-before").last().getAttribute("d");
    expect(await words(page)).toMatch(/, against /);
    await page.getByRole("radio", { name: "None" }).check();
    await rest(page);
    expect(await words(page)).not.toMatch(/against/);
    expect((await ticks()) ?? "").toBe("");
    if (hasMonths) {
      await page.getByRole("radio", { name: "Previous period" }).check();
      await rest(page);
      expect((await ticks())?.match(/M/g)).toHaveLength(1);
    }
    await context.close();
  });

  it("drills from a month to its days, fetching them only then", async () => {
    server.forget();
    const { page, context, problems } = await visit(browser, `${server.origin}/kpi`);
    const fetchedDays = (): boolean =>
      [...server.sent.keys()].some((path) => path.includes("activity_daily"));
    expect(fetchedDays()).toBe(false);
    await page.locator(".month-picks button").last().focus();
    await page.keyboard.press("Enter");
    await page.waitForSelector("#days");
    expect(fetchedDays()).toBe(true);
    expect(await page.locator("#days svg rect, #days .empty").count()).toBeGreaterThan(0);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#days", { state: "detached" });
    expect(problems).toEqual([]);
    await context.close();
  });

  it("hands over exactly what is shown", async () => {
    const { page, context } = await visit(browser, `${server.origin}/kpi?measure=movements`);
    const file = await download(page, () =>
      page.getByRole("button", { name: "Download activity_by_month as CSV" }).click(),
    );
    expect(file.name).toMatch(/^activity_by_month_\d{4}-\d\d-\d\d_\w+\.csv$/);
    expect(file.rows).toHaveLength(await page.locator(".month-bar").count());
    expect(new Set(file.rows.map(({ measure }) => measure))).toEqual(new Set(["movements"]));
    const shown = await page.locator(".month-picks button").last().getAttribute("aria-label");
    expect(
      shown
        ?.replace(/^[^:]*: /, "")
        .split(", ")[0]!
        .replace(/\D/g, ""),
    ).toContain(file.rows.at(-1)!.value!.slice(0, 2));
    if (several.length > 0) {
      const rows = page.locator(".part-bars").first().locator("tbody tr");
      await rows.first().click();
      await rest(page);
      const name = several[1] ?? several[0]!;
      const parts = await download(page, () =>
        page.getByRole("button", { name: `Download activity_by_${name} as CSV` }).click(),
      );
      const table = page.locator(".part-bars").nth(several.indexOf(name));
      const known = table.locator("tbody tr:not(:has(.is-hidden))");
      expect(parts.rows.map((row) => row[name])).toEqual(
        await known.evaluateAll((nodes) => nodes.map((node) => node.getAttribute("data-part"))),
      );
      if (several.length > 1) {
        const filter = await rows.first().getAttribute("data-part");
        expect(new Set(parts.rows.map((row) => row[several[0]!]))).toEqual(new Set([filter]));
      }
    }
    await context.close();
  });

  it("shows how many clients of a cohort stay, by quarter or month, or says why not", async () => {
    const published = publishedRows(dist, "cohorts");
    const { page, context, problems } = await visit(browser, `${server.origin}/kpi`);
    await page.locator("#cohorts").scrollIntoViewIfNeeded();
    await rest(page);
    const cells = page.locator(".cohorts td.heat");
    if (published.length === 0) {
      expect(await page.getByText("retention cannot be told").count()).toBe(1);
    } else {
      const countOf = (grain: string): number =>
        published.filter((row) => row.grain === grain && row.segment === "all").length;
      for (const grain of ["month", "quarter"]) {
        await page.getByRole("radio", { name: grain, exact: true }).check();
        await rest(page);
        const count = countOf(grain);
        if (count > 0) expect(await cells.count()).toBe(count);
      }
      expect((await cells.allInnerTexts()).every((text) => Number(text) >= 0 && Number(text) <= 100)).toBe(
        true,
      );
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});
