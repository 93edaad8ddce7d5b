import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const src = join(import.meta.dirname, "../../../src");

/** What Framework gives to every page, as far as the gallery uses it. */
const framework = `
import * as Inputs from "npm:@observablehq/inputs";
import {html} from "npm:htl";
const place = document.getElementById("place");
const display = (node) => { place.append(node); return node; };
const resize = (draw) => {
  const node = document.createElement("div");
  new ResizeObserver(([{contentRect}]) => {
    if (contentRect.width > 0 && contentRect.width !== node.drawn) node.replaceChildren(draw(node.drawn = contentRect.width));
  }).observe(node);
  return node;
};`;

/** The pages of the gallery: what all pages share, and the parts of each page. */
export const galleryPages: readonly string[] = [
  "gallery.md",
  ...readdirSync(join(src, "gallery"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `gallery/${name}`),
];

/** The cells of such a page as one script of `src`; no built site has the page, so tests run it by themselves. */
export function galleryScript(page: string): string {
  const text = readFileSync(join(src, page), "utf8");
  if (!/^draft: true$/m.test(text)) throw new Error(`${page} has to stay a draft, or it would be published.`);
  const cells = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, cell]) =>
    cell!.replaceAll('from "../', 'from "./'),
  );
  return [framework, ...cells].join("\n");
}
