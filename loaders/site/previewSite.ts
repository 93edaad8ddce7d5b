import { resolve } from "node:path";
import { readReportHashes } from "./buildSite.js";
import { cacheReports, dropStaleReports } from "./reportCache.js";
import { runFramework } from "./runFramework.js";
import { vendorLibraries } from "./vendorLibraries.js";

/**
 * Serves the pages with live reload until it is interrupted. A page, a component or a loader that changes is seen at
 * once; a report that the pipeline rebuilds is seen after `dropStaleReports`.
 *
 * @param options the data folder, and the port (Framework picks the first free one from 3000 on)
 */
export async function previewSite(options: {
  readonly data: string;
  readonly port?: number;
  readonly open?: boolean;
}): Promise<void> {
  const data = resolve(options.data);
  const hashes = await readReportHashes(data);
  await vendorLibraries();
  await dropStaleReports(hashes);
  await cacheReports(data, hashes.keys());
  const flags = options.open === true ? [] : ["--no-open"];
  if (options.port !== undefined) flags.push("--port", String(options.port));
  await runFramework(["preview", ...flags], { data, out: "dist", quiet: false });
}
