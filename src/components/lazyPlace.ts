import { element } from "./dom.js";
import { seen } from "./lazy.js";

/**
 * A place whose section is fetched when the reader comes near it, or prints the page. Until then it takes up as much
 * room as the section may, so that what follows is not in sight either.
 *
 * @param above what stands above it: naming it makes Framework wait until that is drawn
 */
export function lazyPlace(id: string, above: unknown): HTMLElement & { readonly seen: Promise<void> } {
  const height = above ? 640 : 0;
  const place = element("div", { id, style: `min-height: ${height}px` });
  const wanted = seen(place)
    .then(() => place.style.removeProperty("min-height"))
    .then(() => undefined);
  return Object.assign(place, { seen: wanted });
}
