import { DuckDBConnection } from "@duckdb/node-api";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import datahub from "../../../datahub.config.js";
import { extractNamed } from "../../../lib/core/contract.js";
import { resolveSettings } from "../../../loaders/runner/settings.js";
import { stageExtracts, type ToStage } from "../../../loaders/steps/stage.js";

const found = (extract: string): ToStage => ({
  landed: {
    delivery: { extract: extractNamed(extract), select: "", selectPath: "", tables: [] },
    driving: { name: extract, files: [] },
    lookups: [],
    twins: [],
  },
  lastDay: 0,
});

/** One that finds doubtful rows, and then fails at movements at once and at events when it has tried for long. */
function failing(): DuckDBConnection {
  const runAndReadAll = async (sql: string): Promise<never> => {
    if (sql.includes("transactions")) throw new Error("movements");
    await sleep(50);
    throw new Error("events");
  };
  const own: unknown = Object.create(DuckDBConnection.prototype, {
    run: { value: () => Promise.resolve() },
    runAndReadAll: { value: runAndReadAll },
  });
  return own as DuckDBConnection;
}

it("stageExtracts throws what failed first once nothing is under way, and nothing fails unheard", async () => {
  const unheard: unknown[] = [];
  const hear = (reason: unknown): number => unheard.push(reason);
  process.on("unhandledRejection", hear);
  const context = {
    connection: failing(),
    connect: () => Promise.resolve(failing()),
    report: () => undefined,
  };
  const toStage = [found("transactions"), found("events")];
  await expect(
    stageExtracts(context, toStage, resolveSettings(datahub, { data: "data" }), "."),
  ).rejects.toThrow("movements");
  process.off("unhandledRejection", hear);
  expect(unheard).toEqual([]);
});
