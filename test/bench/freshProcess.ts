import { fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs a module of this folder in a process of its own, so that no measurement profits from the one before it.
 *
 * @param module file name; the module reads its job with `job` and answers with `answer`
 * @throws Error when the process ends without an answer; what it wrote to its error stream is on the terminal
 */
export function inFreshProcess<Answer>(module: string, task: object): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, module), [JSON.stringify(task)], {
      execArgv: ["--import", "tsx/esm"],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    let answered: { readonly value: Answer } | undefined;
    child.on("message", (message) => (answered = { value: message as Answer }));
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      if (answered && code === 0) resolve(answered.value);
      else reject(new Error(`${module} ended with ${signal ?? `code ${code ?? "none"}`} and no answer`));
    });
  });
}

/** The task this process was started for. */
export const job = (): unknown => JSON.parse(process.argv[2] ?? "{}");

export const answer = (value: object): void => void process.send?.(value);

/**
 * Largest resident memory of this process so far, in bytes. `maxRSS` would begin with what the parent process
 * held when it forked; Linux counts from the start of the program in `VmHWM`.
 */
export function peakMemory(): number {
  try {
    const found = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"));
    if (found) return Number(found[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return process.resourceUsage().maxRSS * 1024;
}
