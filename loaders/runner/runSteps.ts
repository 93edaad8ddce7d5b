import type { Step } from "./steps.js";

/** What the order of the run goes by. */
type Ordered = Pick<Step, "name" | "after" | "isBeside">;

/** Steps beside the others at one time: as many as keep two cores busy, few enough for their memory. */
const mostBeside = 2;

/**
 * Runs steps in their order, each once those it depends on are done. One that may work beside the others is begun in its
 * turn and not waited for until something depends on it; what waits is overtaken by what does not.
 *
 * @param steps in an order in which each comes after those it depends on; steps of which `after` names no other here
 *   are ready
 * @throws what the first step that failed threw, once no other is under way; no further one is begun
 */
export async function runSteps<Each extends Ordered>(
  steps: readonly Each[],
  run: (step: Each) => Promise<void>,
): Promise<void> {
  const undone = new Set(steps.map(({ name }) => name));
  const waiting = [...steps];
  const beside = new Set<Promise<void>>();
  let failure: { readonly error: unknown } | undefined;
  const finish = async (step: Each): Promise<void> => {
    try {
      await run(step);
      undone.delete(step.name);
    } catch (error) {
      failure ??= { error };
    }
  };
  const isReady = ({ after, isBeside }: Each): boolean =>
    !(isBeside === true && beside.size >= mostBeside) && !after.some((name) => undone.has(name));
  while (waiting.length > 0 && failure === undefined) {
    const next = waiting.findIndex(isReady);
    const [step] = next < 0 ? [] : waiting.splice(next, 1);
    if (step === undefined) {
      if (beside.size === 0) throw new RangeError(`${waiting[0]!.name} waits for a step that is not there`);
      await Promise.race(beside);
    } else if (step.isBeside === true) {
      const done: Promise<void> = finish(step).finally(() => beside.delete(done));
      beside.add(done);
    } else {
      await finish(step);
    }
  }
  await Promise.all(beside);
  if (failure) throw failure.error;
}

/** The same steps in another order: what one that works beside the others depends on comes as early as it may. */
export function besideFirst<Each extends Ordered>(steps: readonly Each[]): Each[] {
  const stepOf = new Map(steps.map((step) => [step.name, step]));
  const ordered = new Set<Each>();
  const visit = (step: Each): void => {
    for (const name of step.after) {
      const before = stepOf.get(name);
      if (before && !ordered.has(before)) visit(before);
    }
    ordered.add(step);
  };
  for (const step of steps) if (step.isBeside === true) visit(step);
  for (const step of steps) visit(step);
  return [...ordered];
}
