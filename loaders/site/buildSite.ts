import { readFile, rm, writeFile } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import { openAsideFolder, replaceFolder, restoreFolder } from "../runner/replaceFolder.js";
import { bundlePages } from "./bundlePages.js";
import { withCacheLock } from "./cacheLock.js";
import { checkSite } from "./checkSite.js";
import { finishPages } from "./finishPages.js";
import { hashFiles } from "./hashFiles.js";
import { projectRoot, stampRoot } from "./paths.js";
import { personalPatterns, type Forbidden } from "./personalData.js";
import { refreshReports } from "./reportCache.js";
import { runFramework } from "./runFramework.js";
import { vendorLibraries } from "./vendorLibraries.js";

/** Everything but the reports that a page can depend on. */
const sources = [
  "src",
  "lib/core",
  "loaders/site",
  "lib/warehouse/reportToArrow.ts",
  "observablehq.config.ts",
  "package-lock.json",
].map((path) => join(projectRoot, path));

const notSource = new Set([".observablehq", "node_modules", ".DS_Store"]);

export interface SiteOptions {
  /** The data folder: its warehouse and its `reports/reports.json` are read. */
  readonly data: string;
  /** The folder that is replaced by the new site. */
  readonly out: string;
  /** Texts or patterns that must not appear in any published file, beside the general ones. */
  readonly forbidden?: Iterable<Forbidden>;
  /** Framework's own output goes to the terminal instead of into the error message. */
  readonly verbose?: boolean;
}

export interface SiteResult {
  /** True when nothing it depends on had changed and `out` still held what was built. */
  readonly skipped: boolean;
  /** Reports that were written anew for it. */
  readonly reports: readonly string[];
}

/**
 * The content hashes of the reports in a data folder.
 *
 * @throws Error when the pipeline has not written them yet
 */
export async function readReportHashes(data: string): Promise<Map<string, string>> {
  const file = join(data, "reports/reports.json");
  const text = await readFile(file, "utf8").catch(() => {
    throw new Error(`${file} is missing: run the pipeline first.`);
  });
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

/**
 * Builds the site beside `out`, checks it, and only then swaps it in. Does nothing when nothing changed.
 *
 * @throws Error in plain words when Framework fails or a gate does not pass; `out` is then as it was
 */
export async function buildSite(options: SiteOptions): Promise<SiteResult> {
  const data = resolve(options.data);
  const out = resolve(options.out);
  await restoreFolder(out);
  const hashes = await readReportHashes(data);
  const inputs = createHash("sha256")
    .update(JSON.stringify([...hashes].sort()))
    .update(await hashFiles(projectRoot, sources, notSource))
    .digest("hex");
  const stamp = join(stampRoot, `site-${createHash("sha256").update(out).digest("hex").slice(0, 16)}.json`);
  const last = JSON.parse(await readFile(stamp, "utf8").catch(() => "{}")) as {
    inputs?: string;
    output?: string;
  };
  if (last.inputs === inputs && last.output === (await hashFiles(out, [out]))) {
    return { skipped: true, reports: [] };
  }

  return withCacheLock(() => publish({ ...options, data, out }, hashes, { inputs, stamp }));
}

/** The build itself: into a folder beside `out`, through the gates, then into its place. */
async function publish(
  options: SiteOptions,
  hashes: ReadonlyMap<string, string>,
  { inputs, stamp }: { readonly inputs: string; readonly stamp: string },
): Promise<SiteResult> {
  const { data, out } = options;
  await vendorLibraries();
  const reports = await refreshReports(data, hashes);
  const fresh = await openAsideFolder(out);
  try {
    await runFramework(["build"], { data, out: fresh, quiet: options.verbose !== true });
    await bundlePages(fresh);
    await finishPages(fresh);
    const problems = await checkSite(fresh, [...personalPatterns, ...(options.forbidden ?? [])]);
    if (problems.length > 0) {
      const list = problems.map((problem) => `  ${problem}`).join("\n");
      throw new Error(`The site was not published; the one before it stays.\n${list}`);
    }
    const output = await hashFiles(fresh, [fresh]);
    await replaceFolder(out, fresh);
    await writeFile(stamp, JSON.stringify({ inputs, output }));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return { skipped: false, reports };
}
