import { setTimeout as sleep } from "node:timers/promises";
import { BuildError } from "../errors.js";
import { lockFolder } from "../runner/lock.js";
import { frameworkRoot } from "./paths.js";

const patienceMilliseconds = 180_000;
const pauseMilliseconds = 200;

/**
 * Does the work while no other build uses Framework's cache of this checkout; waits for one that does.
 *
 * @throws BuildError busy when the other build takes longer than three minutes
 */
export async function withCacheLock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let waited = 0; ; waited += pauseMilliseconds) {
    try {
      const lock = lockFolder(frameworkRoot);
      try {
        return await work();
      } finally {
        lock.release();
      }
    } catch (error) {
      const isBusy = error instanceof BuildError && error.code === "busy";
      if (!isBusy || waited >= patienceMilliseconds) throw error;
      await sleep(pauseMilliseconds);
    }
  }
}
