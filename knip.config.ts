import type { KnipConfig } from "knip";

/** The imports of a page's cells, so that a component no page uses is found. */
const pageImports = (text: string): string =>
  [...text.matchAll(/^import\s[^;]*?from\s+["'](?!npm:|observablehq:)[^"']+["'];?/gm)]
    .map(([found]) => found)
    .join("\n");

export default {
  entry: [
    "loaders/pipeline.ts",
    "loaders/simulate/clientWorker.ts",
    "observablehq.config.ts",
    "datahub.config.ts",
    "src/**/*.md",
    "src/data/**/*.ts",
    "src/style/problems.js",
    "src/style/theme.js",
    "test/tools/*.ts",
    "test/bench/*.ts",
    "test/bench/api/loadClient.ts",
  ],
  project: [
    "*.{ts,js}",
    "{lib,loaders,src,test}/**/*.{ts,js,md}",
    "!src/core/**",
    "!src/.observablehq/**",
    "!test/fixtures/**",
    "!test/tools/profile/*.md",
  ],
  compilers: { md: pageImports },
  // Used by name rather than by import: run or bundled by loaders/site, or taken from a style sheet.
  ignoreDependencies: [
    "@duckdb/duckdb-wasm",
    "@fontsource-variable/libre-franklin",
    "@fontsource/source-serif-4",
    "@observablehq/framework",
    "@observablehq/inputs",
    "@observablehq/plot",
    "npm",
    "@uwdata/flechette",
    "apache-arrow",
    "arquero",
    "d3",
    "d3-dsv",
    "htl",
    "isoformat",
    "lighthouse",
  ],
  // A type that only its own file names is still part of a signature.
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
