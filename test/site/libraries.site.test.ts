import { cp, mkdtemp, rm, symlink, mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dateDay, dictionary, float64, tableFromArrays, tableToIPC, utf8 } from "@uwdata/flechette";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkSite } from "../../loaders/site/checkSite.js";
import { cacheRoot, projectRoot } from "../../loaders/site/paths.js";
import { runFramework } from "../../loaders/site/runFramework.js";
import { vendorLibraries } from "../../loaders/site/vendorLibraries.js";
import { openBrowser, visit } from "./support/browser.js";
import { serveSite } from "./support/staticServer.js";

const flows = tableFromArrays(
  { channel: ["app", "card", "web"], amount: [30, 12.5, -2], day: [0, 86_400_000, 172_800_000] },
  { types: { channel: dictionary(utf8()), amount: float64(), day: dateDay() } },
);

describe("vendorLibraries()", () => {
  let browser: Browser;
  let folder: string;

  beforeAll(async () => {
    browser = await openBrowser();
    folder = await mkdtemp(join(tmpdir(), "site-libraries-"));
    await vendorLibraries();
    await cp(join(projectRoot, "test/fixtures/site"), folder, { recursive: true });
    await mkdir(join(folder, "src/.observablehq/cache"), { recursive: true });
    await symlink(join(cacheRoot, "_npm"), join(folder, "src/.observablehq/cache/_npm"));
    await writeFile(join(folder, "src/flows.arrow"), tableToIPC(flows, { format: "stream" })!);
  });
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("lets a page use Plot, Inputs, d3, html, aq, Arrow files and SQL cells with the network off", async () => {
    await runFramework(["build"], { cwd: folder, data: folder, out: join(folder, "dist"), quiet: true });
    expect(await checkSite(join(folder, "dist"))).toEqual([]);

    const server = await serveSite(join(folder, "dist"));
    const { page, problems, context } = await visit(browser, server.origin);
    await page.waitForSelector("#sql", { timeout: 60_000 });
    expect(await page.locator("#arrow").innerText()).toBe("3 rows");
    expect(await page.locator("#d3").innerText()).toBe("12");
    expect(await page.locator("#aq").innerText()).toBe("6");
    expect(await page.locator("#sql").innerText()).toBe("2 rows, 42.5");
    expect(await page.locator("svg[class^=plot] rect").count()).toBe(3);
    await page.waitForSelector("form table");
    expect(await page.locator("form table tbody tr").count()).toBe(3);
    // This bare page has no favicon; the real ones do.
    expect(problems.filter((problem) => !/favicon|Failed to load resource/.test(problem))).toEqual([]);
    await context.close();
    await server.close();
  });
});
