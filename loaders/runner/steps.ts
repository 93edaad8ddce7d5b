import type { DuckDBConnection } from "@duckdb/node-api";
import { rows, text } from "../../lib/warehouse/sql.js";
import { hashText } from "./contentHash.js";

/** What a running step may say of its progress, and what it works on. */
export interface StepContext {
  readonly connection: DuckDBConnection;
  /** A further connection, for what the step does side by side; it ends with the run. */
  readonly connect: () => Promise<DuckDBConnection>;
  readonly report: (progress: string) => void;
}

export interface Step {
  /** Unique; the steps before it whose names are in `after` run again, it runs again. */
  readonly name: string;
  readonly after: readonly string[];
  /** Content hashes of what the step depends on, by a name that means something to a reader. */
  readonly parts: Readonly<Record<string, string>>;
  /** Steps among `after` that made what it reads in memory: they run whenever it does. */
  readonly needs?: readonly string[];
  /** Steps that do not depend on it go on meanwhile; it has a connection of its own. */
  readonly isBeside?: boolean;
  readonly run: (context: StepContext) => Promise<StepResult>;
}

export interface StepResult {
  readonly rows: number;
}

export interface PlannedStep {
  readonly step: Step;
  readonly key: string;
  /** Why the step runs; empty when its result is current. */
  readonly reasons: readonly string[];
}

/** Parts of each step when it last ran, by step name. */
export type StepState = ReadonlyMap<
  string,
  { readonly key: string; readonly parts: Readonly<Record<string, string>> }
>;

/**
 * Decides which steps run, and why: a part is new or has another content, a step before it runs, or a step after it
 * needs what it makes.
 *
 * @param steps in an order in which each comes after those it depends on
 */
export function planSteps(steps: readonly Step[], state: StepState): PlannedStep[] {
  const planned = new Map<string, PlannedStep>();
  for (const step of steps) {
    const before = step.after.map((name) => {
      const found = planned.get(name);
      if (!found) throw new RangeError(`step ${step.name} comes before ${name}, which it depends on`);
      return found;
    });
    const key = hashText(JSON.stringify([step.parts, before.map((other) => other.key)]));
    const last = state.get(step.name);
    const reasons =
      last === undefined
        ? ["first run"]
        : [
            ...Object.keys(step.parts)
              .filter((part) => last.parts[part] !== step.parts[part])
              .map((part) => `${part} ${last.parts[part] === undefined ? "is new" : "changed"}`),
            ...Object.keys(last.parts)
              .filter((part) => step.parts[part] === undefined)
              .map((part) => `${part} is gone`),
            ...before.filter((other) => other.reasons.length > 0).map((other) => `${other.step.name} ran`),
          ];
    const reasonsOrKey =
      reasons.length === 0 && last?.key !== key ? ["an earlier step had changed"] : reasons;
    planned.set(step.name, { step, key, reasons: reasonsOrKey });
  }
  for (const step of [...steps].reverse()) {
    if (planned.get(step.name)?.reasons.length === 0) continue;
    for (const name of step.needs ?? []) {
      const needed = planned.get(name);
      if (needed?.reasons.length === 0) planned.set(name, { ...needed, reasons: [`${step.name} needs it`] });
    }
  }
  return [...planned.values()];
}

/** Reads what `recordStep` wrote; nothing in a new warehouse. */
export async function readState(connection: DuckDBConnection): Promise<StepState> {
  const [found] = await rows(
    connection,
    "SELECT 1 FROM information_schema.tables WHERE table_schema = 'meta' AND table_name = 'steps' AND table_catalog = current_database()",
  );
  if (!found) return new Map();
  const recorded = await rows<{ step: string; key: string; parts: string }>(
    connection,
    "SELECT step, key, parts FROM meta.steps",
  );
  return new Map(
    recorded.map(({ step, key, parts }) => [
      step,
      { key, parts: JSON.parse(parts) as Record<string, string> },
    ]),
  );
}

/** Notes in the warehouse itself that a step's result is in it. */
export async function recordStep(
  connection: DuckDBConnection,
  planned: PlannedStep,
  rowCount: number,
): Promise<void> {
  const { name, parts } = planned.step;
  await connection.run(`
    CREATE TABLE IF NOT EXISTS meta.steps (step VARCHAR PRIMARY KEY, key VARCHAR, parts VARCHAR, row_count BIGINT);
    INSERT OR REPLACE INTO meta.steps VALUES (${text(name)}, ${text(planned.key)}, ${text(JSON.stringify(parts))}, ${rowCount})`);
}
