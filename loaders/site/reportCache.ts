import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openWarehouse, warehouseFile } from "../../lib/warehouse/open.js";
import { reportToArrow } from "../../lib/warehouse/reportToArrow.js";
import { hashFiles } from "./hashFiles.js";
import { projectRoot, reportCache, stampRoot } from "./paths.js";

/** Framework reuses whatever a loader once wrote; this keeps that cache true to the reports. */

const stampFile = join(stampRoot, "reports.json");
const loader = join(projectRoot, "src/data/[report].arrow.ts");

/** The code that turns a table into bytes: when it changes, so does every cached file. */
const writers = [loader, join(projectRoot, "lib/warehouse/reportToArrow.ts")];

const fileOf = (report: string): string => join(reportCache, `${report}.arrow`);

/** What each cached file was made of, by report. */
async function readStamp(): Promise<Record<string, string>> {
  const text = await readFile(stampFile, "utf8").catch(() => "{}");
  return JSON.parse(text) as Record<string, string>;
}

async function writeStamp(stamp: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(stampRoot, { recursive: true });
  await writeFile(`${stampFile}.tmp`, JSON.stringify(stamp, null, 1));
  await rename(`${stampFile}.tmp`, stampFile);
}

/** Puts a file in the cache in one rename; says whether its content is another than before. */
async function putFile(report: string, bytes: Uint8Array): Promise<boolean> {
  const target = fileOf(report);
  const before = await readFile(target).catch(() => null);
  if (before?.equals(bytes)) return false;
  await mkdir(reportCache, { recursive: true });
  await writeFile(`${target}.tmp`, bytes);
  await rename(`${target}.tmp`, target);
  return true;
}

/**
 * Tells a running preview to fetch the data again: it watches the loader. What is older than its loader would be
 * loaded anew by Framework, one process for each file, so the files are touched first.
 */
async function announce(now: Date): Promise<void> {
  for (const file of await readdir(reportCache)) await utimes(join(reportCache, file), now, now);
  await utimes(loader, now, now);
}

/** Whether Framework would take a cached file for older than the loader, as it is after a checkout. */
async function looksStale(): Promise<boolean> {
  const { mtimeMs } = await stat(loader);
  for (const file of await readdir(reportCache).catch(() => [])) {
    if ((await stat(join(reportCache, file))).mtimeMs < mtimeMs) return true;
  }
  return false;
}

/**
 * Brings Framework's cache in line with the reports of a warehouse, all in one process: Framework would start the
 * loader once for each file, half a second apiece.
 *
 * @param data the data folder with the warehouse
 * @param reports content hash by report name, as the pipeline writes it to `<data>/reports/reports.json`
 * @param clock the time the loader is stamped with when something changed, so that a running preview loads it again
 * @returns names of the reports that were written anew
 * @throws RangeError when the warehouse lacks one of them
 */
export async function refreshReports(
  data: string,
  reports: ReadonlyMap<string, string>,
  clock: () => Date = () => new Date(),
): Promise<string[]> {
  const code = await hashFiles(projectRoot, writers);
  const cached = await readStamp();
  const current = new Map([...reports].map(([name, hash]) => [name, `${hash} ${code.slice(0, 12)}`]));
  const files = new Set(await readdir(reportCache).catch(() => []));
  const isCurrent = (name: string): boolean =>
    files.has(`${name}.arrow`) && cached[name] !== undefined && cached[name] === current.get(name);
  const stale = [...current.keys()].filter((name) => !isCurrent(name));

  let hasChanged = false;
  for (const file of files) {
    if (current.has(file.replace(/\.arrow$/, ""))) continue;
    await rm(join(reportCache, file), { force: true });
    hasChanged = true;
  }
  // Whatever happens from here on, no file counts as current that may be half the old, half the new.
  await writeStamp(Object.fromEntries([...current].filter(([name]) => isCurrent(name))));
  if (stale.length > 0) {
    const warehouse = await openWarehouse(join(data, warehouseFile), { readOnly: true });
    try {
      for (const name of stale) {
        if (await putFile(name, await reportToArrow(warehouse.connection, name))) hasChanged = true;
      }
    } finally {
      warehouse.close();
    }
    await writeStamp(Object.fromEntries(current));
  }
  if (hasChanged || (await looksStale())) await announce(clock());
  return stale;
}

/**
 * Shows a report in a running preview before the pipeline has published it. Until then the cached file counts as
 * current for nobody, so that no build can publish it.
 *
 * @param report name without `rpt_`
 */
export async function showUnpublished(
  report: string,
  bytes: Uint8Array,
  clock: () => Date = () => new Date(),
): Promise<void> {
  const stamp = await readStamp();
  await writeStamp(Object.fromEntries(Object.entries(stamp).filter(([name]) => name !== report)));
  if (await putFile(report, bytes)) await announce(clock());
}
