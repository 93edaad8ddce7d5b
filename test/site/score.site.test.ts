import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { buildSite } from "../../loaders/site/buildSite.js";
import { axeProblems } from "./support/axe.js";
import { openBrowser, settle, visit } from "./support/browser.js";
import { writeEmptyBank } from "./support/emptyBank.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

/** Defects by kind, and how many of them were missed. */
const kinds: readonly (readonly [kind: string, fate: string, defects: number, missed: number])[] = [
  ["date_format", "repaired", 3301, 0],
  ["thousands_separator", "repaired", 412, 3],
  ["mojibake", "repaired", 40, 0],
  ["missing_value", "quarantined", 1203, 0],
  ["exact_duplicate", "duplicate", 800, 1],
  ["truncated_file", "quarantined", 1, 0],
];

async function writeScoredBank(data: string): Promise<void> {
  await writeEmptyBank(data, "Scored bank");
  const warehouse = await openWarehouse(join(data, warehouseFile));
  const rows = kinds.map(([kind, fate, defects, missed]) => {
    const good = defects - missed;
    return `('${kind}', 'transactions', '${fate}', ${defects}, ${fate === "repaired" ? good : 0}, ${fate === "repaired" ? 0 : good}, ${missed})`;
  });
  await warehouse.connection.run(`
    INSERT INTO reports.rpt_quality_score VALUES ${rows.join(", ")};
    INSERT INTO reports.rpt_quality_score_clean VALUES ('kyc', 1000, 0), ('transactions', 2750622, 2);
    INSERT INTO reports.rpt_quality_score_misses VALUES
      ('thousands_separator', 'transactions', 'transactions.csv', 2311, 'amount', '1.234', '1234.00', 'quarantined: ambiguous_amount:amount'),
      ('exact_duplicate', 'transactions', 'transactions.csv', 77, NULL, NULL, 'dropped as a duplicate', 'staged more than once'),
      ('harmed_row', 'transactions', 'transactions.csv', 9, 'counterparty', '•••', '•••', 'staged, empty')`);
  warehouse.close();
}

describe("the score of the cleaning on the quality page", () => {
  let folder: string;
  let browser: Browser;
  let server: StaticServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "score-site-"));
    await writeScoredBank(join(folder, "data"));
    await buildSite({ data: join(folder, "data"), out: join(folder, "dist") });
    server = await serveSite(join(folder, "dist"));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([1440, 390])("answers how good it is at %i px, in light and dark", async (width) => {
    const { page, problems, context } = await visit(browser, `${server.origin}/quality`, { width });
    const plain = async (selector: string): Promise<string[]> =>
      (await page.locator(selector).allInnerTexts()).map((text) => text.replaceAll("\u202F", " "));
    expect(await plain("h2")).toContain(
      "How good is the cleaning? 5,753 of 5,757 known defects dealt with, 2 clean rows harmed",
    );
    expect(await plain(".number")).toEqual([
      expect.stringMatching(
        /Repaired to the true value[^]*99\.9 %[^]*3,750 of 3,753 defects[^]*target at least 99 %: reached/,
      ),
      expect.stringMatching(
        /Set aside for the right reason[^]*99\.9 %[^]*2,003 of 2,004 defects[^]*99\.5 %: reached/,
      ),
      expect.stringMatching(
        /Clean rows harmed[^]*2[^]*1 in 1,375,811 of 2,751,622 clean rows[^]*1 in 100,000: reached/,
      ),
    ]);
    expect(await plain("#score .frame-title")).toEqual([
      "99.9 % of the repairable defects were repaired to the true value; missed: thousands separator",
      "99.9 % of the defects beyond repair were set aside for the right reason; missed: exact duplicate",
    ]);
    for (const theme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme: theme });
      await settle(page);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow, "pixels beyond the right edge").toBeLessThanOrEqual(0);
      expect(await axeProblems(page), `axe, ${theme}`).toEqual([]);
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it("draws each kind with its number of defects, and says so to those who do not see it", async () => {
    const { page, context } = await visit(browser, `${server.origin}/quality`);
    const [repairable, beyondRepair] = await page.locator("#score svg").all();
    expect(await repairable?.getAttribute("role")).toBe("img");
    expect(await repairable?.getAttribute("aria-label")).toMatch(
      /thousands separator\. date format: 0 of 3,301 missed; thousands separator: 3 of 412 missed; mojibake: 0 of 40 missed\.$/,
    );
    expect(await repairable?.locator("text").allTextContents()).toEqual(
      expect.arrayContaining(["date format", "3,301", "412", "3 missed", "mojibake", "40"]),
    );
    expect((await repairable?.locator("text").allTextContents())?.at(-1)).toMatch(
      /^one square: up to \d+ defects$/,
    );
    expect(await beyondRepair?.locator("text").allTextContents()).toEqual(
      expect.arrayContaining(["missing value", "exact duplicate", "1 missed", "truncated file", "1"]),
    );
    // All but two kinds are of one colour.
    expect(await page.locator("#score svg pattern").count()).toBe(kinds.length + 2);
    await context.close();
  });

  it("shows what was missed, without what is personal", async () => {
    const { page, context } = await visit(browser, `${server.origin}/quality`);
    const table = page.getByRole("region", { name: "Examples of what the cleaning missed" });
    expect(await table.locator("tbody tr").allInnerTexts()).toEqual([
      "exact duplicate\ttransactions.csv\t77\t–\t–\tdropped as a duplicate\tstaged more than once",
      "harmed row\ttransactions.csv\t9\tcounterparty\t•••\t•••\tstaged, empty",
      "thousands separator\ttransactions.csv\t2,311\tamount\t1.234\t1234.00\tquarantined: ambiguous_amount:amount",
    ]);
    await context.close();
  });
});
