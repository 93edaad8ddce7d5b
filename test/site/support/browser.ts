import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { countShifts } from "./layoutShift.js";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

function installedChromium(): string | undefined {
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const names = ["chromium", "chromium-browser", "google-chrome"];
  return folders
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** The Chromium of the machine, or the one that comes inside a package where there is none, with its flags. */
export async function chromiumCommand(): Promise<{ executablePath: string; args: string[] }> {
  const installed = installedChromium();
  if (installed) return { executablePath: installed, args: flags };
  const { default: bundled } = await import("@sparticuz/chromium");
  return { executablePath: await bundled.executablePath(), args: [...bundled.args, ...flags] };
}

/** Starts that Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await chromiumCommand());
}

export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went wrong so far: console errors, exceptions, failed requests, requests to other hosts. */
  readonly problems: string[];
}

/** Opens a path of a site with every other host blocked, and waits until its cells have run. */
export async function visit(
  browser: Browser,
  url: string,
  options: {
    readonly width?: number;
    readonly height?: number;
    readonly theme?: "light" | "dark";
    /** With what waits to be seen. */
    readonly whole?: boolean;
  } = {},
): Promise<Visit> {
  const { width = 1440, height = 900, theme = "light", whole = false } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    hasTouch: width < 700,
  });
  const page = await context.newPage();
  const problems: string[] = [];
  const { origin } = new URL(url);
  await context.route("**/*", (route) => {
    const wanted = route.request().url();
    if (wanted.startsWith(origin) || /^(?:data|blob):/.test(wanted)) return route.continue();
    problems.push(`asks another host: ${wanted}`);
    return route.abort();
  });
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  await countShifts(page);
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForSelector("#observablehq-main h1");
  await settle(page);
  if (whole) await toEnd(page);
  return { page, context, problems };
}

/** Scrolls down to the end, waiting for what is drawn on the way, and back to the top. */
export async function readOn(page: Page): Promise<void> {
  const below = (): Promise<number> =>
    page.evaluate(() => document.documentElement.scrollHeight - window.scrollY - window.innerHeight);
  for (let rest = await below(), tries = 0; rest > 1 && tries < 100; tries++) {
    await page.evaluate(() => window.scrollBy(0, window.innerHeight));
    await page.waitForTimeout(50);
    // At the end, what is under way may still make the page longer.
    if ((await below()) <= 1) await settle(page);
    rest = await below();
  }
  await page.evaluate(() => window.scrollTo(0, 0));
  await settle(page);
}

/** Jumps to the end and back, and waits for the whole page: what a reader has jumped past is drawn too. */
export async function toEnd(page: Page): Promise<void> {
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.getElementById("arriving") === null);
  await page.evaluate(() => window.scrollTo(0, 0));
  await settle(page);
}

/** Waits until nothing is drawn or fetched any more. */
export async function settle(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    await document.fonts.ready;
    let quiet = 0;
    let last = -1;
    while (quiet < 3) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      const now = document.body.querySelectorAll("*").length;
      quiet = now === last ? quiet + 1 : 0;
      last = now;
    }
  });
}
