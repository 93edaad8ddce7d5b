import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The built sites to walk: `SITE_DISTS`, folders separated by commas, or `dist`. */
export const dists = (process.env.SITE_DISTS ?? "dist").split(",").map((dir) => resolve(dir.trim()));

/** The pages of a built site as the paths a reader opens, such as `/` and `/kpi`. */
export function pagesOf(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".html"))
    .map((file) => `/${file.replace(/(?:^|\/)index\.html$/, "").replace(/\.html$/, "")}`)
    .sort();
}

/** A name for a site in a test report. */
export const nameOf = (dir: string): string => dir.replace(join(process.cwd(), "/"), "");
