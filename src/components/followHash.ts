/**
 * Brings the part of the page that the address names into sight. A browser looks for it once, when cells have drawn
 * nothing yet; this goes on while the page grows, until the reader moves.
 */
export function followHash(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "") return;
  const go = (): void => document.getElementById(id)?.scrollIntoView({ block: "start", behavior: "instant" });
  const growth = new ResizeObserver(go);
  const stop = (): void => growth.disconnect();
  for (const hand of ["wheel", "touchstart", "pointerdown", "keydown"])
    addEventListener(hand, stop, { once: true, passive: true });
  setTimeout(stop, 10_000);
  growth.observe(document.body);
  go();
}
