import { element } from "./dom.js";

/**
 * A drawing that is made anew when its place gets another width.
 *
 * @param draw from a width in pixels
 * @returns the node, and a function that draws again at the same width
 */
export function fitted(draw: (width: number) => Node): {
  readonly node: HTMLElement;
  readonly redraw: () => void;
} {
  const node = element("div", { class: "fitted" });
  let width = 0;
  const redraw = (): void => {
    if (width > 0) node.replaceChildren(draw(width));
  };
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === width) return;
    width = next;
    redraw();
  }).observe(node);
  return { node, redraw };
}
