import type { Page } from "playwright-core";

declare global {
  interface Window {
    /** What the pages below keep of themselves. */
    shifted: number;
  }
}

interface LayoutShift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

/** Has the pages that are opened from now on add up how far things in sight move by themselves. */
export async function countShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.shifted = 0;
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput } of list.getEntries() as LayoutShift[])
        if (!hadRecentInput) window.shifted += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
}

/** The sum so far: the share of the window that moved, times how far, as https://web.dev/cls counts it. */
export const layoutShift = (page: Page): Promise<number> => page.evaluate(() => window.shifted);
