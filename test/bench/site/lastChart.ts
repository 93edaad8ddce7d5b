import { keepNames } from "./keepNames.js";
import type { Browser } from "playwright-core";

/** Network of Lighthouse's desktop preset: 40 ms there and back, 10 Mbit a second. */
const desktop = {
  offline: false,
  latency: 40,
  downloadThroughput: (10_240 * 1024) / 8,
  uploadThroughput: (10_240 * 1024) / 8,
};

declare global {
  /** Milliseconds since navigation when the last chart came into the page. */
  var lastChartAt: number | undefined;
}

/**
 * Time from the navigation until the last chart of the first view is in the page: what is drawn when nobody has
 * scrolled. A chart is an SVG of the content or the frame around one; empty cache, desktop preset.
 *
 * @returns milliseconds, or null where a page has no chart
 */
export async function timeToLastChart(browser: Browser, url: string): Promise<number | null> {
  const context = await browser.newContext({ viewport: { width: 1350, height: 940 } });
  await context.addInitScript(keepNames);
  try {
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", desktop);
    await page.addInitScript(() => {
      const chart = "svg, .frame, .number";
      new MutationObserver((records) => {
        const isChart = records.some(({ addedNodes }) =>
          [...addedNodes].some(
            (node) =>
              node instanceof Element &&
              node.closest("#observablehq-main") !== null &&
              (node.matches(chart) || node.querySelector(chart) !== null),
          ),
        );
        if (isChart) globalThis.lastChartAt = performance.now();
      }).observe(document, { childList: true, subtree: true });
    });
    await page.goto(url, { waitUntil: "networkidle" });
    await page.waitForTimeout(1000);
    return await page.evaluate(() => globalThis.lastChartAt ?? null);
  } finally {
    await context.close();
  }
}
