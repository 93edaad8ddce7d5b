import { watch } from "node:fs";
import { join, resolve } from "node:path";
import { followEdits, showPublished } from "../dev/followEdits.js";
import { isLocked } from "../runner/lock.js";
import type { Flags } from "../runner/settings.js";
import { runFramework } from "./runFramework.js";
import { vendorLibraries } from "./vendorLibraries.js";

const settleMilliseconds = 300;

/** Calls back when a pipeline that somebody else started has published reports, once it has let go of the folder. */
function watchReports(data: string, onPublished: () => void): () => void {
  let timer: NodeJS.Timeout | undefined;
  const look = (): void => {
    clearTimeout(timer);
    // The hashes are written before the warehouse they are of is in its place.
    timer = setTimeout(() => (isLocked(data) ? look() : onPublished()), settleMilliseconds);
  };
  const watcher = watch(join(data, "reports"), (_, file) => {
    if (file === "reports.json") look();
  });
  return () => {
    clearTimeout(timer);
    watcher.close();
  };
}

/**
 * Serves the pages with live reload until it is interrupted. A page or a component that is saved is seen at once; so is
 * a report's SELECT, which the pipeline then publishes in the background; other SQL, code and configuration as soon as
 * the pipeline has run.
 *
 * @param options the data folder, the flags for the pipeline, and the port (Framework picks the first free one from 3000 on)
 */
export async function previewSite(options: {
  readonly data: string;
  readonly flags?: Flags;
  readonly port?: number;
}): Promise<void> {
  const data = resolve(options.data);
  const say = (message: string): void => console.log(message);
  await vendorLibraries();
  await showPublished(data);
  const edits = followEdits(data, { ...options.flags, data }, say);
  const endWatch = watchReports(data, () => {
    showPublished(data).catch((error: unknown) =>
      say(error instanceof Error ? error.message : String(error)),
    );
  });
  const port = options.port === undefined ? [] : ["--port", String(options.port)];
  try {
    await runFramework(["preview", "--no-open", ...port], {
      ...{ data, out: "dist", quiet: true },
      onOutput: (line) => {
        const address = /https?:\/\/[\w.:]+\//.exec(line)?.[0];
        if (line.includes("↳") && address) {
          say(`The pages are at ${address} and follow what you save. Ctrl-C ends.`);
        } else if (/\berror\b/i.test(line)) say(line);
      },
    });
  } finally {
    endWatch();
    edits.stop();
  }
}
