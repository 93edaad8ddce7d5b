import type { Panel } from "../../../../lib/core/panel.js";
import { Random } from "../../../../lib/core/random.js";
import type { ValidationInput } from "../../../../lib/core/validation/validateProbabilities.js";

/** Clients month by month, whose true log odds are −3 plus something of their own plus something of the month. */
export function drawnInput(seed = 1, clients = 400, months = 8): ValidationInput {
  const rows = clients * months;
  const random = new Random(seed, 11);
  const own = Float64Array.from({ length: clients }, () => random.normal());
  const x = Float64Array.from({ length: rows }, () => random.normal());
  const client = (row: number): number => row % clients;
  const chance = (margin: number): number => 1 / (1 + Math.exp(-margin));
  const truth = x.map((value, row) => chance(-3 + own[client(row)]! + 1.5 * value));
  const labels = Uint8Array.from(truth, (value) => (random.uniform() < value ? 1 : 0));
  const panel: Panel = {
    table: {
      rows,
      columns: [
        { name: "x", kind: "numeric", values: x },
        { name: "own", kind: "numeric", values: Float64Array.from(x, (_, row) => own[client(row)]!) },
      ],
    },
    labels,
    clients: Int32Array.from({ length: rows }, (_, row) => client(row)),
    snapshots: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / clients)),
    snapshotDates: Array.from({ length: months }, (_, i) =>
      new Date(Date.UTC(2025, i + 1, 0)).toISOString().slice(0, 10),
    ),
  };
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const noisy = (spread: number): Float64Array =>
    x.map((value, row) => chance(-3 + own[client(row)]! + 1.5 * value + spread * random.normal()));
  return {
    panel,
    trained: {
      split: { train: all.filter((row) => row < rows * 0.75), test: all.filter((row) => row >= rows * 0.75) },
      probabilities: noisy(0.2),
      outOfClient: noisy(0.3),
      baselines: [
        { name: "constant", probabilities: new Float64Array(rows).fill(0.1) },
        { name: "own", probabilities: x.map((_, row) => chance(-2.5 + own[client(row)]!)) },
      ],
      notes: ["Nothing to note."],
    },
    attributes: {
      gender: Array.from({ length: rows }, (_, row) => (client(row) % 2 === 0 ? "female" : "male")),
      age_band: Array.from({ length: rows }, (_, row) => (client(row) % 50 === 0 ? "unknown" : "25 to 39")),
      segment: Array.from({ length: rows }, (_, row) => (client(row) < 3 ? "business" : "private")),
    },
    trueProbabilities: truth.map((value, row) => (row % 9 === 0 ? Number.NaN : value)),
    today: { table: panel.table, probabilities: truth },
    cutOff: { name: "fixed", probability: 0.2 },
    seed: 1,
    resamples: 60,
  };
}
