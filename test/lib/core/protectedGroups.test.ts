import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hiddenCells, type GroupCell } from "../../../lib/core/protectedGroups.js";

/** A table with all its totals from the counts of its innermost cells, as `a|x`. */
function tableOf(counts: Readonly<Record<string, number>>): GroupCell[] {
  const sums = new Map<string, number>();
  for (const [key, clients] of Object.entries(counts)) {
    const names = key.split("|");
    for (let mask = 0; mask < 2 ** names.length; mask++) {
      const cell = names.map((name, index) => (mask & (1 << index) ? "all" : name)).join("|");
      sums.set(cell, (sums.get(cell) ?? 0) + clients);
    }
  }
  return [...sums].map(([key, clients]) => ({ names: key.split("|"), clients }));
}

const hiddenOf = (counts: Readonly<Record<string, number>>): string[] => {
  const cells = tableOf(counts);
  const hidden = hiddenCells(cells);
  return cells
    .filter((_, index) => hidden[index])
    .map(({ names }) => names.join("|"))
    .sort();
};

describe("hiddenCells(cells, least)", () => {
  it.each([
    ["nothing where every group is large", { a: 5, b: 9 }, []],
    ["two small groups that are large enough together", { a: 4, b: 3, c: 90 }, ["a", "b"]],
    ["the smallest other group beside a single small one", { a: 4, b: 30, c: 20 }, ["a", "c"]],
    ["one more where the hidden ones are too few together", { a: 1, b: 2, c: 90, d: 50 }, ["a", "b", "d"]],
    ["the total where the only part is small", { a: 4 }, ["a", "all"]],
    [
      "a second cell in each row and column",
      { "a|x": 2, "a|y": 40, "a|z": 60, "b|x": 50, "b|y": 70, "b|z": 80, "c|x": 90, "c|y": 90, "c|z": 95 },
      ["a|x", "a|y", "b|x", "b|y"],
    ],
  ])("hides %s", (_, counts, expected) => {
    expect(hiddenOf(counts)).toEqual(expected);
  });

  it("leaves nothing that follows from one total and its other parts", () => {
    const sizes = fc.array(fc.nat(30), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(sizes, (counts) => {
        const names = ["a", "b", "c"].flatMap((row) =>
          ["x", "y", "z", "w"].map((column) => `${row}|${column}`),
        );
        const cells = tableOf(
          Object.fromEntries(
            names.map((name, index) => [name, counts[index]!] as const).filter(([, n]) => n > 0),
          ),
        );
        const hidden = hiddenCells(cells);
        cells.forEach((total, at) => {
          total.names.forEach((name, dimension) => {
            if (name !== "all") return;
            const parts = cells.flatMap((cell, index) =>
              cell.names[dimension] !== "all" &&
              cell.names.with(dimension, "all").join() === total.names.join()
                ? [index]
                : [],
            );
            if (parts.length === 0) return;
            const unknown = [at, ...parts].filter((index) => hidden[index]);
            expect(unknown.length).not.toBe(1);
            const rest = parts
              .filter((index) => hidden[index])
              .reduce((sum, index) => sum + cells[index]!.clients, 0);
            if (!hidden[at] && rest > 0) expect(rest).toBeGreaterThanOrEqual(5);
          });
        });
        cells.forEach((cell, index) => {
          if (cell.clients < 5) expect(hidden[index]).toBe(true);
        });
      }),
    );
  });
});
