import { readFileSync } from "node:fs";

const source = (file: string): string => readFileSync(new URL(`src/${file}`, import.meta.url), "utf8");

/** What a page is about, for who has not opened it; a page of its own can say it in its front matter. */
const descriptions: Readonly<Record<string, string>> = {
  "/index": "The state of the bank in one screen: key figures, what changed, and how fresh the data is.",
  "/kpi": "Clients, deposits, movements and income by month, product, segment and channel.",
  "/risk": "The portfolio by risk band, expected loss, the cut-off, and how well the scorecard ranks.",
  "/churn": "Income at risk, whom to call first, and what a campaign would bring.",
  "/outliers": "Movements unlike a client's own past, ranked, explained and sorted by hand.",
  "/models": "Which models run, how good they are, and whether they still fit.",
  "/quality": "What was delivered, repaired and set aside, and how far the figures can be trusted.",
  "/workbench": "Ask the published tables in SQL, in the browser.",
};
const usualDescription = "Daily figures of a bank, and how far they can be trusted.";

const quoted = (text: string): string => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;");

interface PageAbout {
  readonly path: string;
  readonly data: { readonly description?: string };
}

/**
 * Small enough to stand in every page, and needed before the first paint or the first failure: the fonts' faces,
 * the choice of colours, and what a reader is told of a cell that failed.
 */
const head = ({ path, data }: PageAbout): string => `
<link rel="icon" type="image/svg+xml" href="/style/favicon.svg">
<meta name="description" content="${quoted(data.description ?? descriptions[path] ?? usualDescription)}">
<meta name="color-scheme" content="light dark">
<link rel="preload" as="font" type="font/woff2" crossorigin href="/style/fonts/libre-franklin-latin-wght-normal.woff2">
<link rel="preload" as="font" type="font/woff2" crossorigin href="/style/fonts/source-serif-4-latin-500-normal.woff2">
<link rel="x-font" href="/style/fonts/libre-franklin-latin-ext-wght-normal.woff2">
<link rel="x-font" href="/style/fonts/source-serif-4-latin-ext-500-normal.woff2">
<style>${source("style/fonts.css")}</style>
<script>${source("style/theme.js")}</script>
<script>${source("style/problems.js")}</script>`;

const header = `
<a class="site-name" href="/">Data hub</a>
<div class="theme-choice" role="group" aria-label="Colours">
  <button type="button" data-theme-choice="light">Light</button>
  <button type="button" data-theme-choice="dark">Dark</button>
  <button type="button" data-theme-choice="auto">Auto</button>
</div>`;

/** Every component with made-up data: what all pages share, and the parts of each page. */
const gallery = {
  name: "Gallery",
  path: "/gallery",
  pages: ["KPI", "Risk", "Churn", "Outliers", "Models", "Quality"].map((name) => ({
    name: `${name} parts`,
    path: `/gallery/${name.toLowerCase()}`,
  })),
};

const config = {
  root: "src",
  output: process.env.DATAHUB_DIST ?? "dist",
  title: "Data hub",
  style: "style/site.css",
  // The default is a web font; ours are served with the site.
  globalStylesheets: [],
  head,
  header,
  footer:
    "Clients appear under a pseudonym. Groups of fewer than five clients are left out, and what they could be worked out from. No name, address or account number is published.",
  pager: false,
  toc: false,
  search: true,
  typographer: false,
  pages: [
    { name: "Overview", path: "/" },
    { name: "KPIs", path: "/kpi" },
    { name: "Risk", path: "/risk" },
    { name: "Churn", path: "/churn" },
    { name: "Outliers", path: "/outliers" },
    { name: "Models", path: "/models" },
    { name: "Quality", path: "/quality" },
    { name: "SQL workbench", path: "/workbench" },
    // Drafts, which no build publishes.
    ...(process.argv.includes("preview") ? [gallery] : []),
  ],
  // `npx` would cost almost half a second for each loader.
  interpreters: { ".ts": [process.execPath, "--import", "tsx/esm"] },
  // Extensions would be downloaded. Framework 1.13.4 fails in the page when a platform is switched off, so the one for
  // browsers before 2022 stays on, and an empty file stands for it (see vendorLibraries).
  duckdb: { extensions: { json: null, parquet: null } },
};

export default config;
