import { existsSync, readdirSync, statSync, watch, type FSWatcher } from "node:fs";
import { basename, dirname, join } from "node:path";

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * Watches files and folders, with all the folders in them, also those that come later. Folders are watched rather than
 * files, because editors that save by renaming put another file in the place of the one before.
 *
 * @param paths files and folders; one that is missing is watched for
 * @param onChange called with the path of a file that was written, made, renamed or removed; often more than once
 * @returns ends the watch
 */
export function watchPaths(paths: readonly string[], onChange: (path: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();

  /** Watches one folder; `only` names the entry that counts, or everything does. */
  function watchFolder(folder: string, only?: string): void {
    const key = only === undefined ? folder : join(folder, only);
    if (watchers.has(key) || !existsSync(folder)) return;
    const watcher = watch(folder, (_, entry) => {
      if (entry === null || (only !== undefined && entry !== only)) return;
      const path = join(folder, entry);
      if (isFolder(path)) watchTree(path, true);
      else if (!existsSync(path)) forget(path);
      if (!isFolder(path)) onChange(path);
    });
    watcher.on("error", () => forget(folder));
    watchers.set(key, watcher);
  }

  /** Watches a folder and those in it; what a new one holds already is told, since it came before the watch. */
  function watchTree(folder: string, isNew: boolean): void {
    watchFolder(folder);
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) watchTree(path, isNew);
      else if (isNew) onChange(path);
    }
  }

  function forget(path: string): void {
    watchers.get(path)?.close();
    watchers.delete(path);
  }

  for (const path of paths) {
    if (isFolder(path)) watchTree(path, false);
    else watchFolder(dirname(path), basename(path));
  }
  return () => {
    for (const watcher of watchers.values()) watcher.close();
    watchers.clear();
  };
}
