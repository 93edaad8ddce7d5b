import { readFileSync } from "node:fs";
import { join } from "node:path";

const page = join(import.meta.dirname, "../../../src/gallery.md");

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

/** The cells of the gallery as one script; no built site has the page, so tests run it by themselves. */
export function galleryScript(): string {
  const text = readFileSync(page, "utf8");
  if (!/^draft: true$/m.test(text))
    throw new Error("The gallery has to stay a draft, or it would be published.");
  const cells = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, cell]) => cell);
  return [framework, ...cells].join("\n");
}
