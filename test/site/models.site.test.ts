import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, settle, visit } from "./support/browser.js";
import { openComponents } from "./support/componentPage.js";
import { dists, publicationOf, publishedRows } from "./support/dists.js";
import { download } from "./support/download.js";
import { serveSite, type StaticServer } from "./support/staticServer.js";

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

const address = (page: Page): Promise<string> => page.evaluate(() => location.search);
const names = ["default", "churn", "anomaly"] as const;
const labels = { default: "Default", churn: "Churn", anomaly: "Anomaly" };

describe.each(dists)("the models page in %s", (dist) => {
  const models = names.map((name) => {
    const [row] = publishedRows(dist, `validation_${name}`);
    return {
      name,
      isThere: row?.report != null,
      reason: typeof row?.reason === "string" ? row.reason : null,
    };
  });
  const there = models.filter(({ isThere }) => isThere);
  let server: StaticServer;
  beforeAll(async () => {
    server = await serveSite(dist);
  });
  afterAll(() => server.close());

  it("gives each model's verdict, or says why there is none", async () => {
    const { page, context, problems } = await visit(browser, `${server.origin}/models`, { whole: true });
    const parts = page.locator(".models > .model");
    expect(await parts.count()).toBe(models.length);
    for (const [index, { isThere, reason }] of models.entries()) {
      const text = await parts.nth(index).innerText();
      if (isThere) expect(text).toMatch(/holds|watch|act/);
      else {
        expect(text).toContain("missing");
        if (reason) expect(text).toContain(reason);
      }
    }
    expect(problems).toEqual([]);
    await context.close();
  });

  it("keeps the model in the URL, and goes back", async () => {
    const { page, context, problems } = await visit(browser, `${server.origin}/models?model=anomaly`, {
      whole: true,
    });
    const tab = (name: (typeof names)[number]) => page.getByRole("radio", { name: labels[name] });
    expect(await tab("anomaly").isChecked()).toBe(true);
    await tab("churn").check();
    await settle(page);
    const standard = there[0]?.name ?? "default";
    expect(await address(page)).toBe(standard === "churn" ? "" : "?model=churn");
    const churn = models.find(({ name }) => name === "churn")!;
    if (churn.isThere)
      expect(await page.locator(".frame-source").allInnerTexts()).toContainEqual(
        expect.stringContaining("rpt_validation_churn"),
      );
    else
      expect(await page.locator(".empty").allInnerTexts()).toContainEqual(
        expect.stringContaining(churn.reason!),
      );
    await page.goBack();
    await settle(page);
    expect(await tab("anomaly").isChecked()).toBe(true);
    expect(await address(page)).toBe("?model=anomaly");
    expect(problems).toEqual([]);
    await context.close();
  });

  it.each(there.map(({ name }) => name))("hands over the card of the %s model", async (name) => {
    const { page, context } = await visit(browser, `${server.origin}/models?model=${name}`, { whole: true });
    const file = await download(page, () => page.getByRole("button", { name: "Card, JSON" }).click());
    expect(file.name).toBe(`${name}.card.json`);
    const row = publishedRows(dist, "model_cards").find(({ model }) => model === name)!;
    expect(JSON.parse(file.text)).toEqual(JSON.parse(String(row.card)));
    expect(await page.locator(".model-card").innerText()).toContain(
      (JSON.parse(file.text) as { purpose: string }).purpose,
    );
    await context.close();
  });

  it.runIf(there.some(({ name }) => name !== "anomaly"))(
    "hands over exactly the features found, stamped",
    async () => {
      const { name } = there.find((model) => model.name !== "anomaly")!;
      const { page, context } = await visit(browser, `${server.origin}/models?model=${name}`, {
        whole: true,
      });
      await page.getByPlaceholder("Find a feature").fill("ratio");
      await settle(page);
      expect(await address(page)).toContain("feature-search=ratio");
      const table = page.getByRole("region", { name: /^Features of the .* by how far/ });
      const shown = await table.locator("tbody th").allInnerTexts();
      const file = await download(page, () =>
        page
          .locator(".table-block", { has: table })
          .getByRole("button", { name: /download/i })
          .click(),
      );
      expect(file.rows.map(({ title }) => title)).toEqual(shown);
      const { asOf, run } = publicationOf(dist);
      expect(file.name).toBe(`${name}_drift_${asOf}_${run}.csv`);
      expect(file.rows.every((row) => row.run === run && row.as_of === asOf)).toBe(true);
      await context.close();
    },
  );

  it.runIf(there.length > 0)("holds every runtime and package to its tolerance, in words", async () => {
    const { page, context } = await visit(browser, `${server.origin}/models`, { whole: true });
    const table = page.getByRole("region", { name: "Checks against other packages and between runtimes" });
    const rows = await table.locator("tbody tr").allInnerTexts();
    expect(rows.length).toBeGreaterThanOrEqual(6 * there.length);
    expect(rows.filter((row) => !row.includes("passed"))).toEqual([]);
    await context.close();
  });
});

describe("runHistory(name, runs, options)", () => {
  const script = `
    import {runHistory} from "./components/runHistory.js";
    import {makeFormats} from "./core/format/formats.js";
    import {modelRuns} from "./core/modelPage/runs.js";
    const day = (n) => new Date(Date.UTC(2026, 5, 26 + n));
    const runs = [1, 2, 3].map((sequence) => ({sequence, run: "run" + sequence, is_current: sequence === 3, as_of: day(sequence), commit_id: "abcdef123456", checks_passed: 34, checks_total: 34, movements: 1, clients: 1, alerts: 20}));
    const models = runs.map(({sequence}) => ({sequence, model: "default", version: sequence === 3 ? "bbbb" : "aaaa", trained_to: day(0), training_rows: 100, sample_rows: 50, sample_positives: 5, psi: 0.01 * sequence, psi_verdict: "stable"}));
    const metrics = runs.flatMap(({sequence}) => [
      {sequence, model: "default", metric: "auc", value: sequence === 3 ? 0.83 : 0.78, low: sequence === 3 ? 0.81 : 0.76, high: sequence === 3 ? 0.85 : 0.8},
      {sequence, model: "default", metric: "ks", value: 0.5, low: 0.4, high: 0.6},
    ]);
    const many = Number(new URLSearchParams(location.search).get("runs") ?? 3);
    document.getElementById("place").append(runHistory("default", modelRuns("default", runs.slice(-many), models, metrics), {
      formats: makeFormats({locale: "en-GB", currency: "EUR"}),
      source: (report) => "Source: " + report,
      resize: (draw) => draw(1000),
    }));`;

  it("compares two runs that the reader chooses, and keeps them in the URL", async () => {
    const { page, context, problems } = await openComponents(browser, script);
    const compared = page.getByRole("region", { name: /^Run \d and Run \d of the default model/ });
    expect(await page.locator("h2").innerText()).toBe(
      "Three runs remembered: AUC of the default model went from 0.78 to 0.83, over two versions",
    );
    expect(await page.getByLabel("Compare with").inputValue(), "the last run of another version").toBe("2");
    expect(await compared.locator("tbody tr").first().innerText()).toContain("+0.050 better");
    await page.getByLabel("Look at").selectOption("1");
    expect(await address(page)).toBe("?look-at=1");
    expect(await compared.locator("tbody tr").first().innerText()).toContain("same");
    await page.getByLabel("Compare with").selectOption("3");
    expect(await address(page)).toBe("?look-at=1&compare-with=3");
    expect(await compared.locator("tbody tr").first().innerText()).toContain("−0.050 worse");
    expect(await page.getByText("AUC is worse by more than chance").count()).toBe(1);
    await page.goBack();
    expect(await page.getByLabel("Compare with").inputValue()).toBe("2");
    expect(problems).toEqual([]);
    await context.close();
  });

  it("starts with what the URL says, and hands over the runs", async () => {
    const { page, context } = await openComponents(browser, script, { path: "/?look-at=2&compare-with=1" });
    expect(await page.getByLabel("Look at").inputValue()).toBe("2");
    expect(await page.getByText("The two runs have the same figures").count()).toBe(1);
    const file = await download(page, () =>
      page
        .locator(".table-block")
        .last()
        .getByRole("button", { name: /download/i })
        .click(),
    );
    expect(file.rows.map(({ sequence, auc, version }) => [sequence, auc, version])).toEqual([
      ["3", "0.83", "bbbb"],
      ["2", "0.78", "aaaa"],
      ["1", "0.78", "aaaa"],
    ]);
    await context.close();
  });

  it("says that history starts with the first run", async () => {
    const { page, context } = await openComponents(browser, script, { path: "/?runs=1" });
    expect(await page.locator("h2").innerText()).toBe("History starts with this run");
    expect(await page.getByLabel("Compare with").count()).toBe(0);
    await context.close();
  });
});
