import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file so that a reader sees the old content or the new, never half of it.
 *
 * @param mode who may read it, as for chmod; by default whoever the system lets
 */
export function writeWhole(path: string, content: string, mode = 0o666): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.tmp`, content, { mode });
  renameSync(`${path}.tmp`, path);
}
