import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

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
  options: { readonly width?: number; readonly height?: number; readonly theme?: "light" | "dark" } = {},
): Promise<Visit> {
  const { width = 1440, height = 900, theme = "light" } = options;
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
  await page.goto(url, { waitUntil: "networkidle" });
  await page.waitForSelector("#observablehq-main h1");
  await settle(page);
  return { page, context, problems };
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
