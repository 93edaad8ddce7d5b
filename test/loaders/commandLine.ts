import { spawn } from "node:child_process";
import { resolve } from "node:path";

const project = resolve(import.meta.dirname, "../..");

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
  readonly errors: string;
}

/**
 * Runs `node loaders/pipeline.ts …` as the npm scripts do.
 *
 * @param killAt once the output holds this, the process is killed without a chance to tidy up
 */
export function commandLine(args: readonly string[], killAt?: string): Promise<Finished> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, ["--import", "tsx/esm", "loaders/pipeline.ts", ...args], {
      cwd: project,
      env: { ...process.env, NO_COLOR: "1" },
    });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (killAt !== undefined && output.includes(killAt)) child.kill("SIGKILL");
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.on("error", fail);
    child.on("close", (code, signal) => done({ code, signal, output, errors }));
  });
}
