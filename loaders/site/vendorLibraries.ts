import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path/posix";
import { build, type Plugin } from "esbuild";
import { hashFiles } from "./hashFiles.js";
import { cacheRoot, projectRoot, stampRoot } from "./paths.js";

/** What pages may import as `npm:<name>`, or use by its implicit name (`Plot`, `d3`, `aq`, `html`, `.arrow()`, `sql`). */
const libraries = [
  "@observablehq/plot",
  "d3",
  "d3-dsv",
  "htl",
  "isoformat",
  "apache-arrow",
  "arquero",
  "@duckdb/duckdb-wasm",
] as const;

/** Files that a library fetches by itself, copied as they are. */
const assets = [
  ["@duckdb/duckdb-wasm", "dist/duckdb-eh.wasm"],
  ["@duckdb/duckdb-wasm", "dist/duckdb-browser-eh.worker.js"],
] as const;

/** The build for browsers without WebAssembly exceptions, before 2022: 41 MB that Framework insists on. Left empty. */
const stubs = [
  ["@duckdb/duckdb-wasm", "dist/duckdb-mvp.wasm"],
  ["@duckdb/duckdb-wasm", "dist/duckdb-browser-mvp.worker.js"],
] as const;

/** Framework asks the registry for their newest version unless a folder names one. No page uses them. */
const unused = [
  "lodash",
  "echarts",
  "leaflet",
  "mapbox-gl",
  "react",
  "react-dom",
  "topojson-client",
  "parquet-wasm",
  "@observablehq/sample-datasets",
] as const;

const npmCache = join(cacheRoot, "_npm");
const require = createRequire(join(projectRoot, "package.json"));

async function installedVersion(name: string): Promise<string> {
  const text = await readFile(join(projectRoot, "node_modules", name, "package.json"), "utf8");
  return (JSON.parse(text) as { version: string }).version;
}

/** Turns an import of another library of ours into a path to its folder in the cache, so that each is shipped once. */
function shareLibraries(name: string, folders: ReadonlyMap<string, string>): Plugin {
  return {
    name: "share-libraries",
    setup(context) {
      context.onResolve({ filter: /^[@\w]/ }, ({ path, kind }) => {
        const folder = folders.get(path);
        if (kind === "entry-point" || path === name || folder === undefined) return undefined;
        return { path: relative(folders.get(name) ?? "", join(folder, "_esm.js")), external: true };
      });
    },
  };
}

async function bundleLibrary(name: string, folders: ReadonlyMap<string, string>): Promise<void> {
  const folder = folders.get(name) ?? "";
  await build({
    absWorkingDir: projectRoot,
    entryPoints: [name],
    outfile: join(npmCache, folder, "_esm.js"),
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    legalComments: "none",
    logLevel: "error",
    plugins: [shareLibraries(name, folders)],
  });
}

/**
 * Fills Framework's library cache from `node_modules`, so that a build needs no network and ships what the lockfile
 * pins. About a second; nothing is done when neither the lockfile nor this module has changed.
 *
 * @returns whether the cache had to be filled
 * @throws Error naming the library that cannot be bundled
 */
export async function vendorLibraries(): Promise<{ skipped: boolean; libraries: number }> {
  const key = await hashFiles(projectRoot, [
    join(projectRoot, "package-lock.json"),
    join(projectRoot, "loaders/site/vendorLibraries.ts"),
  ]);
  const stamp = join(stampRoot, "libraries");
  const last = await readFile(stamp, "utf8").catch(() => "");
  const folders = new Map<string, string>();
  for (const name of libraries) folders.set(name, `${name}@${await installedVersion(name)}`);
  // A cache that lost a folder is filled again even if the stamp survived.
  const isWhole = [...folders.values()].every((folder) => existsSync(join(npmCache, folder, "_esm.js")));
  if (last === key && isWhole) return { skipped: true, libraries: libraries.length };

  await rm(npmCache, { recursive: true, force: true });
  await Promise.all([
    ...libraries.map((name) => bundleLibrary(name, folders)),
    ...assets.map(async ([name, file]) => {
      const target = join(npmCache, folders.get(name) ?? "", file);
      await mkdir(dirname(target), { recursive: true });
      await copyFile(require.resolve(`${name}/${file}`), target);
    }),
    ...stubs.map(async ([name, file]) => {
      const target = join(npmCache, folders.get(name) ?? "", file);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, "");
    }),
    ...unused.map((name) => mkdir(join(npmCache, `${name}@0.0.0`), { recursive: true })),
  ]);
  await mkdir(stampRoot, { recursive: true });
  await writeFile(stamp, key);
  return { skipped: false, libraries: libraries.length };
}
