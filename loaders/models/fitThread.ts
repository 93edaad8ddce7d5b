/** Thread: fits and validates one model, and answers with what came of it or with why it failed. */
import { parentPort, workerData } from "node:worker_threads";
import type { DatahubConfig } from "../config.js";
import { BuildError, type ProblemCode } from "../errors.js";
import { churnDesign } from "./churnDesign.js";
import { atGrant, behavioural } from "./defaultDesign.js";
import { fitAndValidate, type FitInput, type FitOutput } from "./fitAndValidate.js";
import type { ModelDesign } from "./modelDesign.js";
import { UntrainableError } from "./untrainable.js";

export interface FitJob {
  /** The design's table of features, by which it is told from the others. */
  readonly features: string;
  readonly config: DatahubConfig;
  readonly input: FitInput;
}

/** An error's class is lost between threads, so what it says is handed over. */
export type FitAnswer =
  | { readonly output: FitOutput }
  | { readonly reason: string }
  | { readonly code: ProblemCode; readonly problem: string };

function answer({ features, config, input }: FitJob): FitAnswer {
  const designs: readonly ModelDesign[] = [churnDesign(config), behavioural(config), atGrant(config)];
  const design = designs.find(({ source }) => source.features === features);
  if (!design) throw new RangeError(`No model is fitted to ${features}.`);
  try {
    return { output: fitAndValidate(design, input) };
  } catch (error) {
    if (error instanceof UntrainableError) return { reason: error.reason };
    if (error instanceof BuildError) return { code: error.code, problem: error.problem };
    throw error;
  }
}

parentPort?.postMessage(answer(workerData as FitJob));
