import { extname, join, relative } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Flags } from "../runner/settings.js";
import { withCacheLock } from "../site/cacheLock.js";
import { readReportHashes } from "../site/buildSite.js";
import { projectRoot } from "../site/paths.js";
import { refreshReports } from "../site/reportCache.js";
import { devLoop, type DevLoop } from "./devLoop.js";
import { startPipeline } from "./pipelineProcess.js";
import { showReport } from "./showReport.js";
import { watchPaths } from "./watchPaths.js";

/** What the pipeline reads besides the extracts. */
const followed = ["loaders", "lib", "data/sources", "datahub.config.ts"].map((path) =>
  join(projectRoot, path),
);
const reportFolder = join(projectRoot, "loaders/sql/reports");
/** The preview's own code, which is in this process already. */
const ownCode = /^loaders\/(?:dev|site|docs)\//;
const kinds = new Set([".sql", ".ts", ".csv"]);
const busyPauseMilliseconds = 3000;

/** Brings Framework's cache in line with what the pipeline last published. */
export async function showPublished(data: string): Promise<void> {
  await withCacheLock(async () => refreshReports(data, await readReportHashes(data)));
}

/**
 * Follows the edits of SQL, code and configuration while a preview runs, until `stop` is called.
 *
 * @param data the data folder, absolute
 * @param flags as the preview was started with, for the pipeline
 */
export function followEdits(
  data: string,
  flags: Flags,
  say: (message: string) => void,
): { readonly stop: () => void } {
  let running: { readonly stop: () => void } | undefined;
  let isStopped = false;
  const shortPath = (path: string): string => relative(projectRoot, path);
  const isWanted = (path: string): boolean =>
    kinds.has(extname(path)) && !ownCode.test(shortPath(path).replaceAll("\\", "/"));

  const loop: DevLoop = devLoop({
    isReport: (path) => path.startsWith(reportFolder) && path.endsWith(".sql"),
    async showReport(path) {
      const started = performance.now();
      await showReport(data, path);
      say(`${shortPath(path)}: shown after ${((performance.now() - started) / 1000).toFixed(1)} s`);
    },
    async runPipeline() {
      for (;;) {
        let steps = 0;
        const started = startPipeline(flags, (message) => {
          steps += 1;
          say(message);
        });
        running = started;
        const outcome = await started.done;
        running = undefined;
        if (outcome === "current" && steps > 0 && !isStopped) say("The warehouse is up to date.");
        if (outcome !== "busy" || isStopped) return outcome === "current" && !isStopped;
        say(`Another run is at work in ${data}; trying again in a moment.`);
        await sleep(busyPauseMilliseconds);
      }
    },
    refresh: () => showPublished(data),
    say: (message) => say(message.replaceAll(`${projectRoot}/`, "")),
  });
  const endWatch = watchPaths([...followed, join(data, "triage")], (path) => {
    if (isWanted(path)) loop.changed(path);
  });
  return {
    stop() {
      isStopped = true;
      endWatch();
      loop.stop();
      running?.stop();
    },
  };
}
