import { describe, expect, it } from "vitest";
import { bandOfPd, bandRange } from "../../../../lib/core/risk/bands.js";
import { horizonsOf, migrationOf } from "../../../../lib/core/risk/migration.js";
import { portfolioOf } from "../../../../lib/core/risk/portfolio.js";
import type { MigrationRow, RiskBandRow } from "../../../../lib/core/risk/rows.js";

const row = (month: string, band: string, values: Partial<RiskBandRow> = {}): RiskBandRow => ({
  is_grant: false,
  snapshot_date: new Date(`${month}Z`),
  band,
  client_count: 0,
  drawn_amount: 0,
  undrawn_amount: 0,
  pd_sum: 0,
  expected_drawn: 0,
  expected_undrawn: 0,
  outcome_count: 0,
  default_count: 0,
  ...values,
});
const assumptions = { lgd: 0.5, undrawnShare: 0.4, margin: 0.03 };

describe("bandOfPd(pd) and bandRange(band)", () => {
  it.each([
    [0, "A"],
    [0.00499, "A"],
    [0.005, "B"],
    [0.02, "D"],
    [0.0999, "E"],
    [0.2, "G"],
    [1, "G"],
  ])("puts %f into band %s", (pd, band) => expect(bandOfPd(pd)).toBe(band));

  it("says which PDs a band holds", () => {
    expect([bandRange("A"), bandRange("B"), bandRange("G")]).toEqual(["< 0.5", "0.5 to 1", "> 20"]);
  });
});

describe("portfolioOf(rows, assumptions)", () => {
  const rows = [
    row("2025-06-30", "A", { client_count: 9, outcome_count: 100, default_count: 1 }),
    row("2026-05-31", "A", { client_count: 8, expected_drawn: 100 }),
    row("2026-06-30", "A", {
      client_count: 10,
      drawn_amount: 1000,
      undrawn_amount: 500,
      pd_sum: 0.2,
      expected_drawn: 80,
      expected_undrawn: 100,
    }),
    row("2026-06-30", "G", { client_count: 2, drawn_amount: 10, pd_sum: 1, expected_drawn: 5 }),
  ];

  it("takes the latest snapshot: EAD = drawn + share of undrawn, EL = LGD × Σ PD × EAD", () => {
    const { lines, all, snapshot, isGrant } = portfolioOf(rows, assumptions)!;
    expect(snapshot).toEqual(new Date("2026-06-30Z"));
    expect(isGrant).toBe(false);
    expect(lines[0]).toMatchObject({ band: "A", clients: 10, exposure: 1200, loss: 0.5 * (80 + 0.4 * 100) });
    expect(lines[0]!.pd).toBeCloseTo(0.02, 12);
    expect(all).toMatchObject({ band: "All", clients: 12, exposure: 1210 });
    expect(all.loss).toBeCloseTo(62.5, 12);
  });

  it("compares with the month before, and with what came of the snapshot whose outcome is known", () => {
    const { lines, observedAt } = portfolioOf(rows, assumptions)!;
    expect(lines[0]!.lossBefore).toBe(50);
    expect(lines[6]!.lossBefore).toBe(0);
    expect(observedAt).toEqual(new Date("2025-06-30Z"));
    expect(lines[0]!.observed).toMatchObject({ rate: 0.01, rows: 100, defaults: 1 });
    expect(lines[6]!.observed).toBeNull();
  });

  it("moves with every assumption, and is linear in LGD", () => {
    const at = (lgd: number): number => portfolioOf(rows, { ...assumptions, lgd })!.all.loss;
    expect(at(1)).toBeCloseTo(2 * at(0.5), 12);
    expect(portfolioOf(rows, { ...assumptions, undrawnShare: 0 })!.all.exposure).toBe(1010);
  });

  it("is nothing where nobody was scored", () => expect(portfolioOf([], assumptions)).toBeNull());
});

describe("migrationOf(rows, months)", () => {
  const move = (from_band: string, to_state: string, client_count: number, months = 12): MigrationRow => ({
    months,
    from_band,
    to_state,
    client_count,
  });
  const rows = [
    move("B", "A", 10),
    move("B", "B", 20),
    move("B", "C", 5),
    move("B", "default", 2),
    move("B", "closed", 3),
    move("new", "A", 7),
    move("B", "B", 99, 1),
  ];

  it("gives shares of each band's clients and which way they went", () => {
    const found = migrationOf(rows, 12);
    expect(found).toMatchObject({
      clients: 40,
      up: 10,
      stayed: 20,
      down: 7,
      defaulted: 2,
      closed: 3,
      arrived: 7,
    });
    const line = found.lines[1]!;
    expect(line.cells.map(({ share }) => share)).toEqual([0.25, 0.5, 0.125, 0, 0, 0, 0, 0.05, 0.075]);
    expect(line.cells.map(({ direction }) => direction).slice(0, 3)).toEqual(["up", "stayed", "down"]);
    expect(found.lines[0]).toMatchObject({ from: "A", clients: 0 });
  });

  it("knows its horizons", () => expect(horizonsOf(rows)).toEqual([12, 1]));
});
