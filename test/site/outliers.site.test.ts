import { readFile } from "node:fs/promises";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseVerdicts } from "../../lib/core/outliers/verdicts.js";
import { openBrowser, settle, visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const rows = (page: Page) => page.locator(".queue-table tbody tr");
const selected = (page: Page): Promise<string | null> =>
  page.locator(".queue-table tr.is-selected").getAttribute("data-movement");
const stateOf = (page: Page, movement: string): Promise<string> =>
  page.locator(`tr[data-movement="${movement}"] .triage-state`).innerText();
const counted = async (page: Page): Promise<number> => {
  const words = await page.locator(".queue-foot [role=status]").innerText();
  return Number(/([\d,]+) shown/.exec(words)![1]!.replaceAll(",", ""));
};
const exported = async (page: Page): Promise<{ name: string; text: string }> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Export verdicts" }).click(),
  ]);
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
};
const importText = (page: Page, text: string): Promise<void> =>
  page
    .locator(".verdict-files input[type=file]")
    .setInputFiles({ name: "verdicts.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

/** Marks of the timeline that reach beyond their drawing, as movements of a client with a busy day might. */
const outside = (page: Page): Promise<string[]> =>
  page.$$eval(".place svg", (drawings) =>
    drawings.flatMap((drawing) => {
      const frame = drawing.getBoundingClientRect();
      return [...drawing.querySelectorAll("path, rect, circle")].flatMap((mark) => {
        const { top, bottom } = mark.getBoundingClientRect();
        return top < frame.top - 1 || bottom > frame.bottom + 1 ? [mark.outerHTML] : [];
      });
    }),
  );

describe.each(dists)("the Outliers page of the site in %s", (dist) => {
  let server: StaticServer;
  let hasAlerts: boolean;
  const open = (query = ""): ReturnType<typeof visit> => visit(browser, `${server.origin}/outliers${query}`);
  const using = async (
    query: string,
    use: (page: Page, context: BrowserContext) => Promise<void>,
  ): Promise<void> => {
    const { page, context, problems } = await open(query);
    await use(page, context);
    expect(problems).toEqual([]);
    await context.close();
  };
  beforeAll(async () => {
    server = await serveSite(dist);
    const { page, context } = await open();
    hasAlerts = (await page.locator(".desk").count()) > 0;
    await context.close();
  });
  afterAll(() => server.close());

  it("says in words why there is no queue, where there is none", async () => {
    if (hasAlerts) return;
    await using("", async (page) => {
      expect((await page.locator(".empty").first().innerText()).length).toBeGreaterThan(20);
    });
  });

  it("is triaged by keyboard: moves, decides, goes on and takes back", async () => {
    if (!hasAlerts) return;
    await using("?period=all", async (page) => {
      const [first, second] = await rows(page).evaluateAll((nodes) =>
        nodes.slice(0, 2).map((node) => (node as HTMLElement).dataset.movement!),
      );
      expect(await selected(page)).toBe(first);
      await page.keyboard.press("j");
      expect(await selected(page)).toBe(second);
      await page.keyboard.press("k");
      await page.keyboard.press("c");
      expect(await stateOf(page, first!)).toContain("confirmed");
      expect(await selected(page)).toBe(second);
      await page.keyboard.press("d");
      expect(await stateOf(page, second!)).toContain("dismissed");
      await page.keyboard.press("z");
      expect(await stateOf(page, second!)).toContain("open");
      expect(await selected(page)).toBe(second);
      await page.getByLabel(/^Note/).fill("cud");
      expect(await stateOf(page, second!)).toContain("open");
      await page.getByRole("button", { name: /^Unsure/ }).click();
      expect(await stateOf(page, second!)).toContain("unsure");
      // The browser keeps it.
      await page.reload();
      await settle(page);
      expect(await stateOf(page, first!)).toContain("confirmed");
      expect(await stateOf(page, second!)).toContain("unsure");
      await page
        .locator("label")
        .filter({ hasText: /^confirmed$/ })
        .click();
      expect(await counted(page)).toBe(1);
      expect(page.url()).toContain("triage=confirmed");
    });
  });

  it("exports the verdicts as the file that the build reads, and takes it back in", async () => {
    if (!hasAlerts) return;
    let text = "";
    let movement = "";
    await using("?period=all", async (page) => {
      movement = (await selected(page))!;
      await page.getByLabel(/^Note/).fill('stolen, "never mine"\nsee case 7');
      await page.getByRole("button", { name: /^Confirm/ }).click();
      expect(await page.locator(".verdict-status").innerText()).toContain("1 not exported yet");
      const file = await exported(page);
      text = file.text;
      expect(file.name).toMatch(/^verdicts_\d{4}-\d\d-\d\d_1\.csv$/);
      expect(text.split("\r\n")[0]).toBe("movement,label,note,decided_at");
      expect(parseVerdicts(text)).toMatchObject({
        key: "movement",
        problems: [],
        verdicts: [{ movement, label: "confirmed", note: 'stolen, "never mine"\nsee case 7' }],
      });
      expect(await page.locator(".verdict-status").innerText()).toContain("all exported");
    });
    await using("?period=all", async (page) => {
      expect(await stateOf(page, movement)).toBe("open");
      await importText(page, text);
      await page.getByText("1 verdict taken from verdicts.csv").waitFor();
      expect(await stateOf(page, movement)).toContain("confirmed");
      await importText(page, text);
      await page.getByText("1 were here already").waitFor();
      await importText(page, "movement,label\nM1,yes\n,confirmed\n");
      const list = page.locator(".verdict-result li");
      await list.first().waitFor();
      expect(await list.allInnerTexts()).toEqual([
        'line 2, column label: "yes" where confirmed, dismissed or unsure was expected. Write one of the three, or take the line out.',
        'line 3, column movement: ",confirmed" where a movement was expected. Copy it from the queue, or take the line out.',
      ]);
      expect(await stateOf(page, movement)).toContain("confirmed");
    });
  });

  it("says that verdicts are not kept where the browser forbids it", async () => {
    if (!hasAlerts) return;
    const { page, context } = await open();
    await page.addInitScript(() => {
      Object.defineProperty(window, "localStorage", {
        get: () => {
          throw new Error("forbidden");
        },
      });
    });
    await page.reload();
    await settle(page);
    expect(await page.locator(".verdict-status").innerText()).toContain("the browser forbids it");
    await page.keyboard.press("c");
    expect(await page.locator(".triage-state.is-confirmed").count()).toBe(1);
    await context.close();
  });

  it("filters the queue by a region, by typing and by the URL", async () => {
    if (!hasAlerts) return;
    await using("", async (page) => {
      const all = await counted(page);
      await page.locator(".region-place").scrollIntoViewIfNeeded();
      const from = page.getByLabel(/^Region from, (?!times)/);
      await from.waitFor();
      const amounts = await page.locator(".queue-table td.queue-amount").allInnerTexts();
      expect(amounts.length).toBeGreaterThan(0);
      await from.fill("100000000");
      await from.press("Enter");
      await page.waitForURL(/brush=/);
      await settle(page);
      expect(await counted(page)).toBe(0);
      expect(await page.locator(".brush-words").first().innerText()).toContain("0 alerts");
      await from.fill("0.5");
      await from.press("Enter");
      await page.waitForURL(/brush=[^&]*,0\.5\.\./);
      await settle(page);
      expect(await counted(page)).toBe(all);
      const before = await from.inputValue();
      await from.press("ArrowUp");
      expect(Number(await from.inputValue())).toBeGreaterThan(Number(before));
      await page.waitForTimeout(200);
      const url = page.url();
      await page.getByRole("button", { name: "clear ×" }).click();
      await page.waitForURL((each) => !each.search.includes("brush="));
      await page.goto(url);
      await settle(page);
      expect(await page.locator(".chip").count()).toBe(1);
    });
  });

  it("draws a region with the pointer", async () => {
    if (!hasAlerts) return;
    await using("", async (page) => {
      await page.locator(".region-place").scrollIntoViewIfNeeded();
      const surface = page.locator(".brush-surface");
      await surface.waitFor();
      await surface.scrollIntoViewIfNeeded();
      const place = (await surface.boundingBox())!;
      await page.mouse.move(place.x + 2, place.y + 2);
      await page.mouse.down();
      await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2, { steps: 5 });
      await page.mouse.up();
      await page.waitForURL(/brush=/);
      await settle(page);
      const words = await page.locator(".brush-words").first().innerText();
      expect(Number(/region: ([\d,]+) alert/.exec(words)![1]!.replaceAll(",", ""))).toBe(await counted(page));
    });
  });

  it("filters the queue by fewer alerts a day", async () => {
    if (!hasAlerts) return;
    await using("?period=all", async (page) => {
      const all = await counted(page);
      const hand = page.getByLabel("Alerts a day that somebody can look at");
      await page.locator("#where").scrollIntoViewIfNeeded();
      await hand.waitFor();
      await hand.fill((await hand.getAttribute("min")) ?? "0");
      await page.waitForURL(/alerts-a-day=1/);
      await settle(page);
      // One a day over the 90 days: a small bank has no more than that.
      expect(await counted(page)).toBeLessThanOrEqual(Math.min(all, 91));
      expect(await page.locator(".chip").innerText()).toContain("1 alerts a day");
    });
  });

  it("keeps the alert that stays selected in another period in the URL, in one step with the period", async () => {
    if (!hasAlerts) return;
    await using("?period=day", async (page) => {
      if ((await counted(page)) === 0) return;
      const movement = await selected(page);
      await page
        .locator("label")
        .filter({ hasText: /^\d+ days$/ })
        .last()
        .click();
      await settle(page);
      expect(await selected(page)).toBe(movement);
      const isFirst = (await rows(page).first().getAttribute("data-movement")) === movement;
      if (!isFirst) await expect.poll(() => page.url()).toContain(`alert=${movement!}`);
      const url = page.url();
      await page.goBack();
      await settle(page);
      expect(page.url()).toContain("period=day");
      await page.goto(url);
      await settle(page);
      expect(await selected(page)).toBe(movement);
    });
  });

  it("keeps period, words and alert in the URL, and goes back", async () => {
    if (!hasAlerts) return;
    await using("", async (page) => {
      await page
        .locator("label")
        .filter({ hasText: /^30 days$/ })
        .click();
      await settle(page);
      expect(page.url()).toContain("period=month");
      if ((await counted(page)) < 2) return;
      await page.keyboard.press("Tab");
      await page.locator(".queue-table tbody tr:not(.is-selected)").last().click();
      const movement = await selected(page);
      await expect.poll(() => page.url()).toContain(`alert=${movement!}`);
      expect(page.url()).toContain("period=month");
      const url = page.url();
      await page.goBack();
      await settle(page);
      expect(page.url()).not.toContain(`alert=${movement!}`);
      await page.goto(url);
      await settle(page);
      expect(await selected(page)).toBe(movement);
      // A link to an alert alone opens the period it is in.
      await page.goto(`${server.origin}/outliers?alert=${movement!}`);
      await settle(page);
      expect(await selected(page)).toBe(movement);
      await page.getByRole("button", { name: "client →" }).click();
      await settle(page);
      expect(page.url()).toContain("find=");
      expect(
        new Set(
          await page
            .locator(".queue-what small")
            .evaluateAll((nodes) => nodes.map((node) => node.textContent.split(" · ")[0])),
        ).size,
      ).toBe(1);
    });
  });

  it("hands over exactly the alerts shown", async () => {
    if (!hasAlerts) return;
    await using("", async (page) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Download the alerts shown as CSV" }).click(),
      ]);
      const lines = (await readFile(await download.path(), "utf8")).trim().split("\r\n");
      expect(lines.length - 1).toBe(await counted(page));
      expect(lines[0]).toMatch(/^\uFEFF?movement,client,posted_at,.*,as_of,run$/);
    });
  });

  it("fetches the timelines when their section is seen, and shows the selected movement", async () => {
    if (!hasAlerts) return;
    server.forget();
    await using("", async (page) => {
      const fetched = (): boolean =>
        [...server.sent.keys()].some(
          (path) => path.includes("data/alerts.") || path.includes("data/alert_reasons."),
        );
      expect(fetched()).toBe(false);
      await page.locator("#place").scrollIntoViewIfNeeded();
      await page.locator(".place .frame-title").waitFor();
      const before = await page.locator(".place .frame-about").innerText();
      expect(await page.locator(".place svg").count()).toBeGreaterThan(0);
      expect(await outside(page)).toEqual([]);
      if ((await counted(page)) < 2) return;
      await rows(page).nth(1).click();
      await settle(page);
      if ((await rows(page).nth(0).locator("small").first().innerText()) !== "")
        expect(await page.locator(".place .frame-about").innerText()).not.toBe(before);
    });
  });
});
