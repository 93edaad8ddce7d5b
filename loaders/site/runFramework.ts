import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stripVTControlCharacters } from "node:util";
import { projectRoot } from "./paths.js";

const framework = join(projectRoot, "node_modules/@observablehq/framework/dist/bin/observable.js");

/** What Framework would fetch is missing from `node_modules`; a build that fetched it would differ from day to day. */
const offline = `globalThis.fetch = async (url) => {
  throw new Error("the site is built without network, and " + url + " was asked for: add the library to loaders/site/vendorLibraries.ts");
};`;

/**
 * Runs Observable Framework's command line in a process of its own, without telemetry and without network.
 *
 * @param command `build` or `preview`, with its flags
 * @param options where the data lies and where the site goes, and `cwd` for another project than ours; `quiet` keeps the output for the error message; `onOutput` is told each line of it
 * @throws Error with the end of Framework's own output when it fails
 */
export async function runFramework(
  command: readonly string[],
  options: {
    readonly data: string;
    readonly out: string;
    readonly quiet: boolean;
    readonly cwd?: string;
    readonly onOutput?: (line: string) => void;
  },
): Promise<void> {
  const child = spawn(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(offline)}`, framework, ...command],
    {
      cwd: options.cwd ?? projectRoot,
      env: {
        ...process.env,
        DATAHUB_DATA: options.data,
        DATAHUB_DIST: options.out,
        OBSERVABLE_TELEMETRY_DISABLE: "true",
      },
      stdio: ["ignore", options.quiet ? "pipe" : "inherit", options.quiet ? "pipe" : "inherit"],
    },
  );
  let output = "";
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-4000);
  };
  child.stdout?.on("data", keep);
  child.stderr?.on("data", keep);
  for (const stream of options.onOutput ? [child.stdout, child.stderr] : []) {
    if (stream)
      createInterface(stream).on("line", (line) => options.onOutput?.(stripVTControlCharacters(line)));
  }
  // A preview ends with the command that started it, whoever was told to end.
  const stop = (): void => void child.kill();
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  process.off("SIGTERM", stop);
  process.off("SIGINT", stop);
  // Only a preview is ended from outside as a matter of course; half a build must not pass for a whole one.
  if (code !== 0 && !(child.killed && command[0] === "preview")) {
    throw new Error(`Observable Framework ended with code ${code ?? "none"}.\n${output.trim()}`);
  }
}
