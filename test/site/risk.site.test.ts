import { readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle, toEnd, visit, type Visit } from "./support/browser.js";
import { dists } from "./support/dists.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** Rows of a CSV of the site without line breaks in its fields. */
function readCsv(text: string): Record<string, string>[] {
  const cells = (line: string): string[] =>
    [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    );
  const [head = "", ...lines] = text.trim().split(/\r?\n/);
  const names = cells(head);
  return lines.map((line) => {
    const values = cells(line);
    return Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""]));
  });
}

async function download(page: Page, label: RegExp): Promise<Record<string, string>[]> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: label }).first().click(),
  ]);
  return readCsv(readFileSync(await file.path(), "utf8"));
}

const parameter = (page: Page, name: string): string | null => new URL(page.url()).searchParams.get(name);
const headline = (page: Page): Promise<string> => page.locator("h1").innerText();

/** Sets a slider as a reader does who drags it. */
async function slide(page: Page, label: RegExp | string, value: number): Promise<void> {
  await page.getByLabel(label).evaluate((node, to) => {
    (node as HTMLInputElement).valueAsNumber = to;
    node.dispatchEvent(new Event("input", { bubbles: true }));
  }, value);
  await settle(page);
}

describe.each(dists)("the risk page in %s", (dist) => {
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());
  const open = (query = ""): Promise<Visit> => visit(browser, `${server.origin}/risk${query}`);
  const isScored = async (page: Page): Promise<boolean> => (await page.locator(".band-table").count()) > 0;
  const leave = async ({ context, problems }: Visit): Promise<void> => {
    expect(problems).toEqual([]);
    await context.close();
  };

  it("says what it needs where there is no model, and draws every section where there is one", async () => {
    const visited = await open();
    const { page } = visited;
    await toEnd(page);
    expect(await page.locator(".observablehq--error").count()).toBe(0);
    if (await isScored(page)) {
      for (const id of ["portfolio", "cut-off", "model", "clients", "what-if"])
        expect(await page.locator(`#${id}`).count(), id).toBe(1);
      expect(await headline(page)).toMatch(/^Expected loss /);
    } else expect(await page.locator(".empty").first().innerText()).toMatch(/no default model/i);
    await leave(visited);
  });

  it("lets every figure follow the assumptions, and keeps them in the URL", async () => {
    const visited = await open();
    const { page } = visited;
    if (await isScored(page)) {
      const loss = async (): Promise<number> =>
        Number(
          (await download(page, /Download risk_bands/)).find(({ band }) => band === "All")?.expected_loss,
        );
      await slide(page, /Loss given default/, 0.3);
      const [before, title] = [await loss(), await headline(page)];
      await slide(page, /Loss given default/, 0.6);
      expect(await loss()).toBeCloseTo(2 * before, 4);
      expect(await headline(page)).not.toBe(title);
      expect(parameter(page, "lgd")).toBe("0.6");
      const again = await open("?lgd=0.6");
      expect(await headline(again.page)).toBe(await headline(page));
      await leave(again);
    }
    await leave(visited);
  });

  it("compares with another month, and goes back", async () => {
    const visited = await open();
    const { page } = visited;
    if ((await page.locator(".migration").count()) > 0) {
      const title = (): Promise<string> =>
        page.locator(".frame-title", { hasText: "moved" }).first().innerText();
      const before = await title();
      await page.getByLabel("a month ago").check();
      await settle(page);
      expect(await title()).toMatch(/in a month/);
      expect(parameter(page, "moved-since")).toBe("1");
      const rows = await download(page, /Download risk_migration_1m/);
      expect(rows).toHaveLength(63);
      await page.goBack();
      await settle(page);
      expect(await title()).toBe(before);
    }
    await leave(visited);
  });

  it("moves the cut-off by keyboard: matrix, measures, curves and URL follow within a frame", async () => {
    const visited = await open();
    const { page } = visited;
    await toEnd(page);
    if ((await page.locator(".cutoff-handle").count()) > 0) {
      const handle = page.locator(".cutoff-handle");
      const best = Number(await handle.inputValue());
      await handle.focus();
      for (let i = 0; i < 12; i++) await page.keyboard.press("ArrowRight");
      await settle(page);
      const cutOff = Number(await handle.inputValue());
      expect(cutOff).toBeGreaterThan(best);
      expect(parameter(page, "cut-off")).toBe(String(cutOff));
      const [confusion] = await download(page, /Download risk_confusion/);
      expect(confusion).toMatchObject({ cut_off: String(cutOff) });
      const curve = await download(page, /Download risk_cutoff_curve/);
      const at = curve.find(({ cut_off: each }) => each === String(cutOff))!;
      expect(at.declined_defaulted).toBe(confusion!.declined_defaulted);
      expect(await page.locator("#cut-off").innerText()).toContain(`at ${cutOff} we would give up`);
      const most = Math.max(...curve.map(({ profit }) => Number(profit)));
      expect(Number(curve.find(({ cut_off: each }) => each === String(best))!.profit)).toBeCloseTo(most, 4);

      const again = await open(`?cut-off=${cutOff}`);
      await toEnd(again.page);
      expect(await again.page.locator("#cut-off").innerText()).toBe(
        await page.locator("#cut-off").innerText(),
      );
      await leave(again);
    }
    await leave(visited);
  }, 180_000);

  it("filters the simulator by a part of the clients", async () => {
    const visited = await open();
    const { page } = visited;
    await toEnd(page);
    const list = page.getByLabel(/^Part of the/);
    if ((await list.count()) > 0) {
      const before = await page.locator("#cut-off + .note, .section-head:has(#cut-off) .note").innerText();
      await list.selectOption({ index: 1 });
      await settle(page);
      expect(await page.locator(".section-head:has(#cut-off) .note").innerText()).not.toBe(before);
      expect(parameter(page, "part")).toMatch(/^\w+\.\w+$/);
      const all = Number(/n = ([\d,]+)/.exec(before)?.[1]?.replaceAll(",", ""));
      const [row] = await download(page, /Download risk_confusion/);
      const rows = Object.entries(row!)
        .filter(([name]) => /^(accepted|declined)_/.test(name))
        .reduce((sum, [, value]) => sum + Number(value), 0);
      expect(rows).toBeGreaterThan(0);
      expect(rows).toBeLessThan(all);
    }
    await leave(visited);
  });

  it("downloads exactly the clients that a search leaves", async () => {
    const visited = await open();
    const { page } = visited;
    await toEnd(page);
    const field = page.getByLabel(/^Find a /);
    if ((await field.count()) > 0) {
      const all = await download(page, /Download risk_(clients|loans)/);
      const word = all[0]!.reason_1!.split(" ").pop()!;
      await field.fill(word);
      await settle(page);
      const found = await download(page, /Download risk_(clients|loans)/);
      expect(found.length).toBeGreaterThan(0);
      expect(found.length).toBeLessThanOrEqual(all.length);
      for (const row of found) expect(JSON.stringify(row).toLowerCase()).toContain(word.toLowerCase());
      expect(parameter(page, "client-search")).toBe(word);
      expect(found[0]).toHaveProperty("run");
    }
    await leave(visited);
  });

  it("scores in the page what the batch published, for clients of every kind, and follows edits", async () => {
    const visited = await open();
    const { page } = visited;
    await toEnd(page);
    if ((await page.locator(".what-if-result").count()) > 0) {
      const all = await download(page, /Download risk_(clients|loans)/);
      const name = Object.keys(all[0]!)[0]!;
      const places = [0, 1, Math.floor(all.length / 2), all.length - 1];
      for (const place of places) {
        const row = all[place]!;
        const each = await open(`?client=${row[name]!}`);
        await toEnd(each.page);
        const result = each.page.locator(".what-if-result");
        expect(await each.page.locator("#what-if").innerText()).toContain(row[name]);
        expect(Number(await result.getAttribute("data-points"))).toBeCloseTo(Number(row.points), 2);
        expect(Number(await result.getAttribute("data-pd"))).toBeCloseTo(Number(row.pd), 6);
        expect(await result.getAttribute("data-band")).toBe(row.band);
        if (row.reason_1)
          expect(await result.locator(".reason-words").first().innerText()).toBe(row.reason_1);
        if (place === 0) {
          const bins = each.page.locator(".what-if select").first();
          const now = await bins.inputValue();
          await bins.selectOption({ index: now === "0" ? 1 : 0 });
          await settle(each.page);
          const edited = await result.getAttribute("data-points");
          expect(Number(edited)).not.toBeCloseTo(Number(row.points), 2);
          expect(parameter(each.page, "what-if")).toMatch(/^\w+\./);
          const shared = await visit(browser, each.page.url());
          await toEnd(shared.page);
          expect(await shared.page.locator(".what-if-result").getAttribute("data-points")).toBe(edited);
          await leave(shared);
          await each.page.getByRole("button", { name: /Back to the actual/ }).click();
          await settle(each.page);
          expect(Number(await result.getAttribute("data-points"))).toBeCloseTo(Number(row.points), 2);
          expect(parameter(each.page, "what-if")).toBeNull();
        }
        await leave(each);
      }
    }
    await leave(visited);
  }, 180_000);
});
