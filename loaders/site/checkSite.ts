import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path/posix";
import { listFiles } from "./hashFiles.js";
import { attribute, elements, findElement, hasClass, parsePage, textOf, type Document } from "./htmlTree.js";
import { findPersonal, personalPatterns, textsOf, type Forbidden } from "./personalData.js";

/** Attributes that make a browser fetch something, by element. */
const fetched: Readonly<Record<string, string>> = {
  script: "src",
  link: "href",
  img: "src",
  iframe: "src",
  source: "src",
  audio: "src",
  video: "src",
};

const isRemote = (href: string): boolean => /^(?:https?:)?\/\//i.test(href);
const isOutside = (href: string): boolean => /^[a-z][a-z0-9+.-]*:/i.test(href) || href.startsWith("//");

/** The specifiers a piece of JavaScript imports before it runs. */
const staticImports = (code: string): string[] =>
  [...code.matchAll(/(?:^|[;\s}])(?:import|export)\s*(?:[\w$\s{},*]+?\s*from\s*)?["']([^"'\n]+)["']/g)].map(
    (match) => match[1] ?? "",
  );

const dynamicImports = (code: string): string[] =>
  [...code.matchAll(/\bimport\(\s*["']([^"'\n]+)["']/g)].map((match) => match[1] ?? "");

const styleReferences = (css: string): string[] =>
  [...css.matchAll(/(?:url\(\s*["']?|@import\s+["'])([^"')\s]+)/g)].map((match) => match[1] ?? "");

/** The file that a static server answers a path with, as Framework's clean links expect. */
function answerFor(root: string, path: string): string | null {
  const clean = join(root, decodeURI(path));
  const candidates = path.endsWith("/")
    ? [`${clean}index.html`]
    : [clean, `${clean}.html`, `${clean}/index.html`];
  return candidates.find((file) => existsSync(file) && extname(file) !== "") ?? null;
}

const idsOf = (page: Document): Set<string> =>
  new Set([...elements(page)].flatMap((element) => attribute(element, "id") ?? []));

function checkReferences(root: string, file: string, pages: ReadonlyMap<string, Document>): string[] {
  const problems: string[] = [];
  const page = pages.get(file)!;
  const name = relative(root, file);
  const resolveHref = (href: string): string => {
    const [path = ""] = href.split(/[?#]/);
    if (path === "") return file;
    return (
      answerFor(
        root,
        path.startsWith("/") ? path : join(dirname(name), path) + (/\/$|^\.$/.test(path) ? "/" : ""),
      ) ?? ""
    );
  };
  for (const element of elements(page)) {
    const code =
      element.tagName === "script" && attribute(element, "src") === undefined ? textOf(element) : "";
    for (const specifier of [...staticImports(code), ...dynamicImports(code)]) {
      if (isRemote(specifier)) problems.push(`${name} imports ${specifier} from another host`);
      else if (isOutside(specifier)) problems.push(`${name} imports '${specifier}', which was not resolved`);
    }
    const href = attribute(element, element.tagName === "a" ? "href" : (fetched[element.tagName] ?? "-"));
    if (href === undefined) continue;
    if (isRemote(href)) {
      if (element.tagName !== "a") problems.push(`${name} fetches ${href} from another host`);
      continue;
    }
    if (isOutside(href)) continue;
    const target = resolveHref(href);
    const anchor = href.includes("#") ? href.slice(href.indexOf("#") + 1) : "";
    if (target === "") problems.push(`${name} links to ${href}, which does not exist`);
    else if (anchor && pages.has(target) && !idsOf(pages.get(target)!).has(decodeURIComponent(anchor))) {
      problems.push(`${name} links to ${href}, but that page has no such place`);
    }
  }
  return problems;
}

async function checkCode(root: string, file: string): Promise<string[]> {
  const text = await readFile(file, "utf8");
  const name = relative(root, file);
  if (file.endsWith(".css")) {
    return styleReferences(text)
      .filter(isRemote)
      .map((href) => `${name} fetches ${href} from another host`);
  }
  // Libraries of others mention hosts they never call; what they import is what counts.
  const remote = [...staticImports(text), ...dynamicImports(text)].filter(isRemote);
  const missing = staticImports(text)
    .filter((path) => /^\.{0,2}\//.test(path))
    .filter((path) => !existsSync(path.startsWith("/") ? join(root, path) : join(dirname(file), path)));
  return [
    ...remote.map((href) => `${name} imports ${href} from another host`),
    ...missing.map((path) => `${name} imports ${path}, which does not exist`),
  ];
}

/** Data and pages; the code of libraries holds no row of a bank. */
const isPublished = (root: string, file: string): boolean =>
  !/^_(?:npm|node|observablehq|import|jsr)\//.test(relative(root, file)) || file.endsWith("minisearch.json");
const isText = (file: string): boolean => /\.(?:html|json|csv|tsv|txt|arrow|md|xml|svg|js)$/.test(file);

/**
 * Whether a built site may be published: no cell failed to compile, nothing is fetched from another host, every link
 * leads somewhere, and no personal data is in it.
 *
 * @param dir the built site
 * @param forbidden texts and patterns that must not be in a page or a data file
 * @returns the problems in plain words; none means that it may be published
 */
export async function checkSite(
  dir: string,
  forbidden: Iterable<Forbidden> = personalPatterns,
): Promise<string[]> {
  const problems: string[] = [];
  const files = await listFiles(dir);
  const pages = new Map<string, Document>();
  for (const file of files)
    if (file.endsWith(".html")) pages.set(file, parsePage(await readFile(file, "utf8")));
  if (pages.size === 0) return [`${dir} holds no page`];
  const search = findPersonal(forbidden);
  for (const file of files) {
    const name = relative(dir, file);
    const page = pages.get(file);
    if (page) {
      if (findElement(page, (element) => hasClass(element, "observablehq--error")))
        problems.push(`${name} has a cell with an error`);
      problems.push(...checkReferences(dir, file, pages));
    } else if (/\.(?:js|css)$/.test(file)) problems.push(...(await checkCode(dir, file)));
    if (isPublished(dir, file) && isText(file)) {
      const found = search(textsOf(file, await readFile(file)));
      for (const hit of found) problems.push(`${name} holds what looks personal: ${hit}`);
    }
  }
  return problems;
}
