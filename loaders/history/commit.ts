import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const projectFolder = resolve(import.meta.dirname, "../..");

/** Digits of a commit that are shown: as many in every clone, unlike those that `--short` chooses. */
const digits = 10;

/**
 * The commit that the project stands on.
 *
 * @param folder the project's
 * @returns ten hexadecimal digits; null without git, and where the folder is not the top of a repository
 */
export function currentCommit(folder = projectFolder): string | null {
  try {
    const [top = "", commit = ""] = execFileSync("git", ["rev-parse", "--show-toplevel", "HEAD"], {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).split("\n");
    return resolve(top) === resolve(folder) && /^[0-9a-f]{40,}$/.test(commit)
      ? commit.slice(0, digits)
      : null;
  } catch {
    return null;
  }
}
