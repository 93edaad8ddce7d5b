/** What `tsx` makes functions call that are sent to a page; the page does not have it. */
export const keepNames = "globalThis.__name ??= (value) => value;";
