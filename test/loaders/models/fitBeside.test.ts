import { describe, expect, it } from "vitest";
import config from "../../../datahub.config.js";
import { Random } from "../../../lib/core/random.js";
import { takeRows } from "../../../lib/core/models/table.js";
import { BuildError, problemCodes } from "../../../loaders/errors.js";
import type { FitInput } from "../../../loaders/models/fitAndValidate.js";
import { fitBeside } from "../../../loaders/models/fitBeside.js";
import { UntrainableError } from "../../../loaders/models/untrainable.js";

const clients = 400;
const months = 8;

/** Clients at month ends with one feature that is their outcome and a little noise. */
function inputOf(noise: number, rate: number): FitInput {
  const random = new Random(3, 0);
  const rows = clients * months;
  const outcomes = Array.from({ length: clients }, () => (random.uniform() < rate ? 1 : 0));
  const labels = Uint8Array.from({ length: rows }, (_, row) => outcomes[row % clients]!);
  const values = Float64Array.from(labels, (label) => label + noise * random.normal());
  const table = { rows, columns: [{ name: "behind_count", kind: "numeric" as const, values }] };
  const group = Array.from({ length: rows }, () => "unknown");
  return {
    panel: {
      table,
      labels,
      clients: Int32Array.from({ length: rows }, (_, row) => row % clients),
      snapshots: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / clients)),
      snapshotDates: Array.from({ length: months }, (_, month) => `2025-0${month + 1}-28`),
    },
    groups: { gender: group, age_band: group, segment: group },
    trueProbabilities: null,
    today: takeRows(
      table,
      Int32Array.from({ length: clients }, (_, row) => rows - clients + row),
    ),
    seed: 1,
  };
}

describe("fitBeside(features, config, input)", () => {
  it("hands over what is wrong as it was said in the thread, with the remedy once", async () => {
    const error = await fitBeside("ftr_default", config, inputOf(0.01, 0.3)).catch((found: unknown) => found);
    expect(error).toBeInstanceOf(BuildError);
    const { code, problem, message } = error as BuildError;
    expect(code).toBe("leaking_feature");
    expect(problem).toBe(
      "default: behind_count alone ranks with an AUC of 1.0000, above 0.98, so it must know the outcome",
    );
    expect(message).toBe(`${problem}\n  → ${problemCodes.leaking_feature}`);
  });

  it("hands over why there is too little to learn from", async () => {
    await expect(fitBeside("ftr_default", config, inputOf(1, 0.01))).rejects.toThrow(UntrainableError);
  });

  it("fails on a table that no model is fitted to", async () => {
    await expect(fitBeside("ftr_nothing", config, inputOf(1, 0.3))).rejects.toThrow(
      "No model is fitted to ftr_nothing.",
    );
  });
});
