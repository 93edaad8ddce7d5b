/** Process: one simulation written to disk. */
import { rmSync } from "node:fs";
import { simulateBank, type SimulateOptions } from "../../loaders/steps/simulate.js";
import { answer, job, peakMemory } from "./freshProcess.js";

export type SimulationTask = Omit<SimulateOptions, "onProgress">;

export interface SimulationAnswer {
  readonly seconds: number;
  /** Of all cores together. */
  readonly cpuSeconds: number;
  readonly transactions: number;
  /** Rows of all files. */
  readonly rows: number;
  readonly bytes: number;
  readonly peakBytes: number;
}

const task = job() as SimulationTask;
const started = performance.now();
const { transactions, files } = await simulateBank(task);
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage();
rmSync(task.out, { recursive: true, force: true });
const total = (key: "rows" | "bytes"): number => files.reduce((sum, file) => sum + file[key], 0);
answer({
  ...{ seconds, transactions, rows: total("rows"), bytes: total("bytes") },
  cpuSeconds: (user + system) / 1e6,
  peakBytes: peakMemory(),
} satisfies SimulationAnswer);
