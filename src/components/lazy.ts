import { printAsked } from "./printing.js";

/** Resolves when the node comes into sight; `margin` says how many pixels before that. */
function inSight(node: Element, margin: number): Promise<void> {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: `${margin}px` },
    );
    observer.observe(node);
  });
}

/**
 * Waits until a section is wanted: it comes into sight, or the page is to be printed.
 *
 * @param target a node of the page, or a promise for its coming into sight, such as Framework's `visibility()`
 */
export async function seen(target: Element | Promise<unknown>): Promise<void> {
  await Promise.race([target instanceof Element ? inSight(target, 200) : target, printAsked()]);
}
