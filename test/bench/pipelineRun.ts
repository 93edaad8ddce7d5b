/** Process: our pipeline from the raw files to the marts or to the reports, each step timed. */
import { rmSync } from "node:fs";
import config from "../../datahub.config.js";
import { resolveSettings } from "../../loaders/runner/settings.js";
import { runPipeline } from "../../loaders/runPipeline.js";
import { answer, job, peakMemory } from "./freshProcess.js";

export interface PipelineRunTask {
  readonly raw: string;
  /** Data folder, made and removed. */
  readonly folder: string;
  readonly memoryLimit: string;
  /** False ends the run when the marts are made, before checks, models and reports. */
  readonly isWhole: boolean;
}

export interface StepTime {
  readonly step: string;
  /** Seconds from the start of the run; steps may run side by side. */
  readonly begun: number;
  readonly ended: number;
  readonly result: string;
  /** Largest memory of the process up to the end of this step. */
  readonly peakBytes: number;
}

export interface PipelineRunAnswer {
  readonly steps: readonly StepTime[];
  /** All of what ran of `runPipeline`: steps, content hashes, opening, checkpoint, renaming. */
  readonly seconds: number;
  readonly peakBytes: number;
  /** The step that failed and why, or null. */
  readonly failure: string | null;
}

const task = job() as PipelineRunTask;
rmSync(task.folder, { recursive: true, force: true });
const settings = resolveSettings(
  { ...config, memoryLimit: task.memoryLimit },
  { profile: "simulated", raw: task.raw, data: task.folder },
);
/** Others may begin before the last of the marts is made; they are left out of a run that ends with these. */
const isToMarts = (step: string): boolean =>
  /^(previous run$|settings$|landing\.|staging$|marts\.)/.test(step);
/** Thrown where the marts are made. */
class Enough extends Error {}
const steps: StepTime[] = [];
let failure: string | null = null;
let current = "before the first step";
const started = performance.now();
try {
  await runPipeline(settings, {
    async task(step, _, work) {
      if (!task.isWhole && step === "checks") throw new Enough();
      if (!task.isWhole && !isToMarts(step)) return;
      current = step;
      const begun = (performance.now() - started) / 1000;
      const result = await work(() => undefined);
      const ended = (performance.now() - started) / 1000;
      steps.push({ step, begun, ended, result, peakBytes: peakMemory() });
      current = `after ${step}`;
    },
    note: () => undefined,
  });
} catch (error) {
  if (!(error instanceof Enough)) {
    failure = `${current}: ${error instanceof Error ? error.message : String(error)}`;
  }
}
const seconds = (performance.now() - started) / 1000;
rmSync(task.folder, { recursive: true, force: true });
answer({ steps, seconds, peakBytes: peakMemory(), failure } satisfies PipelineRunAnswer);
