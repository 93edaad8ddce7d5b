import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";
import type { Browser } from "playwright-core";
import type { Visit } from "./browser.js";

const root = resolve(import.meta.dirname, "../../..");
const origin = "http://components.test";

/** Pages get these from Framework under the prefix `npm:`. */
const libraries: Plugin = {
  name: "libraries",
  setup: (bundle) => {
    bundle.onResolve({ filter: /^npm:/ }, ({ path, kind }) =>
      bundle.resolve(path.slice("npm:".length), { resolveDir: root, kind }),
    );
  },
};

async function bundle(options: { script: string; loader: "ts" | "css" }): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: options.script,
      loader: options.loader,
      resolveDir: join(root, "src"),
      sourcefile: "page",
    },
    absWorkingDir: root,
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    plugins: [libraries],
    loader: { ".woff2": "dataurl" },
    logLevel: "silent",
  });
  return outputFiles[0]!.text;
}

/**
 * Opens a page with nothing on it but what a script draws with our components, in the site's clothes.
 *
 * @param script TypeScript as a module of `src` would write it: `import {slider} from "./components/slider.js"`;
 *   it finds an element with the id `place`
 * @param path where the page is, such as `/?search=abc`
 */
export async function openComponents(
  browser: Browser,
  script: string,
  options: {
    readonly path?: string;
    readonly width?: number;
    readonly theme?: "light" | "dark";
    /** The script brings the page's headline. */
    readonly isBare?: boolean;
    /** Notes which functions are called, for `page.coverage.stopJSCoverage`. */
    readonly isCovered?: boolean;
  } = {},
): Promise<Visit> {
  const { path = "/", width = 1440, theme = "light", isBare = false, isCovered = false } = options;
  const [code, style] = await Promise.all([
    bundle({ script, loader: "ts" }),
    bundle({ script: `@import "./style/site.css";`, loader: "css" }),
  ]);
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Components</title>
<link rel="icon" href="data:,"><style>${style}</style><script>${readFileSync(join(root, "src/style/theme.js"), "utf8")}</script></head>
<body><div id="observablehq-center"><main id="observablehq-main">${isBare ? "" : "<h1>Components</h1>"}<div id="place"></div></main></div><script type="module" src="/page.js"></script></body></html>`;
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: theme,
    reducedMotion: "reduce",
    acceptDownloads: true,
  });
  await context.route("**/*", (route) =>
    route.request().url().endsWith("/page.js")
      ? route.fulfill({ body: code, contentType: "text/javascript; charset=utf-8" })
      : route.fulfill({ body: html, contentType: "text/html; charset=utf-8" }),
  );
  const page = await context.newPage();
  if (isCovered) await page.coverage.startJSCoverage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  await page.goto(origin + path);
  return { page, context, problems };
}
