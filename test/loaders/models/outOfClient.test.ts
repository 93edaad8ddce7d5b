import { describe, expect, it } from "vitest";
import type { NumericColumn } from "../../../lib/core/models/table.js";
import type { Panel } from "../../../lib/core/panel.js";
import { scoreOutOfClient } from "../../../loaders/models/outOfClient.js";

const rows = 200;
/** Twenty clients at ten month ends; the first five have the outcome every other month, another one seldom. */
const clients = Int32Array.from({ length: rows }, (_, row) => row % 20);
const panel: Panel = {
  table: {
    rows,
    columns: [{ name: "client", kind: "numeric", values: Float64Array.from(clients) }],
  },
  labels: Uint8Array.from(clients, (client, row) => Number(client < 5 ? row % 40 < 20 : row % 60 === 17)),
  clients,
  snapshots: Int32Array.from({ length: rows }, (_, row) => Math.floor(row / 20)),
  snapshotDates: Array.from({ length: 10 }, (_, month) => `2025-${String(month + 1).padStart(2, "0")}-28`),
};
const all = Int32Array.from({ length: rows }, (_, row) => row);
const split = { train: all.slice(0, 160), later: all.slice(120, 160), test: all.slice(160) };
const idsOf = ({ values }: NumericColumn): Float64Array => values;

describe("scoreOutOfClient(panel, split, seed, fit)", () => {
  it("never shows a model the clients that it scores, nor a month of the test", () => {
    const trained: number[] = [];
    const { probabilities, notes } = scoreOutOfClient(panel, split, 1, (train) => {
      trained.push(train.table.rows);
      expect(Math.max(...train.snapshots)).toBe(7);
      const seen = new Set(train.clients);
      return (table) =>
        idsOf(table.columns[0] as NumericColumn).map((client) => (seen.has(client) ? 0.9 : 0.2));
    });
    // Four fifths of the 160 training rows each.
    expect(trained).toEqual([128, 128, 128, 128, 128]);
    expect([...probabilities].every((value) => Math.abs(value - 0.2) < 1e-12)).toBe(true);
    expect(notes).toHaveLength(1);
  });

  it("calibrates by the outcomes of the training rows", () => {
    const { probabilities, calibration } = scoreOutOfClient(panel, split, 1, () => (table) => {
      // Ranks well, and far too low.
      return idsOf(table.columns[0] as NumericColumn).map((client) => (client < 5 ? 0.02 : 0.01));
    });
    const mean = probabilities.slice(0, 160).reduce((sum, value) => sum + value, 0) / 160;
    const share = panel.labels.slice(0, 160).reduce((sum, value) => sum + value, 0) / 160;
    expect(calibration.slope).toBeGreaterThan(1);
    expect(Math.abs(mean - share)).toBeLessThan(0.03);
  });
});
