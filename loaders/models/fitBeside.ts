import { join } from "node:path";
import type { FeatureTable } from "../../lib/core/models/table.js";
import type { DatahubConfig } from "../config.js";
import { BuildError } from "../errors.js";
import { askThread } from "../../lib/threads/thread.js";
import type { FitInput, FitOutput } from "./fitAndValidate.js";
import type { FitAnswer, FitJob } from "./fitThread.js";
import { UntrainableError } from "./untrainable.js";

/** The code that runs in the thread. */
export const fitThreadPath = join(import.meta.dirname, "fitThread.ts");

const buffersOf = ({ columns }: FeatureTable): ArrayBufferLike[] =>
  columns.map((column) => (column.kind === "numeric" ? column.values : column.codes).buffer);

/**
 * `fitAndValidate` in a thread of its own, so that this one can go on meanwhile.
 *
 * @param features the design's table of features
 * @param input its tables are handed over, and empty afterwards
 * @throws BuildError or UntrainableError, as `fitAndValidate` does
 */
export async function fitBeside(
  features: string,
  config: DatahubConfig,
  input: FitInput,
): Promise<FitOutput> {
  const job: FitJob = { features, config, input };
  const tables = new Set([...buffersOf(input.panel.table), ...buffersOf(input.today)]);
  const answer = await askThread<FitAnswer>(fitThreadPath, job, [...tables]);
  if ("output" in answer) return answer.output;
  if ("reason" in answer) throw new UntrainableError(answer);
  throw new BuildError(answer.code, answer.problem);
}
