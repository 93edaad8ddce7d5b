import { join } from "node:path";
import { setImmediate as breathe } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { bankOf, type BankOptions } from "../../lib/simulate/bank.js";
import { emptySheets } from "../../lib/simulate/sheets.js";
import { type Clients, simulateClients } from "../../lib/simulate/simulateClients.js";
import { startThread, threadCode } from "../../lib/threads/thread.js";
import type { ClientRange } from "./clientRanges.js";

/** Ranges that each worker may be ahead of the one that is written: memory is bounded by this. */
const rangesAhead = 2;

/**
 * Simulates ranges of clients and gives them back in their order, whoever was first.
 *
 * @param workers threads beside this one; below 2 it is done here
 * @throws Error of a worker that failed; the others are stopped, as they are when the caller goes away
 */
export async function* simulateInOrder(
  options: BankOptions,
  ranges: readonly ClientRange[],
  workers: number,
): AsyncGenerator<Clients> {
  if (workers < 2) {
    const bank = bankOf(options);
    const sheets = emptySheets();
    for (const { from, to } of ranges) {
      yield simulateClients(bank, from, to, sheets);
      await breathe();
    }
    return;
  }
  const crew = await Crew.start(options, workers);
  try {
    const pending: Promise<Clients>[] = [];
    for (let next = 0; next < ranges.length || pending.length > 0;) {
      for (; next < ranges.length && pending.length < workers * rangesAhead; next++) {
        const range = ranges[next];
        if (range) pending.push(crew.simulate(range));
      }
      const first = await pending.shift();
      if (first) yield first;
    }
  } finally {
    await crew.stop();
  }
}

interface Job {
  readonly resolve: (clients: Clients) => void;
  readonly reject: (error: Error) => void;
}

interface Hand {
  readonly worker: Worker;
  /** What it was asked for and has not done, in order. */
  readonly jobs: Job[];
}

/** Worker threads that simulate ranges. */
class Crew {
  private readonly hands: readonly Hand[];
  private failure: Error | null = null;

  private constructor(code: string, options: BankOptions, workers: number) {
    this.hands = Array.from({ length: workers }, () => {
      const worker = startThread(code, options);
      const hand: Hand = { worker, jobs: [] };
      worker.on("message", (clients: Clients) => hand.jobs.shift()?.resolve(clients));
      worker.on("error", (error: Error) => {
        this.fail(error);
      });
      worker.on("exit", (code) => {
        this.fail(new Error(`a worker of the simulator ended with code ${code}`));
      });
      return hand;
    });
  }

  static async start(options: BankOptions, workers: number): Promise<Crew> {
    return new Crew(await threadCode(join(import.meta.dirname, "clientWorker.ts")), options, workers);
  }

  /** Asks the worker with the least to do. */
  simulate({ from, to }: ClientRange): Promise<Clients> {
    const [hand] = [...this.hands].sort((a, b) => a.jobs.length - b.jobs.length);
    const done = new Promise<Clients>((resolve, reject) => {
      if (this.failure) reject(this.failure);
      else hand?.jobs.push({ resolve, reject });
    });
    // The error is met when this range's turn has come; here it only must not count as unhandled.
    done.catch(() => undefined);
    hand?.worker.postMessage({ from, to });
    return done;
  }

  async stop(): Promise<void> {
    this.failure ??= new Error("the simulation was stopped");
    await Promise.all(this.hands.map(({ worker }) => worker.terminate()));
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { jobs } of this.hands) for (const job of jobs.splice(0)) job.reject(this.failure);
  }
}
