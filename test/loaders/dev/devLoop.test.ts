import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { devLoop, type DevLoop, type DevWork } from "../../../loaders/dev/devLoop.js";

const pauses = { show: 5, run: 20, publish: 40 };

/** A loop over work that only notes what it was asked for. */
function observed(changed: Partial<DevWork> = {}): { loop: DevLoop; calls: string[] } {
  const calls: string[] = [];
  const loop = devLoop(
    {
      isReport: (path) => path.startsWith("rpt_"),
      showReport: (path) => Promise.resolve(void calls.push(`show ${path}`)),
      runPipeline: () => {
        calls.push("run");
        return Promise.resolve(true);
      },
      refresh: () => Promise.resolve(void calls.push("refresh")),
      say: (message) => void calls.push(`say ${message}`),
      ...changed,
    },
    pauses,
  );
  return { loop, calls };
}

describe("devLoop(work, pauses)", () => {
  it("shows a report at once and publishes it after", async () => {
    const { loop, calls } = observed();
    loop.changed("rpt_a");
    await loop.idle();
    expect(calls).toEqual(["show rpt_a", "run", "refresh"]);
  });

  it("gathers a burst", async () => {
    const { loop, calls } = observed();
    for (let time = 0; time < 20; time++) for (const path of ["rpt_a", "rpt_b", "mart"]) loop.changed(path);
    await loop.idle();
    expect(calls).toEqual(["show rpt_a", "show rpt_b", "run", "refresh"]);
  });

  it("takes anything else through the pipeline", async () => {
    const { loop, calls } = observed();
    loop.changed("mart");
    await loop.idle();
    expect(calls).toEqual(["run", "refresh"]);
  });

  it("publishes nothing while a SELECT fails, and goes on once it is repaired", async () => {
    let isBroken = true;
    const { loop, calls } = observed({
      showReport: (path) =>
        isBroken ? Promise.reject(new Error(`${path}: no such column`)) : Promise.resolve(),
    });
    loop.changed("rpt_a");
    await loop.idle();
    loop.changed("mart");
    await loop.idle();
    expect(calls).toEqual([
      "say rpt_a: no such column\n  The pages keep what they had.",
      "say Nothing is published until rpt_a can be read.",
      "say Nothing is published until rpt_a can be read.",
    ]);
    isBroken = false;
    loop.changed("rpt_a");
    await loop.idle();
    expect(calls.slice(3)).toEqual(["run", "refresh"]);
  });

  it("shows an edit made while the pipeline runs, and refreshes only after the run that has it", async () => {
    let runs = 0;
    const { loop, calls } = observed({
      runPipeline: async () => {
        calls.push(`run ${++runs}`);
        await sleep(60);
        return true;
      },
    });
    loop.changed("rpt_a");
    await sleep(60);
    expect(calls).toEqual(["show rpt_a", "run 1"]);
    loop.changed("rpt_a");
    await sleep(20);
    expect(calls).toEqual(["show rpt_a", "run 1", "show rpt_a"]);
    await loop.idle();
    expect(calls).toEqual(["show rpt_a", "run 1", "show rpt_a", "run 2", "refresh"]);
  });

  it.each([
    ["that fails", () => Promise.resolve(false), []],
    ["that breaks off", () => Promise.reject(new Error("disk full")), ["say disk full"]],
  ])("leaves the preview as it is after a run %s", async (_, runPipeline, expected) => {
    const { loop, calls } = observed({ runPipeline });
    loop.changed("mart");
    await loop.idle();
    expect(calls).toEqual(expected);
  });

  it("does nothing after it was stopped", async () => {
    const { loop, calls } = observed();
    loop.changed("rpt_a");
    loop.stop();
    loop.changed("mart");
    await sleep(80);
    await loop.idle();
    expect(calls).toEqual([]);
  });
});
