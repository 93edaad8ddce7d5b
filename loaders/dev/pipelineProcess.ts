import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Flags } from "../runner/settings.js";
import { projectRoot } from "../site/paths.js";

const flagsOf = ({ profile, raw, asOf, data }: Flags): string[] =>
  Object.entries({ "--profile": profile, "--raw": raw, "--as-of": asOf, "--data": data }).flatMap(
    ([flag, value]) => (value === undefined ? [] : [flag, value]),
  );

/** A step that ran: "marts.dim_time: 1,096 rows, 0.1 s (dim_time.sql changed)". */
const step = /^.+: .+, [\d.]+ s \(.*\)$/;
const busy = /another run \(process \d+\) is at work here/;
/** The command line's last words, which are about a build. */
const lastWords = /\n*Nothing was published; what was there before is as it was\.\s*$/;

/**
 * Runs the pipeline in a process of its own, so that code and configuration are read as they are now, and a preview
 * that goes on is not held up.
 *
 * @param say told each step that ran, and in the end what went wrong
 * @returns `done` with "current", "failed" or "busy", and `stop`, after which nothing more is said
 */
export function startPipeline(
  flags: Flags,
  say: (message: string) => void,
): { readonly done: Promise<"current" | "failed" | "busy">; readonly stop: () => void } {
  const child: ChildProcess = spawn(
    process.execPath,
    ["--import", "tsx/esm", join(projectRoot, "loaders/pipeline.ts"), "pipeline", ...flagsOf(flags)],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NO_COLOR: "1" } },
  );
  let isStopped = false;
  let rest = "";
  let errors = "";
  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (step.test(line) && !isStopped) say(line);
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => (errors += chunk));
  const done = new Promise<"current" | "failed" | "busy">((resolve) => {
    child.on("error", (error) => {
      errors += error.message;
      resolve("failed");
    });
    child.on("close", (code) => {
      if (code === 0 || isStopped) resolve("current");
      else if (busy.test(errors)) resolve("busy");
      else {
        say(`${errors.replace(lastWords, "").trim()}\n  The pages keep what they had.`);
        resolve("failed");
      }
    });
  });
  return {
    done,
    stop() {
      isStopped = true;
      child.kill();
    },
  };
}
