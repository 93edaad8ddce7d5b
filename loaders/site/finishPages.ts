import { readFile, writeFile } from "node:fs/promises";
import { arriveInOrder } from "./arrival.js";
import { listFiles } from "./hashFiles.js";
import {
  attribute,
  byId,
  byTag,
  elements,
  findElement,
  hasClass,
  makeElement,
  moveInto,
  parsePage,
  removeElement,
  setAttributes,
  setText,
  textOf,
  writePage,
  type Document,
  type Element,
} from "./htmlTree.js";
import { firstFiles } from "./pageCells.js";

/** Framework's template cannot be configured; what it leaves out for readers and machines is put right here. */

function finishHead(page: Document): void {
  const html = byTag(page, "html");
  if (html) setAttributes(html, { lang: "en" });
  const viewport = findElement(page, (element) => attribute(element, "name") === "viewport");
  if (viewport) setAttributes(viewport, { content: "width=device-width, initial-scale=1" });
}

/** Times of files differ from checkout to checkout and no page uses them. */
function dropFileTimes(page: Document): void {
  for (const script of elements(page)) {
    if (script.tagName !== "script" || attribute(script, "type") !== "module") continue;
    const text = textOf(script);
    const clean = text.replace(/,"lastModified":[\d.]+(?=,"size":)/g, "");
    if (clean !== text) setText(script, clean);
  }
}

/** What a page shows first is fetched beside its code and not after it. */
function preloadData(page: Document): void {
  const head = byTag(page, "head");
  if (!head) return;
  for (const script of elements(page)) {
    if (script.tagName !== "script" || attribute(script, "type") !== "module") continue;
    for (const href of firstFiles(textOf(script))) {
      moveInto(head, makeElement("link", { rel: "preload", as: "fetch", crossorigin: "", href }), "last");
    }
  }
}

/** The font faces name the files under `src`; a built site has them under a hashed name, which the preloads know. */
function linkFonts(page: Document): void {
  const fonts = new Map<string, string>();
  for (const link of [...elements(page)]) {
    const href = attribute(link, "href");
    if (link.tagName !== "link" || !href?.endsWith(".woff2")) continue;
    fonts.set(href.replace(/^.*\//, "").replace(/\.[0-9a-f]{8}\.woff2$/, ".woff2"), href);
    // Extended letters are fetched only where a page needs one: the link was there for Framework to publish the file.
    if (attribute(link, "rel") === "x-font") removeElement(link);
  }
  const style = findElement(
    page,
    (element) => element.tagName === "style" && textOf(element).includes("@font-face"),
  );
  if (!style) return;
  setText(
    style,
    textOf(style).replace(/url\("[^"]*\/([^/"]+\.woff2)"\)/g, (all, name: string) => {
      const href = fonts.get(name);
      return href === undefined ? all : `url("${href}")`;
    }),
  );
}

function finishSidebar(page: Document): void {
  const sidebar = byId(page, "observablehq-sidebar");
  if (!sidebar) return;
  setAttributes(sidebar, { "aria-label": "Pages" });
  const toggle = byId(page, "observablehq-sidebar-toggle");
  const body = byTag(page, "body");
  if (toggle && body) {
    setAttributes(toggle, { "aria-label": "Show or hide the list of pages" });
    // Everything on a page is in a landmark, and the list itself is hidden while it is closed.
    const menu = makeElement("nav", { "aria-label": "Menu" });
    moveInto(body, menu, "first");
    moveInto(menu, toggle, "first");
  }
  // A list may hold list items only.
  const close = byId(page, "observablehq-sidebar-close");
  if (close) moveInto(sidebar, close, "last");
  const search = findElement(sidebar, (element) => attribute(element, "type") === "search");
  if (search) setAttributes(search, { "aria-label": "Search the pages" });
  for (const item of elements(sidebar)) {
    if (!hasClass(item, "observablehq-link-active")) continue;
    const link = findElement(item, (element) => element.tagName === "a");
    if (link) setAttributes(link, { "aria-current": "page" });
  }
}

function finishLandmarks(page: Document): void {
  const main = byId(page, "observablehq-main");
  const body = byTag(page, "body");
  if (main && body) {
    setAttributes(main, { tabindex: "-1" });
    moveInto(
      body,
      makeElement("a", { class: "skip-link", href: "#observablehq-main" }, "Skip to the content"),
      "first",
    );
    moveInto(main, noScript(), "first");
  }
  const footer = byId(page, "observablehq-footer");
  const pager = footer && findElement(footer, (element) => element.tagName === "nav");
  if (pager) setAttributes(pager, { "aria-label": "Previous and next page" });
  const toc = byId(page, "observablehq-toc");
  if (toc) {
    setAttributes(toc, { "aria-label": "On this page" });
    const nav = findElement(toc, (element) => element.tagName === "nav");
    if (nav) setAttributes(nav, { "aria-label": "On this page" });
  }
}

const noScript = (): Element =>
  makeElement(
    "noscript",
    {},
    "The figures on this page are drawn by JavaScript, which is switched off in this browser.",
  );

/**
 * Finishes one built page: language, zooming, names for controls and landmarks, a skip link, fonts by their published
 * names, and nothing that differs between two builds of the same thing.
 */
export function finishPage(html: string): string {
  const page = parsePage(html);
  finishHead(page);
  dropFileTimes(page);
  preloadData(page);
  arriveInOrder(page);
  linkFonts(page);
  finishSidebar(page);
  finishLandmarks(page);
  return writePage(page);
}

/**
 * Finishes every page of a built site in place.
 *
 * @param dir the folder Framework wrote
 * @returns how many pages there are
 */
export async function finishPages(dir: string): Promise<number> {
  const pages = (await listFiles(dir)).filter((file) => file.endsWith(".html"));
  for (const file of pages) await writeFile(file, finishPage(await readFile(file, "utf8")));
  return pages.length;
}
