import { unwatchFile, watchFile } from "node:fs";
import { join, resolve } from "node:path";
import { readReportHashes } from "./buildSite.js";
import { cacheReports, dropStaleReports } from "./reportCache.js";
import { runFramework } from "./runFramework.js";
import { vendorLibraries } from "./vendorLibraries.js";

async function refreshReports(data: string): Promise<void> {
  const hashes = await readReportHashes(data);
  await dropStaleReports(hashes);
  await cacheReports(data, hashes.keys());
}

/**
 * Serves the pages with live reload until it is interrupted: a page, a component, a loader or a report that changes is
 * seen at once, the last one whenever the pipeline has run again.
 *
 * @param options the data folder, and the port (Framework picks the first free one from 3000 on)
 */
export async function previewSite(options: {
  readonly data: string;
  readonly port?: number;
  readonly open?: boolean;
}): Promise<void> {
  const data = resolve(options.data);
  await vendorLibraries();
  await refreshReports(data);
  const reports = join(data, "reports/reports.json");
  watchFile(reports, { interval: 500 }, () => {
    refreshReports(data).catch((error: unknown) =>
      console.error(error instanceof Error ? error.message : error),
    );
  });
  const flags = options.open === true ? [] : ["--no-open"];
  if (options.port !== undefined) flags.push("--port", String(options.port));
  try {
    await runFramework(["preview", ...flags], { data, out: "dist", quiet: false });
  } finally {
    unwatchFile(reports);
  }
}
