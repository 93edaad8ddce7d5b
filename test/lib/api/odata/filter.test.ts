import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { filterSql } from "../../../../lib/api/odata/filter.js";
import type { Column } from "../../../../lib/api/odata/tables.js";
import { Problem } from "../../../../lib/api/problems.js";

const columns: readonly Column[] = [
  { name: "id", edm: "Edm.String", sql: '"id"' },
  { name: "amount", edm: "Edm.Double", sql: '"amount"' },
  { name: "is_open", edm: "Edm.Boolean", sql: '"is_open"' },
  { name: "day", edm: "Edm.Date", sql: '"day"' },
  { name: "at", edm: "Edm.DateTimeOffset", sql: '"at"' },
];

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create()).connect();
  await connection.run(`CREATE TABLE t AS SELECT * FROM (VALUES
    ('a', 1.5, TRUE, DATE '2026-01-31', TIMESTAMP '2026-01-31 22:30:00'),
    ('b''c', -2.0, FALSE, DATE '2026-02-28', TIMESTAMP '2026-02-28 00:00:00'),
    ('Zed', NULL, NULL, NULL, NULL)) AS v(id, amount, is_open, day, "at")`);
});

const found = async (filter: string): Promise<unknown[]> => {
  const { sql, values } = filterSql(filter, columns);
  const reader = await connection.runAndReadAll(`SELECT id FROM t WHERE ${sql} ORDER BY id`, [...values]);
  return reader.getColumnsJS()[0] ?? [];
};

describe("filterSql(filter, columns)", () => {
  it.each([
    ["id eq 'a'", ["a"]],
    ["id eq 'b''c'", ["b'c"]],
    ["amount gt 0", ["a"]],
    ["amount ge -2 and amount lt 1.5e0", ["b'c"]],
    ["amount eq null", ["Zed"]],
    ["amount ne null", ["a", "b'c"]],
    ["not (amount gt 0)", ["b'c"]],
    ["is_open", ["a"]],
    ["is_open eq false or id eq 'Zed'", ["Zed", "b'c"]],
    ["id in ('a', 'Zed')", ["Zed", "a"]],
    ["contains(id, 'e')", ["Zed"]],
    ["startswith(tolower(id), 'z')", ["Zed"]],
    ["length(id) gt 1 and endswith(id,'c')", ["b'c"]],
    ["day ge 2026-02-01", ["b'c"]],
    ["year(day) eq 2026 and month(day) eq 1", ["a"]],
    ["at eq 2026-01-31T23:30:00+01:00", ["a"]],
    ["at lt 2026-02-01T00:00:00Z", ["a"]],
    ["date(at) eq 2026-02-28", ["b'c"]],
    ["id eq 'a' or id eq 'Zed' and amount gt 5", ["a"]],
    ["contains(id, '%')", []],
  ])("%s", async (filter, ids) => {
    expect(await found(filter)).toEqual(ids);
  });

  it.each([
    ["id eq", /ends where a value was expected/],
    ["name eq 'x'", /letter 1: a column \(id, amount/],
    ["id eq 'a", /cannot be read/],
    ["id eq 5", /a text to compare with, not a number/],
    ["amount", /a condition was expected/],
    ["id eq 'a' id", /and, or, or the end/],
    ["(id eq 'a'", /\) was expected/],
    ["contains(id)", /, was expected/],
    ["year(id) eq 1", /year with a date or instant/],
    ["id eq 'a'; DROP TABLE t", /cannot be read/],
    ["id eq 'a' -- x", /cannot be read/],
    ['"id" eq 1', /cannot be read/],
    ["constructor eq 1", /a column/],
    ["toString(id) eq 'a'", /a column/],
    ["marts.dim_clients eq 1", /a column|cannot be read/],
    ["at eq 2026-99-31T23:30:00Z", /is no instant/],
    [`${"(".repeat(60)}id eq 'a'${")".repeat(60)}`, /nested deeper/],
    [`${"not ".repeat(60)}is_open`, /nested deeper/],
    [`id eq '${"x".repeat(4000)}'`, /longer than 4000/],
  ])("refuses %s", (filter, message) => {
    expect(() => filterSql(filter, columns)).toThrow(message);
  });

  it("never puts a value into the SQL, and never throws anything but a problem", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: "binary" }), (value) => {
        const { sql, values } = filterSql(`id eq '${value.replaceAll("'", "''")}'`, columns);
        expect(sql).toBe('("id" = ?)');
        expect(values).toEqual([value]);
      }),
    );
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (filter) => {
        try {
          filterSql(filter, columns);
        } catch (error) {
          expect(error).toBeInstanceOf(Problem);
        }
      }),
    );
  });
});
