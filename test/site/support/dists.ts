import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { tableFromIPC } from "apache-arrow";

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

/** What a built site says of its bank. */
export interface Publication {
  readonly profile: string;
  readonly bank: string;
  /** ISO date. */
  readonly asOf: string;
  readonly run: string;
}

/** The rows of a report as a built site publishes it; none when it does not. */
export function publishedRows(dir: string, report: string): Record<string, unknown>[] {
  const folder = join(dir, "_file/data");
  const file = readdirSync(folder).find((name) => name.startsWith(`${report}.`) && name.endsWith(".arrow"));
  if (!file) return [];
  return tableFromIPC(readFileSync(join(folder, file)))
    .toArray()
    .map((row: { toJSON(): Record<string, unknown> }) => row.toJSON());
}

/** Which bank a built site is about: profile `simulated`, `berka`, `minimal` or `empty`. */
export function publicationOf(dir: string): Publication {
  const [about = {}] = publishedRows(dir, "about");
  return {
    profile: String(about.profile),
    bank: String(about.bank),
    asOf: new Date(Number(about.as_of)).toISOString().slice(0, 10),
    run: String(about.run),
  };
}
