import { mkdirSync, openSync, closeSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { BuildError } from "../errors.js";

/**
 * Keeps a second run away from a data folder until `release` is called. The lock of a run that died is taken over.
 *
 * @throws BuildError busy while another run is alive
 */
export function lockFolder(dataFolder: string): { release: () => void } {
  mkdirSync(dataFolder, { recursive: true });
  const path = join(dataFolder, ".lock");
  for (let attempt = 0; ; attempt++) {
    try {
      const descriptor = openSync(path, "wx");
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return { release: () => rmSync(path, { force: true }) };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      const owner = Number(readFileSync(path, "utf8"));
      if (attempt > 0 || isAlive(owner)) {
        throw new BuildError(
          "busy",
          `${dataFolder}: another run (process ${owner}) is at work here; lock file ${path}`,
        );
      }
      rmSync(path, { force: true });
    }
  }
}

/** Whether a run that is alive holds the folder. */
export function isLocked(dataFolder: string): boolean {
  try {
    return isAlive(Number(readFileSync(join(dataFolder, ".lock"), "utf8")));
  } catch {
    return false;
  }
}

/** Whether a process runs on this machine. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
