import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "./command.js";

/**
 * Copies the files of this checkout, as they are now, to a folder that has never built anything. Only `node_modules`
 * is shared.
 */
export async function copyCheckout(folder: string): Promise<void> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const listed = await run(["git", "ls-files", "-coz", "--exclude-standard", "--deduplicate"], {
    capture: true,
  });
  for (const file of listed.output.split("\0")) {
    // A file that was removed and not yet committed is still listed.
    if (file === "" || !existsSync(file)) continue;
    cpSync(file, join(folder, file), { recursive: true, verbatimSymlinks: true });
  }
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
}
