import { describe, expect, it } from "vitest";
import { formatSql } from "./sqlLayout.js";

describe("formatSql(sql)", () => {
  it.each([
    [
      "capitals for keywords, not for names",
      "select type, name as Date from t",
      "SELECT\n  type,\n  name AS Date\nFROM\n  t\n",
    ],
    ["a macro", "create or replace macro f(a) as (a + 1);", "CREATE OR REPLACE MACRO f (a) AS (a + 1);\n"],
    ["a table macro", "create macro f(a) as table select a", "CREATE MACRO f (a) AS TABLE\nSELECT\n  a\n"],
    ["a named parameter", "select $as_of", "SELECT\n  $as_of\n"],
  ])("lays out %s", (_name, sql, expected) => {
    expect(formatSql(sql)).toBe(expected);
    expect(formatSql(expected)).toBe(expected);
  });

  it("keeps comments and the white space of a string", () => {
    expect(formatSql("-- grain: one row\nselect 'a  B'")).toBe("-- grain: one row\nSELECT\n  'a  B'\n");
  });

  it("refuses what it cannot read", () => {
    expect(() => formatSql("select 'open")).toThrow(/Parse error/);
  });
});
