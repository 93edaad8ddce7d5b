import { build } from "esbuild";
import { Worker } from "node:worker_threads";

/** A module as one script that plain Node runs, made in some 60 ms, so that a thread need not load a compiler. */
export async function threadCode(modulePath: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [modulePath],
    bundle: true,
    write: false,
    format: "cjs",
    platform: "node",
    target: "node20",
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}

/** Starts a thread on code of `threadCode`, without the parent's flags. */
export const startThread = (
  code: string,
  data: unknown,
  handedOver: readonly ArrayBufferLike[] = [],
): Worker =>
  new Worker(code, {
    eval: true,
    execArgv: [],
    workerData: data,
    transferList: handedOver.filter((buffer) => buffer instanceof ArrayBuffer),
  });

/**
 * Has a thread of its own do one job: it gets the data, and posts one answer.
 *
 * @param handedOver buffers in the data that are gone here afterwards, where others are copied
 * @throws Error of the thread, or when it ends without an answer
 */
export async function askThread<Answer>(
  modulePath: string,
  data: unknown,
  handedOver: readonly ArrayBufferLike[] = [],
): Promise<Answer> {
  const worker = startThread(await threadCode(modulePath), data, handedOver);
  try {
    return await new Promise<Answer>((resolve, reject) => {
      worker.on("message", resolve);
      worker.on("error", reject);
      worker.on("exit", (code) => {
        reject(new Error(`a thread of the pipeline ended with code ${code} and no answer`));
      });
    });
  } finally {
    await worker.terminate();
  }
}
