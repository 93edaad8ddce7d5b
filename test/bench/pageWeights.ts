import { openBrowser, visit } from "../site/support/browser.js";
import { pagesOf } from "../site/support/dists.js";
import { serveSite } from "../site/support/staticServer.js";

export interface PageWeight {
  readonly page: string;
  /** Bodies sent before any interaction, gzipped where a web server would. */
  readonly bytes: number;
  /** Console errors, failed requests and requests to other hosts. */
  readonly problems: readonly string[];
}

/** Opens every page of a built site once in a real browser with an empty cache. */
export async function pageWeights(dist: string): Promise<PageWeight[]> {
  const server = await serveSite(dist);
  const browser = await openBrowser();
  try {
    const weights: PageWeight[] = [];
    for (const page of pagesOf(dist)) {
      server.forget();
      const { context, problems } = await visit(browser, server.origin + page);
      const bytes = [...server.sent.values()].reduce((sum, sent) => sum + sent, 0);
      await context.close();
      weights.push({ page, bytes, problems });
    }
    return weights;
  } finally {
    await browser.close();
    await server.close();
  }
}
