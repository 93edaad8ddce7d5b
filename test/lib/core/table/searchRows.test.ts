import { describe, expect, it } from "vitest";
import { pickRows, searchable, searchRows } from "../../../../lib/core/table/searchRows.js";

const texts = ["c15e low balance, band C", "77aa few movements, band C", "0bd1 low balance, Příbram"].map(
  searchable,
);
const find = (query: string): number[] => [...pickRows(texts.length, null, searchRows(texts, query))];

describe("searchRows(texts, query)", () => {
  it.each([
    { query: "low", rows: [0, 2] },
    { query: "BAND c", rows: [0, 1] },
    { query: "c band low", rows: [0] },
    { query: "pribram", rows: [2] },
    { query: "PŘÍB", rows: [2] },
    { query: "zzz", rows: [] },
    { query: "   ", rows: [0, 1, 2] },
  ])("finds $rows by “$query”", ({ query, rows }) => {
    expect(find(query)).toEqual(rows);
  });

  it("takes any space for a space", () => {
    expect(searchable("€\u202F1.2\u00A0M")).toBe("€ 1.2 m");
  });
});

describe("pickRows(count, order, found)", () => {
  it.each([
    { order: null, found: null, rows: [0, 1, 2] },
    { order: [2, 0, 1], found: null, rows: [2, 0, 1] },
    { order: null, found: [1, 0, 1], rows: [0, 2] },
    { order: [2, 0, 1], found: [1, 0, 1], rows: [2, 0] },
  ])("shows $rows of order $order and found $found", ({ order, found, rows }) => {
    const picked = pickRows(3, order && Uint32Array.from(order), found && Uint8Array.from(found));
    expect([...picked]).toEqual(rows);
  });
});
