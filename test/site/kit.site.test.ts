import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser } from "./support/browser.js";
import { openComponents } from "./support/componentPage.js";
import { download } from "./support/download.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The search of the address, as the page has it. */
const address = (page: Page): Promise<string> => page.evaluate(() => location.search + location.hash);
const show = (page: Page, id = "shown"): Promise<string> => page.locator(`#${id}`).innerText();

describe("bindUrl(input, name, codec)", () => {
  const script = `
    import {segmented} from "./components/segmented.js";
    import {slider} from "./components/slider.js";
    import {bindUrl, choice, number} from "./components/urlState.js";
    const place = document.getElementById("place");
    const segment = bindUrl(segmented(["all", "retail", "private"], {label: "Segment"}), "segment", choice(["all", "retail", "private"]));
    const nothing = bindUrl(segmented([], {label: "Nothing to choose"}), "nothing", choice([], ({id}) => id));
    const cutOff = bindUrl(slider({label: "Cut-off", min: 300, max: 900, value: 620, unit: "points"}), "cut-off", number({min: 300, max: 900}));
    const shown = document.createElement("p");
    shown.id = "shown";
    const tell = () => { shown.textContent = segment.value + " " + cutOff.value; };
    segment.addEventListener("input", tell);
    cutOff.addEventListener("input", tell);
    tell();
    place.append(segment, nothing, cutOff, shown);`;

  it("writes choices, keeps the hash and other parameters, and goes back and forward", async () => {
    const { page, context, problems } = await openComponents(browser, script, { path: "/?other=1#part" });
    expect(await show(page)).toBe("all 620");
    await page.getByLabel("private").check();
    await page.getByLabel("retail").check();
    expect(await address(page)).toBe("?other=1&segment=retail#part");
    await page.goBack();
    expect(await show(page)).toBe("private 620");
    expect(await page.getByLabel("private").isChecked()).toBe(true);
    await page.goBack();
    expect(await show(page)).toBe("all 620");
    expect(await address(page)).toBe("?other=1#part");
    await page.goForward();
    await page.goForward();
    expect(await show(page)).toBe("retail 620");
    await page.getByLabel("all").check();
    expect(await address(page), "a default leaves the address clean").toBe("?other=1#part");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("takes a drag for one step", async () => {
    const { page, context } = await openComponents(browser, script);
    const range = page.getByRole("slider", { name: "Cut-off" });
    await range.focus();
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    expect(await show(page)).toBe("all 625");
    await expect.poll(() => address(page)).toBe("?cut-off=625");
    expect(await range.getAttribute("aria-valuetext")).toBe("625\u202Fpoints");
    await page.goBack();
    expect(await show(page)).toBe("all 620");
    await context.close();
  });

  it("writes a drag when it rests, and loses none of it", async () => {
    const { page, context } = await openComponents(browser, script);
    const writes = await page.evaluate(async () => {
      let count = 0;
      for (const name of ["pushState", "replaceState"] as const) {
        const write = history[name].bind(history);
        history[name] = (...state) => {
          count++;
          write(...state);
        };
      }
      const range = document.querySelector<HTMLInputElement>("input[type=range]")!;
      for (let value = 621; value <= 740; value++) {
        range.value = String(value);
        range.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise(requestAnimationFrame);
      }
      dispatchEvent(new Event("pointerup"));
      return count;
    });
    expect(await address(page)).toBe("?cut-off=740");
    expect(writes).toBeLessThan(5);
    await page.goBack();
    expect(await show(page)).toBe("all 620");
    await context.close();
  });

  it("takes what is chosen at once for one step, and what follows from it for none", async () => {
    const { page, context } = await openComponents(
      browser,
      `import {asConsequence, writeUrl} from "./components/urlState.js";
       writeUrl("a", "1");
       writeUrl("b", "2");
       setTimeout(() => asConsequence(() => writeUrl("c", "3")), 50);`,
    );
    await expect.poll(() => address(page)).toBe("?a=1&b=2&c=3");
    await page.goBack();
    expect(await address(page)).toBe("");
    await context.close();
  });

  it.each([
    { path: "/?segment=retail&cut-off=700", shown: "retail 700" },
    { path: "/?segment=nobody&cut-off=9000", shown: "all 620" },
    { path: "/?segment=&cut-off=", shown: "all 620" },
  ])("starts from $path as $shown", async ({ path, shown }) => {
    const { page, context } = await openComponents(browser, script, { path });
    expect(await show(page)).toBe(shown);
    await context.close();
  });
});

/** A table of so many rows, made the same way in the page and here. */
const tableScript = (count: number, options = ""): string => `
  import {dataTable} from "./components/dataTable.js";
  import {setStamp} from "./components/stamp.js";
  setStamp({asOf: new Date("2026-06-30T00:00:00Z"), run: "1f3a9c0b2d4e", locale: "en-GB"});
  const write = new Intl.NumberFormat("en-GB", {minimumFractionDigits: 1, maximumFractionDigits: 1});
  const make = (count) => Array.from({length: count}, (_, i) => ({
    client: "c" + String((i * 7919) % count).padStart(6, "0"),
    probability: ((i * 104729) % 10007) / 10007,
    band: "ABCDEFG"[i % 7],
    reason: "no movement for " + (i % 90) + " days, balance below what is usual",
  }));
  const rows = make(${count});
  const table = dataTable(rows, [
    {id: "client", label: "Client", isHead: true, value: (row) => row.client},
    {id: "probability", label: "PD", about: "Chance of a default", isNumber: true, bar: "bad", value: (row) => row.probability, show: (row) => write.format(row.probability * 100) + " %"},
    {id: "band", label: "Band", value: (row) => row.band},
    {id: "reason", label: "Reason", isText: true, value: (row) => row.reason},
  ], {caption: "Clients", noun: "clients", search: "Search clients", download: {name: "clients"}, isSelectable: true, key: (row) => row.client, urlName: "client", ${options}});
  const shown = document.createElement("p");
  shown.id = "shown";
  const told = {count: 0};
  table.addEventListener("input", () => { told.count++; shown.textContent = table.value ? table.value.client : "nobody"; });
  shown.textContent = table.value ? table.value.client : "nobody";
  document.getElementById("place").append(table, shown);
  Object.assign(window, {table, make, told});`;

const firstCells = (page: Page): Promise<string[]> =>
  page.locator("tbody:not(.widths) tr th").allInnerTexts();
const search = (page: Page, words: string): Promise<void> => page.getByLabel("Search clients").fill(words);
const found = (page: Page): Promise<string> => page.locator(".table-count").innerText();

describe("dataTable(rows, columns, options) with 50,000 rows", () => {
  it("keeps only the rows in sight in the document, and columns as wide as they were", async () => {
    const { page, context, problems } = await openComponents(browser, tableScript(50_000));
    const lines = page.locator("tbody:not(.widths) tr:not(.filler)");
    expect(await lines.count()).toBeLessThan(60);
    expect(await page.locator("table").getAttribute("aria-rowcount")).toBe("50001");
    expect(await found(page)).toBe("50,000 clients");
    const widths = (): Promise<number[]> =>
      page.$$eval("thead th", (heads) => heads.map((head) => head.getBoundingClientRect().width));
    const before = await widths();
    const head = await page.locator("thead th").nth(1).boundingBox();
    await page.locator(".table-wrap").evaluate((view) => (view.scrollTop = 700_000));
    await page.waitForTimeout(100);
    expect(await lines.count()).toBeLessThan(60);
    const index = Number(await lines.nth(12).getAttribute("aria-rowindex"));
    expect(index).toBeGreaterThan(24_000);
    expect(index).toBeLessThan(26_000);
    expect(await widths()).toEqual(before);
    expect(await page.locator("thead th").nth(1).boundingBox(), "the head stays").toEqual(head);
    await page.locator(".table-wrap").evaluate((view) => (view.scrollTop = view.scrollHeight));
    await page.waitForTimeout(100);
    expect(await lines.last().getAttribute("aria-rowindex")).toBe("50001");
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("dataTable(rows, columns, options)", () => {
  it("says how many rows were found, and hands over exactly those in their order", async () => {
    const { page, context, problems } = await openComponents(browser, tableScript(1000));
    await search(page, "band no movement"); // a word of a column's name is not in its cells
    expect(await found(page)).toBe("0 of 1,000 clients");
    expect(await page.locator("td.is-empty").innerText()).toBe("Nothing here contains “band no movement”.");
    await search(page, "C0004 BALANCE");
    expect(await found(page)).toBe("100 of 1,000 clients");
    await page.getByRole("button", { name: "PD" }).click();
    const cells = await firstCells(page);
    const { name, rows } = await download(page, () => page.getByRole("button", { name: /Download/ }).click());
    expect(name).toBe("clients_2026-06-30_1f3a9c0b2d4e.csv");
    expect(rows.slice(0, cells.length).map(({ client }) => client)).toEqual(cells);
    expect(rows).toHaveLength(100);
    expect(Object.keys(rows[0]!)).toEqual(["client", "probability", "band", "reason", "as_of", "run"]);
    expect(rows[0]).toMatchObject({ as_of: "2026-06-30", run: "1f3a9c0b2d4e" });
    const chances = rows.map(({ probability }) => Number(probability));
    expect(chances).toEqual([...chances].sort((a, b) => b - a));
    expect(problems).toEqual([]);
    await context.close();
  });

  it("keeps search, sort and selection in the address, and goes back", async () => {
    const { page, context } = await openComponents(browser, tableScript(1000));
    await page.getByRole("button", { name: "Client", exact: true }).click();
    await search(page, "c0004 balance");
    await page.locator("tbody:not(.widths) tr").nth(1).click();
    const chosen = await show(page);
    expect(await address(page)).toBe(`?client-sort=client&client-search=c0004+balance&client=${chosen}`);
    await page.goBack();
    expect(await show(page)).toBe("nobody");
    await page.goBack();
    expect(await found(page)).toBe("1,000 clients");
    expect(await page.getByLabel("Search clients").inputValue()).toBe("");
    expect(await page.locator("th[aria-sort]").count()).toBe(1);
    await page.goBack();
    expect(await page.locator("th[aria-sort]").count()).toBe(0);
    await context.close();
  });

  it("says that there is one row", async () => {
    const { page, context } = await openComponents(browser, tableScript(1));
    expect(await found(page)).toBe("1 client");
    await context.close();
  });

  it("opens as it was sent, with the selected row in sight", async () => {
    const path = "/?client-sort=-client&client=c000007";
    const { page, context } = await openComponents(browser, tableScript(1000), { path });
    expect(await show(page)).toBe("c000007");
    await page.locator("tr[aria-selected=true]").waitFor();
    await page.waitForTimeout(100);
    const line = await page.locator("tr[aria-selected=true]").boundingBox();
    const view = await page.locator(".table-wrap").boundingBox();
    expect(line!.y).toBeGreaterThanOrEqual(view!.y);
    expect(line!.y + line!.height).toBeLessThanOrEqual(view!.y + view!.height + 1);
    await context.close();
  });

  it("is moved through and selected from by keys", async () => {
    const { page, context, problems } = await openComponents(browser, tableScript(1000));
    const active = (): Promise<string | null> =>
      page.evaluate(() => {
        const id = document.querySelector("table")!.getAttribute("aria-activedescendant");
        return id && document.getElementById(id)!.getAttribute("aria-rowindex");
      });
    await page.getByRole("button", { name: /Download/ }).focus();
    await page.keyboard.press("Tab");
    expect(await active(), "the first row, on coming in").toBe("2");
    await page.keyboard.press("ArrowDown");
    expect(await active()).toBe("3");
    await page.keyboard.press("End");
    expect(await active()).toBe("1001");
    await page.keyboard.press("PageUp");
    const middle = Number(await active());
    expect(middle).toBeGreaterThan(970);
    expect(middle).toBeLessThan(1000);
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowDown");
    expect(await show(page), "moving selects nothing").toBe("nobody");
    await page.keyboard.press("Enter");
    expect(await show(page)).toBe((await firstCells(page))[1]);
    expect(await page.locator("tr[aria-selected=true]").getAttribute("aria-rowindex")).toBe("3");
    await page.keyboard.press("Escape");
    expect(await show(page)).toBe("nobody");
    await search(page, "c0001");
    expect(await page.evaluate(() => (window as unknown as { told: { count: number } }).told.count)).toBe(2);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows other rows with the same search, sort and selection", async () => {
    const { page, context } = await openComponents(browser, tableScript(500));
    await search(page, "c0000");
    await page.getByRole("button", { name: "Client", exact: true }).click();
    await page.locator("tbody:not(.widths) tr").nth(4).click();
    await page.evaluate(() => {
      const here = window as unknown as {
        table: { setRows(rows: unknown): void };
        make(count: number): unknown;
      };
      here.table.setRows(here.make(60));
    });
    expect(await found(page)).toBe("60 clients");
    expect((await firstCells(page)).slice(0, 3)).toEqual(["c000000", "c000001", "c000002"]);
    expect(await page.locator("tr[aria-selected=true] th").innerText()).toBe("c000004");
    await context.close();
  });

  it("is printed with every row and without controls", async () => {
    const { page, context } = await openComponents(browser, tableScript(3000));
    const lines = page.locator("tbody:not(.widths) tr:not(.filler)");
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => lines.count()).toBe(3000);
    expect(await page.getByLabel("Search clients").isVisible()).toBe(false);
    expect(await page.getByRole("button", { name: /Download/ }).isVisible()).toBe(false);
    // Chromium repeats a head on every sheet only when no button in it is a box of its own.
    const display = await page
      .getByRole("button", { name: "PD" })
      .evaluate((node) => getComputedStyle(node).display);
    expect(display).toBe("contents");
    const view = await page.locator(".table-wrap").boundingBox();
    const table = await page.locator("table").boundingBox();
    expect(view!.height).toBeGreaterThanOrEqual(table!.height - 1);
    await page.emulateMedia({ media: "screen" });
    await expect.poll(() => lines.count()).toBeLessThan(60);
    await context.close();
  });
});

describe("a table that is larger than its place", () => {
  const fades = (page: Page, caption: string): Promise<{ right: string; bottom: string }> =>
    page.getByLabel(caption).evaluate((view) => ({
      right: getComputedStyle(view, "::after").opacity,
      bottom: getComputedStyle(view, "::before").opacity,
    }));

  it("fades out where there is more of it until it is scrolled to its end; one that fits does not", async () => {
    const { page, context, problems } = await openComponents(
      browser,
      `
      import {dataTable} from "./components/dataTable.js";
      const column = (_, index) => ({id: "c" + index, label: "Column " + index, value: (row) => row});
      const table = (rows, columns, caption) =>
        dataTable(Array.from({length: rows}, (_, i) => i), Array.from({length: columns}, column), {caption, isTall: true});
      document.getElementById("place").append(table(3, 12, "Wide"), table(40, 2, "Long"), table(900, 2, "Virtual"), table(3, 2, "Small"));`,
      { width: 390 },
    );
    expect(await fades(page, "Wide")).toEqual({ right: "1", bottom: "0" });
    expect(await fades(page, "Long")).toEqual({ right: "0", bottom: "1" });
    expect(await fades(page, "Virtual")).toEqual({ right: "0", bottom: "1" });
    expect(await fades(page, "Small")).toEqual({ right: "0", bottom: "0" });
    for (const caption of ["Wide", "Long", "Virtual"]) {
      await page.getByLabel(caption).evaluate((view) => view.scrollTo(view.scrollWidth, view.scrollHeight));
      await expect.poll(() => fades(page, caption)).toEqual({ right: "0", bottom: "0" });
    }
    expect(problems).toEqual([]);
    await context.close();
  });
});

describe("chartFrame(drawing, options)", () => {
  it("hands over rows that are made when they are asked for, stamped", async () => {
    const script = `
      import {chartFrame} from "./components/chartFrame.js";
      import {setStamp} from "./components/stamp.js";
      setStamp({asOf: new Date("2026-06-30T00:00:00Z"), run: "1f3a9c0b2d4e", locale: "en-GB"});
      let asked = 0;
      const rows = () => [{month: new Date("2026-05-01T00:00:00Z"), value: ++asked}];
      document.getElementById("place").append(chartFrame(document.createElement("div"), {title: "Up", about: "EUR", source: "us", download: {name: "volume", rows}}));`;
    const { page, context } = await openComponents(browser, script);
    const click = (): Promise<void> => page.getByRole("button", { name: "Download volume as CSV" }).click();
    const { name, text } = await download(page, click);
    expect(name).toBe("volume_2026-06-30_1f3a9c0b2d4e.csv");
    expect(text).toBe("month,value,as_of,run\r\n2026-05-01,1,2026-06-30,1f3a9c0b2d4e\r\n");
    expect((await download(page, click)).rows[0]!.value).toBe("2");
    await context.close();
  });
});

describe("seen(target) and printPage()", () => {
  const script = `
    import {seen} from "./components/lazy.js";
    import {pageHead} from "./components/pageHead.js";
    import {makeFormats} from "./core/format/formats.js";
    const about = {bank: "Test bank", as_of: new Date("2026-06-30T00:00:00Z"), run: "1f3a9c0b2d4e", locale: "en-GB", currency: "EUR", checks_passed: 1, checks_total: 1};
    const low = document.createElement("p");
    low.id = "low";
    low.textContent = "waiting";
    low.style.marginTop = "4000px";
    window.print = () => { low.dataset.printed = low.textContent; };
    document.getElementById("place").append(pageHead(about, {page: "Test", formats: makeFormats(about), headline: "All is well"}), low);
    seen(low).then(() => new Promise((resolve) => setTimeout(resolve, 300))).then(() => { low.textContent = "loaded"; });`;

  it("loads what comes into sight", async () => {
    const { page, context } = await openComponents(browser, script);
    await page.waitForTimeout(500);
    expect(await show(page, "low")).toBe("waiting");
    await page.locator("#low").scrollIntoViewIfNeeded();
    await page.getByText("loaded").waitFor();
    await context.close();
  });

  it.each(["button", "keys"])("loads all before it prints, by %s", async (way) => {
    const { page, context, problems } = await openComponents(browser, script);
    if (way === "button") await page.getByRole("button", { name: "Print" }).click();
    else await page.keyboard.press("Control+p");
    await page.locator("#low[data-printed=loaded]").waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });
});
