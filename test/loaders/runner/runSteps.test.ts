import { describe, expect, it } from "vitest";
import { besideFirst, runSteps } from "../../../loaders/runner/runSteps.js";

interface Made {
  readonly name: string;
  readonly after: readonly string[];
  readonly isBeside?: boolean;
}
const step = (name: string, after: readonly string[] = [], isBeside = false): Made => ({
  name,
  after,
  isBeside,
});

/** Runs steps that end when they are told to, or at once, and writes down who began and ended when. */
function stage(steps: readonly Made[], held: readonly string[] = []) {
  const told: string[] = [];
  const gates = new Map(
    held.map((name) => {
      let end!: () => void;
      let fail!: (error: Error) => void;
      const ended = new Promise<void>((resolve, reject) => ([end, fail] = [resolve, reject]));
      return [name, { ended, end, fail }];
    }),
  );
  const done = runSteps(steps, async ({ name }) => {
    told.push(`${name} begins`);
    await gates.get(name)?.ended;
    told.push(`${name} ends`);
  });
  done.catch(() => undefined);
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { told, done, settle, gate: (name: string) => gates.get(name)! };
}

describe("runSteps(steps, run)", () => {
  it("runs one after the other, in their order", async () => {
    const { told, done } = stage([step("a"), step("b"), step("c", ["a"])]);
    await done;
    expect(told).toEqual(["a begins", "a ends", "b begins", "b ends", "c begins", "c ends"]);
  });

  it("goes on beside one that works by itself, and has what depends on it wait", async () => {
    const steps = [step("fit", [], true), step("scores", ["fit"]), step("days"), step("page", ["scores"])];
    const { told, done, settle, gate } = stage(steps, ["fit"]);
    await settle();
    expect(told).toEqual(["fit begins", "days begins", "days ends"]);
    gate("fit").end();
    await done;
    expect(told.slice(3)).toEqual(["fit ends", "scores begins", "scores ends", "page begins", "page ends"]);
  });

  it("waits for the last one beside", async () => {
    const { told, done, settle, gate } = stage([step("fit", [], true)], ["fit"]);
    await settle();
    gate("fit").end();
    await done;
    expect(told).toEqual(["fit begins", "fit ends"]);
  });

  it("has two beside at a time, and goes on with what is not meanwhile", async () => {
    const steps = [
      step("a", [], true),
      step("b", [], true),
      step("c", [], true),
      step("checks", ["a", "b", "c"]),
      step("alone"),
    ];
    const { told, done, settle, gate } = stage(steps, ["a", "b", "c"]);
    await settle();
    expect(told).toEqual(["a begins", "b begins", "alone begins", "alone ends"]);
    gate("b").end();
    await settle();
    expect(told.slice(4)).toEqual(["b ends", "c begins"]);
    gate("a").end();
    gate("c").end();
    await done;
    expect(told.slice(-2)).toEqual(["checks begins", "checks ends"]);
  });

  it("takes a step of an earlier run for done", async () => {
    const { told, done } = stage([step("b", ["a"])]);
    await done;
    expect(told).toEqual(["b begins", "b ends"]);
  });

  it("begins nothing after a failure beside, and throws it once all have ended", async () => {
    const steps = [step("fit", [], true), step("other", [], true), step("days"), step("page")];
    const { told, done, settle, gate } = stage(steps, ["fit", "other", "days"]);
    await settle();
    gate("fit").fail(new Error("no positives"));
    gate("days").end();
    await settle();
    expect(told).toEqual(["fit begins", "other begins", "days begins", "days ends"]);
    let isOver = false;
    done.catch(() => (isOver = true));
    await settle();
    expect(isOver).toBe(false);
    gate("other").end();
    await expect(done).rejects.toThrow("no positives");
    expect(told.at(-1)).toBe("other ends");
  });

  it("ends what is beside before a failure is thrown", async () => {
    const { told, done, settle, gate } = stage([step("fit", [], true), step("days")], ["fit", "days"]);
    await settle();
    gate("days").fail(new Error("disk full"));
    await settle();
    gate("fit").end();
    await expect(done).rejects.toThrow("disk full");
    expect(told.at(-1)).toBe("fit ends");
  });
});

describe("besideFirst(steps)", () => {
  it("brings forward what a step beside depends on, and keeps the order else", () => {
    const steps = [
      step("days"),
      step("clients"),
      step("panel", ["clients"]),
      step("gate", ["days", "panel"]),
      step("fit", ["panel"], true),
    ];
    expect(besideFirst(steps).map(({ name }) => name)).toEqual(["clients", "panel", "fit", "days", "gate"]);
  });
});
