import { createReadStream, rmSync } from "node:fs";
import { dirname } from "node:path";
import { finished } from "node:stream/promises";
import config from "../../datahub.config.js";
import { load } from "./figures.js";
import { inFreshProcess } from "./freshProcess.js";
import type { PipelineRunAnswer, PipelineRunTask } from "./pipelineRun.js";
import type { SimulatedFiles } from "./simulatedFiles.js";
import type { TypedReadAnswer, TypedReadTask } from "./typedRead.js";

/** Made and removed by each run. */
const scratch = ".build/bench/scratch";

/** One run of each side on the same files. */
export interface Round {
  readonly given: TypedReadAnswer;
  readonly detected: TypedReadAnswer;
  readonly ours: PipelineRunAnswer;
  readonly loadAverage: string;
}

/** DuckDB's typed read and our steps, one after the other, each in a fresh process. */
export async function runRound(files: SimulatedFiles): Promise<Round> {
  const { memoryLimit: ownLimit } = config;
  const read = (raw: string, types: TypedReadTask["types"]): Promise<TypedReadAnswer> => {
    const task: TypedReadTask = { raw, types, folder: scratch, memoryLimit: ownLimit };
    return inFreshProcess("typedRead.ts", task);
  };
  await warm(files.transactions.path);
  const given = await read(files.raw, "given");
  const ours = await runOurs(files, ownLimit, false);
  await warm(files.clean.path);
  const detected = await read(dirname(files.clean.path), "detected");
  return { given, ours, detected, loadAverage: load() };
}

/**
 * Our pipeline in a fresh process.
 *
 * @param isWhole false: to the end of the marts
 * @throws Error naming the step that failed
 */
export async function runOurs(
  files: SimulatedFiles,
  limit: string,
  isWhole: boolean,
): Promise<PipelineRunAnswer> {
  try {
    const task: PipelineRunTask = { raw: files.raw, folder: scratch, memoryLimit: limit, isWhole };
    const found = await inFreshProcess<PipelineRunAnswer>("pipelineRun.ts", task);
    if (found.failure !== null) throw new Error(found.failure);
    return found;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Reads a file to its end, so that it lies in the page cache. */
async function warm(path: string): Promise<void> {
  await finished(createReadStream(path, { highWaterMark: 1 << 22 }).resume());
}

/** What a part of the bench gave, or why it gave nothing. */
export type Attempt<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: string };

/** A part that fails is a figure too; the others go on. */
export async function attempt<Value>(what: string, work: () => Promise<Value>): Promise<Attempt<Value>> {
  console.log(`${what} …`);
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    console.error(message);
    process.exitCode = 1;
    return { ok: false, error: message };
  }
}
