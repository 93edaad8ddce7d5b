import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { buildSite } from "../../loaders/site/buildSite.js";
import { hashFiles } from "../../loaders/site/hashFiles.js";
import { openBrowser, visit } from "./support/browser.js";
import { pagesOf } from "./support/dists.js";
import { writeEmptyBank } from "./support/emptyBank.js";
import { serveSite } from "./support/staticServer.js";

const content = (dir: string): Promise<string> => hashFiles(dir, [dir]);

describe("buildSite(options)", () => {
  let folder: string;
  let data: string;
  let out: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "build-site-"));
    data = join(folder, "data");
    out = join(folder, "dist");
    await writeEmptyBank(data, "Empty bank");
    await buildSite({ data, out });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("says in words what a bank without data lacks, on every page, and nothing of a truth that nobody knows", async () => {
    const server = await serveSite(out);
    const browser = await openBrowser();
    expect(pagesOf(out)).toContain("/quality");
    for (const path of pagesOf(out)) {
      const { page, problems, context } = await visit(browser, server.origin + path);
      expect(problems, path).toEqual([]);
      expect(await page.locator(".observablehq--error").count(), path).toBe(0);
      const words = await page.locator("main").innerText();
      expect(words, path).not.toMatch(/NaN|undefined|Infinity|Invalid/);
      if (path === "/quality") {
        expect(words).not.toMatch(/How good is the cleaning|defect/);
        expect(await page.locator("#score").count()).toBe(0);
      }
      await context.close();
    }
    await browser.close();
    await server.close();
  });

  it("does nothing when nothing changed", async () => {
    expect(await buildSite({ data, out })).toEqual({ skipped: true, reports: [] });
  });

  it("writes the same bytes again elsewhere", async () => {
    const other = join(folder, "other");
    await buildSite({ data, out: other });
    expect(await content(other)).toBe(await content(out));
  });

  it("builds again when somebody changed the site", async () => {
    const before = await content(out);
    await rm(join(out, "kpi.html"));
    expect((await buildSite({ data, out })).skipped).toBe(false);
    expect(await content(out)).toBe(before);
  });

  it("writes anew exactly the report that changed, and publishes what it holds now", async () => {
    const file = join(data, "reports/reports.json");
    const hashes = await readFile(file, "utf8");
    const before = await content(out);
    const warehouse = await openWarehouse(join(data, warehouseFile));
    await warehouse.connection.run(
      "INSERT INTO reports.rpt_checks VALUES ('a new check', 'dim_time', 'unique', 0, true)",
    );
    warehouse.close();
    await writeFile(file, JSON.stringify({ ...(JSON.parse(hashes) as object), checks: "another content" }));
    expect(await buildSite({ data, out })).toEqual({ skipped: false, reports: ["checks"] });
    const published = await readdir(join(out, "_file/data"));
    const checks = published.find((name) => name.startsWith("checks.")) ?? "";
    expect(await readFile(join(out, "_file/data", checks), "latin1")).toContain("a new check");
    expect(await content(out)).not.toBe(before);
  });

  it("keeps the site before it when personal data would be published", async () => {
    const before = await content(out);
    await writeFile(
      join(data, "reports/reports.json"),
      (await readFile(join(data, "reports/reports.json"), "utf8")) + " ",
    );
    await rm(join(out, "index.html"));
    await expect(buildSite({ data, out, forbidden: ["Empty bank"] })).rejects.toThrow(
      /stays[\s\S]*about.*personal/,
    );
    expect(await readdir(folder)).toEqual(expect.not.arrayContaining([expect.stringMatching(/tmp/)]));
    expect((await buildSite({ data, out })).skipped).toBe(false);
    expect(await content(out)).toBe(before);
  });

  it("keeps the site before it when a report is missing, and names the report", async () => {
    const before = await content(out);
    const bare = join(folder, "bare");
    await writeEmptyBank(bare, "Bare bank");
    const file = join(bare, "reports/reports.json");
    const hashes = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
    await writeFile(file, JSON.stringify({ ...hashes, arrears: "x" }));
    await expect(buildSite({ data: bare, out })).rejects.toThrow(/no report is called 'arrears'/);
    expect(await content(out)).toBe(before);
  });

  it("asks for the pipeline when there is no report at all", async () => {
    await expect(buildSite({ data: join(folder, "nowhere"), out })).rejects.toThrow(/run the pipeline first/);
  });
});
