import { mkdir, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { reportToArrow } from "../../lib/warehouse/reportToArrow.js";
import { hashFiles } from "./hashFiles.js";
import { projectRoot, reportCache, stampRoot } from "./paths.js";

/** Framework reuses whatever a loader once wrote; these two keep that cache true to the reports. */

const stampFile = join(stampRoot, "reports.json");
const loader = join(projectRoot, "src/data/[report].arrow.ts");

/** The code that turns a table into bytes: when it changes, so does every cached file. */
const writers = [loader, join(projectRoot, "lib/warehouse/reportToArrow.ts")];

async function readStamp(): Promise<Record<string, string>> {
  const text = await readFile(stampFile, "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, string>;
}

/**
 * Removes from Framework's cache exactly the reports whose content is no longer what was cached.
 *
 * @param reports content hash by report name, as the pipeline writes it to `<data>/reports/reports.json`
 * @param clock the time the loader is stamped with when something was dropped, so that a running preview reloads it
 * @returns names of the reports that were dropped
 */
export async function dropStaleReports(
  reports: ReadonlyMap<string, string>,
  clock: () => Date = () => new Date(),
): Promise<string[]> {
  const code = await hashFiles(projectRoot, writers);
  const cached = await readStamp();
  const current = Object.fromEntries(
    [...reports].map(([name, hash]) => [name, `${hash} ${code.slice(0, 12)}`]),
  );
  const dropped: string[] = [];
  const kept: string[] = [];
  for (const file of await readdir(reportCache).catch(() => [])) {
    const name = file.replace(/\.arrow.*$/, "");
    const isWhole = file === `${name}.arrow`;
    if (isWhole && cached[name] !== undefined && cached[name] === current[name]) {
      kept.push(file);
      continue;
    }
    await rm(join(reportCache, file), { force: true });
    if (isWhole) dropped.push(name);
  }
  await mkdir(stampRoot, { recursive: true });
  await writeFile(stampFile, JSON.stringify(current, null, 1));
  if (dropped.length > 0) {
    const now = clock();
    await utimes(loader, now, now);
    // What is older than its loader would be loaded again by preview, although it is still right.
    for (const file of kept) await utimes(join(reportCache, file), now, now);
  }
  return dropped;
}

/**
 * Writes every report that is not cached in one process. Framework would start its loader once for each, about half a
 * second apiece.
 *
 * @param data the data folder with the warehouse
 * @param reports names without `rpt_`
 * @returns names of the reports written
 */
export async function cacheReports(data: string, reports: Iterable<string>): Promise<string[]> {
  await mkdir(reportCache, { recursive: true });
  const have = new Set(await readdir(reportCache));
  const missing = [...reports].filter((name) => !have.has(`${name}.arrow`));
  if (missing.length === 0) return [];
  const warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true });
  try {
    for (const name of missing) {
      const target = join(reportCache, `${name}.arrow`);
      await writeFile(`${target}.tmp`, await reportToArrow(warehouse.connection, name));
      await rename(`${target}.tmp`, target);
    }
  } finally {
    warehouse.close();
  }
  return missing;
}
