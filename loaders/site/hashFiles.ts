import { createHash, type Hash } from "node:crypto";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative } from "node:path";

/**
 * Every file under a path, sorted, so that the list is the same on every machine. Links to folders are not followed.
 *
 * @param path a file or a folder; a missing one has no files
 * @param skip folder or file names left out
 */
export async function listFiles(path: string, skip: ReadonlySet<string> = new Set()): Promise<string[]> {
  const found = await stat(path).catch(() => null);
  if (!found) return [];
  if (found.isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const lists = await Promise.all(
    entries
      .filter((entry) => !skip.has(entry.name))
      .map(async (entry) => {
        const child = join(path, entry.name);
        if (entry.isDirectory()) return listFiles(child, skip);
        if (entry.isSymbolicLink() && (await stat(child).catch(() => null))?.isDirectory()) return [];
        return [child];
      }),
  );
  return lists.flat().sort();
}

async function addFile(hash: Hash, root: string, file: string): Promise<void> {
  const bytes = await readFile(await realpath(file));
  hash.update(`${relative(root, file)}\0${bytes.length}\0`).update(bytes);
}

/**
 * SHA-256 over names and contents of files; times and absolute paths do not count.
 *
 * @param root names are taken relative to it
 * @param paths files and folders; a missing one counts as empty
 * @param skip names left out
 */
export async function hashFiles(
  root: string,
  paths: readonly string[],
  skip: ReadonlySet<string> = new Set(),
): Promise<string> {
  const hash = createHash("sha256");
  for (const path of paths) for (const file of await listFiles(path, skip)) await addFile(hash, root, file);
  return hash.digest("hex");
}
