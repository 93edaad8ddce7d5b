import { keepNames } from "./keepNames.js";
import type { Browser, Locator, Page } from "playwright-core";
import { settle } from "../../site/support/browser.js";

export interface SliderFrames {
  readonly page: string;
  readonly slider: string;
  /** The time between two frames while it was dragged, in milliseconds: the median and the slowest but a tenth. */
  readonly median: number;
  readonly tenth: number;
}

const steps = 60;

/** Scrolls to the end, so that sections that wait to be seen are there. */
async function seeAll(page: Page): Promise<void> {
  for (let at = 0; at < (await page.evaluate(() => document.documentElement.scrollHeight)); at += 700) {
    await page.evaluate((top) => scrollTo(0, top), at);
    await page.waitForTimeout(120);
  }
  await settle(page);
}

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;

/** Frame times while `move` is called once in each frame. */
async function framesOf(page: Page, slider: Locator): Promise<readonly number[]> {
  return slider.evaluate(async (node: HTMLInputElement, count: number) => {
    const [min, max] = [Number(node.min), Number(node.max)];
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const start = node.valueAsNumber;
    const times: number[] = [];
    const begin = await frame();
    let last = begin;
    for (let step = 0; step < count; step++) {
      // There and back over four fifths of its range, as a hand would.
      const share = 0.1 + 0.8 * Math.abs(1 - (2 * step) / count);
      node.valueAsNumber = min + (max - min) * share;
      node.dispatchEvent(new Event("input", { bubbles: true }));
      const now = await frame();
      times.push(now - last);
      last = now;
      // Slow enough to be told from what there is.
      if (now - begin > 8000) break;
    }
    node.valueAsNumber = start;
    node.dispatchEvent(new Event("input", { bubbles: true }));
    return times;
  }, steps);
}

/** The brushes of a page are dragged with the mouse, one move a frame. */
async function brushFrames(page: Page, overlay: Locator): Promise<readonly number[]> {
  await overlay.scrollIntoViewIfNeeded();
  const box = await overlay.boundingBox();
  if (!box) return [];
  await page.evaluate(() => {
    const times: number[] = [];
    const tick = (now: number): void => {
      times.push(now);
      requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    Object.assign(globalThis, { frameTimes: times });
  });
  const at = (share: number): [number, number] => [box.x + box.width * share, box.y + box.height * share];
  await page.mouse.move(...at(0.2));
  await page.mouse.down();
  const first = await page.evaluate(
    () => (globalThis as unknown as { frameTimes: number[] }).frameTimes.length,
  );
  for (let step = 1; step <= steps; step++) await page.mouse.move(...at(0.2 + (0.6 * step) / steps));
  const times = await page.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes);
  await page.mouse.up();
  return times.slice(first).map((time, index) => time - (times[first + index - 1] ?? time));
}

/** Drags every slider and brush of a page. */
export async function sliderFrames(browser: Browser, url: string): Promise<SliderFrames[]> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  await context.addInitScript(keepNames);
  const found: SliderFrames[] = [];
  const add = (slider: string, times: readonly number[]): void => {
    const sorted = times.slice(1).sort((a, b) => a - b);
    if (sorted.length === 0) return;
    found.push({
      page: new URL(url).pathname,
      slider,
      median: quantile(sorted, 0.5),
      tenth: quantile(sorted, 0.9),
    });
  };
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "networkidle" });
    await settle(page);
    await seeAll(page);
    for (const slider of await page.locator("#observablehq-main input[type=range]").all()) {
      if (!(await slider.isVisible())) continue;
      await slider.scrollIntoViewIfNeeded();
      const name = await slider.evaluate(
        (node: HTMLInputElement) => node.labels?.[0]?.innerText ?? node.getAttribute("aria-label") ?? node.id,
      );
      add(name.trim(), await framesOf(page, slider));
    }
    const brushes = page.locator("#observablehq-main :is(.month-picks, .brush-surface)");
    for (const [index, brush] of (await brushes.all()).entries()) {
      if (await brush.isVisible()) add(`brush ${index + 1}`, await brushFrames(page, brush));
    }
    return found;
  } finally {
    await context.close();
  }
}
