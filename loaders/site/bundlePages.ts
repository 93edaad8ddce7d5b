import { createHash } from "node:crypto";
import { readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path/posix";
import { build, type Plugin } from "esbuild";
import { listFiles } from "./hashFiles.js";
import {
  attribute,
  elements,
  parsePage,
  removeElement,
  setAttributes,
  setText,
  textOf,
  writePage,
  type Element,
} from "./htmlTree.js";
import { importedModules, inputsOfPage } from "./pageCells.js";
import { projectRoot } from "./paths.js";
import { usedNames } from "./usedNames.js";

/**
 * Framework publishes every component and every module of the core as a file of its own, and Plot and d3 whole: a page
 * would ask for some sixty files, one waiting for another, and use a third of what it gets. Here each page gets one file
 * with what it imports, and all pages share one with as much of Plot as any of them uses.
 */

const library = "@observablehq/plot";
const isLibrary = (path: string): boolean => path.includes(`_npm/${library}@`);

interface Page {
  readonly file: string;
  readonly tree: ReturnType<typeof parsePage>;
  readonly script: Element;
  readonly code: string;
  /** The modules it imports, as it names them. */
  readonly modules: readonly string[];
}

const options = {
  bundle: true,
  write: false,
  format: "esm",
  platform: "browser",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "error",
} as const;

const hashed = (name: string, content: Uint8Array | string): string =>
  `${name}.${createHash("sha256").update(content).digest("hex").slice(0, 8)}.js`;

async function readPage(file: string): Promise<Page | null> {
  const tree = parsePage(await readFile(file, "utf8"));
  const script = [...elements(tree)].find(
    (element) =>
      element.tagName === "script" &&
      attribute(element, "type") === "module" &&
      textOf(element).includes("define("),
  );
  if (!script) return null;
  const code = textOf(script);
  const modules = importedModules(code);
  return modules.length === 0 ? null : { file, tree, script, code, modules };
}

/** As much of Plot as the modules use, in one file; null when they use none. */
async function writeLibrary(modules: readonly string[], folder: string): Promise<string | null> {
  const names = await usedNames(modules, isLibrary, Object.keys((await import(library)) as object));
  if (names.length === 0) return null;
  const { outputFiles } = await build({
    ...options,
    absWorkingDir: projectRoot,
    stdin: {
      contents: `export {${names.join(", ")}} from "${library}";`,
      resolveDir: projectRoot,
    },
  });
  const content = outputFiles[0]!.contents;
  const file = join(folder, hashed("plot", content));
  await writeFile(file, content);
  return file;
}

/** Leaves libraries and Framework's own modules where they are, and puts our part of Plot in the place of all of it. */
function keepOutside(root: string, folder: string, plot: string | null): Plugin {
  return {
    name: "keep-outside",
    setup(context) {
      context.onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir }) => {
        const target = resolve(resolveDir, path);
        const place = `/${relative(root, target)}`;
        if (place.startsWith("/_import/")) return undefined;
        const file = plot !== null && isLibrary(place) ? plot : target;
        const link = relative(folder, file);
        return { path: link.startsWith(".") ? link : `./${link}`, external: true };
      });
    },
  };
}

/**
 * Bundles the pages of a built site in place.
 *
 * @param dir the folder Framework wrote, absolute
 */
export async function bundlePages(dir: string): Promise<void> {
  const root = resolve(dir);
  const folder = join(root, "_import");
  const files = (await listFiles(root)).filter((file) => file.endsWith(".html"));
  const pages = (await Promise.all(files.map(readPage))).filter((page) => page !== null);
  const published = (await listFiles(folder)).filter((file) => file.endsWith(".js"));
  const texts = await Promise.all(published.map((file) => readFile(file, "utf8")));
  // A module that finds files relative to itself has to stay where it is, and so does the site.
  if (texts.some((text) => text.includes("import.meta"))) return;
  const plot = await writeLibrary(published, folder);
  for (const page of pages) await bundlePage(page, root, folder, plot);
  for (const file of published) await rm(file);
}

async function bundlePage(page: Page, root: string, folder: string, plot: string | null): Promise<void> {
  const here = dirname(page.file);
  const absolute = page.modules.map((path) => resolve(here, path));
  // Two copies of Plot in one page would not know each other's marks.
  const usesWhole = isLibrary(page.code) || inputsOfPage(page.code).has("Plot");
  const contents = absolute.map(
    (file, index) => `export * as m${index} from ${JSON.stringify(`./${relative(folder, file)}`)};`,
  );
  const { outputFiles } = await build({
    ...options,
    stdin: { contents: contents.join("\n"), resolveDir: folder },
    plugins: [keepOutside(root, folder, usesWhole ? null : plot)],
  });
  const content = outputFiles[0]!.contents;
  const bundle = join(folder, hashed(basename(page.file, ".html"), content));
  await writeFile(bundle, content);

  const link = (file: string): string => {
    const path = relative(here, file);
    return path.startsWith(".") ? path : `./${path}`;
  };
  let code = page.code;
  page.modules.forEach((path, index) => {
    code = code.replaceAll(`import("${path}")`, `import("${link(bundle)}").then((all) => all.m${index})`);
  });
  setText(page.script, code);
  const shared = plot !== null && !usesWhole ? plot : null;
  const draws = shared !== null && new TextDecoder().decode(content).includes(basename(shared));
  preload(page, draws ? [bundle, shared] : [bundle], link, shared !== null);
  await writeFile(page.file, writePage(page.tree));
}

/** The files that took the place of many are fetched at once, the others no more. */
function preload(
  page: Page,
  files: readonly string[],
  link: (file: string) => string,
  isPlotReplaced: boolean,
): void {
  const links = [...elements(page.tree)].filter((element) => attribute(element, "rel") === "modulepreload");
  const usesD3 = page.code.includes("/_npm/d3@") || inputsOfPage(page.code).has("d3");
  const isGone = (href: string): boolean =>
    href.includes("/_import/") ||
    (isPlotReplaced &&
      (isLibrary(href) || (href.includes("/_npm/d3@") && !usesD3) || href.includes("/_npm/isoformat@")));
  const stale = links.filter((element) => isGone(attribute(element, "href") ?? ""));
  stale.forEach((element, index) => {
    const file = files[index];
    if (file === undefined) removeElement(element);
    else setAttributes(element, { href: link(file) });
  });
}
