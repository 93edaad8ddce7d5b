import { printAsked } from "./printing.js";

/** A part that fetches its data when it is wanted; a cell that waits for `drawn` keeps what is below it from moving. */
export type LatePart = HTMLElement & { readonly drawn: Promise<void> };

/** How far above the window a place may lie and still count as reached: more than any page is long. */
const anywhereAbove = 1_000_000;

/**
 * Waits until a section is wanted: the reader comes near it or has jumped past it, or the page is to be printed. So
 * nothing above what a reader sees is missing.
 */
export async function seen(place: Element): Promise<void> {
  const reached = new Promise<void>((resolve) => {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        resolve();
      },
      { rootMargin: `${anywhereAbove}px 0px 200px` },
    );
    observer.observe(place);
  });
  await Promise.race([reached, printAsked()]);
}
