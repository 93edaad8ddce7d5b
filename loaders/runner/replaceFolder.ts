import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./lock.js";

const asideStart = (folder: string): string => `.${basename(folder)}.new-`;
const previousOf = (folder: string): string => join(dirname(folder), `.${basename(folder)}.previous`);

/** Names in a folder; none when it does not exist. */
export async function entriesOf(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  });
}

/**
 * Makes an empty folder beside another, to be filled and then put in its place by `replaceFolder`. Puts right first
 * what a run that was cut off left behind: a half-filled folder, or a replacement half done.
 *
 * @returns path of the new folder, which belongs to this process
 */
export async function openAsideFolder(folder: string): Promise<string> {
  const parent = dirname(folder);
  await mkdir(parent, { recursive: true });
  await restoreFolder(folder);
  for (const name of await entriesOf(parent)) {
    const owner = name.startsWith(asideStart(folder)) ? Number(name.slice(asideStart(folder).length)) : null;
    if (owner !== null && (owner === process.pid || !isAlive(owner))) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }
  const aside = join(parent, `${asideStart(folder)}${process.pid}`);
  await mkdir(aside);
  return aside;
}

/** Puts the folder before back if a run was killed between the two renames of `replaceFolder`. */
export async function restoreFolder(folder: string): Promise<void> {
  const siblings = await entriesOf(dirname(folder));
  if (!siblings.includes(basename(previousOf(folder)))) return;
  if (siblings.includes(basename(folder))) await rm(previousOf(folder), { recursive: true, force: true });
  else await rename(previousOf(folder), folder);
}

/** Replaces a folder by another on the same disk; the old one is removed once the new one is in place. */
export async function replaceFolder(folder: string, by: string): Promise<void> {
  const isThere = (await entriesOf(dirname(folder))).includes(basename(folder));
  if (isThere) await rename(folder, previousOf(folder));
  try {
    await rename(by, folder);
  } catch (error) {
    if (isThere) await rename(previousOf(folder), folder);
    throw error;
  }
  if (isThere) await rm(previousOf(folder), { recursive: true, force: true });
}
