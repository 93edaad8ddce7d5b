import { describe, expect, it } from "vitest";
import type { Panel } from "../../../lib/core/panel.js";
import { clientFolds, splitOutOfTime } from "../../../loaders/models/split.js";

const monthEnds = (months: number): string[] =>
  Array.from({ length: months }, (_, i) => new Date(Date.UTC(2024, i + 1, 0)).toISOString().slice(0, 10));

/** Every client at every date; `isPositive` says which rows are. */
function panelOf(
  snapshotDates: readonly string[],
  clients: number,
  isPositive: (client: number, snapshot: number) => boolean,
): Panel {
  const rows = snapshotDates.length * clients;
  const at = (row: number): [number, number] => [row % clients, Math.floor(row / clients)];
  return {
    table: { rows, columns: [] },
    labels: Uint8Array.from({ length: rows }, (_, row) => (isPositive(...at(row)) ? 1 : 0)),
    clients: Int32Array.from({ length: rows }, (_, row) => at(row)[0]),
    snapshots: Int32Array.from({ length: rows }, (_, row) => at(row)[1]),
    snapshotDates,
  };
}

const monthsOf = (panel: Panel, rows: Int32Array): string[] => [
  ...new Set(Array.from(rows, (row) => panel.snapshotDates[panel.snapshots[row]!]!.slice(0, 7))),
];

describe("splitOutOfTime(panel)", () => {
  const isFifth = (client: number): boolean => client % 5 === 0;

  it.each([
    { months: 2, test: 1, later: 0 },
    { months: 4, test: 1, later: 1 },
    { months: 12, test: 3, later: 2 },
    { months: 24, test: 6, later: 4 },
    { months: 33, test: 6, later: 5 },
  ])("takes $test of $months months for the test, and $later before it", ({ months, test, later }) => {
    const dates = monthEnds(months);
    const panel = panelOf(dates, 200, isFifth);
    const split = splitOutOfTime(panel);
    const names = dates.map((date) => date.slice(0, 7));
    expect(monthsOf(panel, split.test)).toEqual(names.slice(months - test));
    expect(monthsOf(panel, split.train)).toEqual(names.slice(0, months - test));
    expect(monthsOf(panel, split.later)).toEqual(names.slice(months - test - later, months - test));
    expect(split.train.length + split.test.length).toBe(panel.labels.length);
  });

  it("begins earlier where the test has too few of a class, but not before the last third", () => {
    const rare = panelOf(monthEnds(12), 100, (client) => client < 6);
    expect(monthsOf(rare, splitOutOfTime(rare).test)).toHaveLength(4);
    const rarer = panelOf(monthEnds(12), 100, (client) => client < 1);
    expect(monthsOf(rarer, splitOutOfTime(rarer).test)).toHaveLength(4);
  });

  it("keeps the days of a month together", () => {
    const days = monthEnds(8).flatMap((date) => [`${date.slice(0, 7)}-03`, `${date.slice(0, 7)}-17`]);
    const panel = panelOf(days, 100, isFifth);
    expect(monthsOf(panel, splitOutOfTime(panel).test)).toEqual(["2024-07", "2024-08"]);
    expect(splitOutOfTime(panel).test).toHaveLength(400);
  });

  it("refuses one month, and a class that is missing before or in the test", () => {
    expect(() => splitOutOfTime(panelOf(monthEnds(1), 50, isFifth))).toThrow(
      /1 months have an outcome, and 2 are needed/,
    );
    expect(() => splitOutOfTime(panelOf(monthEnds(8), 50, (_, snapshot) => snapshot === 0))).toThrow(
      /100 rows from 2024-07, where the test begins, have one outcome only/,
    );
    expect(() => splitOutOfTime(panelOf(monthEnds(8), 50, (client, s) => s > 5 && client < 25))).toThrow(
      /300 rows before 2024-07/,
    );
  });
});

describe("clientFolds(panel, folds, seed)", () => {
  const panel = panelOf(monthEnds(3), 103, (client, snapshot) => client % 7 === 0 && snapshot === 1);

  it("keeps a client in one fold, and deals those with a positive evenly", () => {
    const folds = clientFolds(panel, 5, 1);
    const foldOf = new Map<number, number>();
    panel.clients.forEach((client, row) => {
      expect(foldOf.get(client) ?? folds[row]).toBe(folds[row]);
      foldOf.set(client, folds[row]!);
    });
    for (let fold = 0; fold < 5; fold++) {
      const clients = [...foldOf].filter(([, own]) => own === fold).map(([client]) => client);
      expect([20, 21]).toContain(clients.length);
      expect(clients.filter((client) => client % 7 === 0)).toHaveLength(3);
    }
  });

  it("depends on the seed, and not on the order of the rows", () => {
    const folds = clientFolds(panel, 5, 1);
    const backwards: Panel = {
      ...panel,
      labels: panel.labels.slice().reverse(),
      clients: panel.clients.slice().reverse(),
      snapshots: panel.snapshots.slice().reverse(),
    };
    expect(clientFolds(backwards, 5, 1).reverse()).toEqual(folds);
    expect(clientFolds(panel, 5, 2)).not.toEqual(folds);
  });

  it("refuses more folds than clients with a positive", () => {
    expect(() => clientFolds(panel, 16, 1)).toThrow(
      /15 clients are with a positive outcome, too few for 16 folds/,
    );
  });
});
