import { statSync } from "node:fs";
import { hashFile } from "../runner/contentHash.js";

/**
 * Finds the files of a raw table that were delivered twice under another name.
 *
 * @returns for each path the earlier path with the same bytes, or null
 */
export function fileTwins(paths: readonly string[]): (string | null)[] {
  const sizes = paths.map((path) => statSync(path).size);
  const seen = new Map<string, string>();
  return paths.map((path, at) => {
    if (sizes.indexOf(sizes[at] ?? 0) === sizes.lastIndexOf(sizes[at] ?? 0)) return null;
    const hash = hashFile(path);
    const earlier = seen.get(hash);
    if (earlier === undefined) seen.set(hash, path);
    return earlier ?? null;
  });
}
