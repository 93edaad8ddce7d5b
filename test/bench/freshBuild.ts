import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { run } from "../tools/command.js";
import { copyCheckout } from "../tools/copyCheckout.js";

export interface TimedBuild {
  readonly seconds: number;
  /** Titles of the steps that ran, the site's among them if it was built. */
  readonly stepsRun: readonly string[];
}

export interface FreshBuild {
  readonly dist: string;
  readonly first: TimedBuild;
  readonly second: TimedBuild;
}

/**
 * Copies the files of this checkout, as they are now, to a folder that has never built anything, and runs
 * `npm run build` there twice. Only `node_modules` is shared.
 *
 * @param clients size of the simulated bank, or null for the configured one
 * @throws Error with the end of the output when a build fails
 */
export async function freshBuild(folder: string, clients: number | null): Promise<FreshBuild> {
  const checkout = resolve(folder);
  await copyCheckout(checkout);
  if (clients !== null) setClients(join(checkout, "datahub.config.ts"), clients);
  const first = await timedBuild(checkout);
  return { dist: join(checkout, "dist"), first, second: await timedBuild(checkout) };
}

function setClients(path: string, clients: number): void {
  const before = readFileSync(path, "utf8");
  const after = before.replace(/\bclients: [\d_]+/, `clients: ${clients}`);
  if (after === before) throw new Error(`${path}: no number of clients to replace`);
  writeFileSync(path, after);
}

async function timedBuild(checkout: string): Promise<TimedBuild> {
  const { code, output, seconds } = await run(["npm", "run", "--silent", "--prefix", checkout, "build"], {
    capture: true,
  });
  if (code !== 0) throw new Error(`npm run build ended with code ${code}\n${output.slice(-3000)}`);
  // One line a task: "title: result, 1.2 s (reason)". The site's task is always listed.
  const tasks = [...output.matchAll(/^(.+?): (.*), [\d.]+ s \(.*\)$/gm)];
  const stepsRun = tasks
    .filter(([, , result]) => result !== "nothing changed")
    .map(([, title = ""]) => title);
  return { seconds, stepsRun };
}
