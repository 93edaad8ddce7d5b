import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ProblemCode } from "../../../loaders/errors.js";
import { readLabelledTable, type TableOptions } from "../../../loaders/evaluate/labelledTable.js";
import { csvFile } from "./csvFile.js";

const lines = (...rows: readonly string[]): string => `${rows.join("\n")}\n`;

const read = (content: string | Buffer, options: Partial<TableOptions> = {}) =>
  readLabelledTable({ csv: csvFile(content), label: "y", ...options });

describe("readLabelledTable(options)", () => {
  it("reads numbers, booleans and days as numbers, other texts as categories, empty fields as missing", async () => {
    const { table, labels, positives, notes } = await read(
      lines(
        'amount,"is, new",opened,town,y',
        "1.5,true,1970-01-11,Brno,no",
        ",false,,,no",
        '-2,true,1970-01-01,"Ústí, ""n. L.""",yes',
      ),
    );
    expect(table).toEqual({
      rows: 3,
      columns: [
        { name: "amount", kind: "numeric", values: Float64Array.of(1.5, NaN, -2) },
        { name: "is, new", kind: "numeric", values: Float64Array.of(1, 0, 1) },
        { name: "opened", kind: "numeric", values: Float64Array.of(10, NaN, 0) },
        {
          name: "town",
          kind: "category",
          codes: Int32Array.of(0, -1, 1),
          categories: ["Brno", 'Ústí, "n. L."'],
        },
      ],
    });
    expect([...labels]).toEqual([0, 0, 1]);
    expect(positives).toBe(1);
    expect(notes).toEqual([]);
  });

  it("keeps the order of the rows", async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => `${i},${i % 7 === 0 ? "x" : "z"}`);
    const { table, labels } = await read(lines("n,y", ...rows));
    const [column] = table.columns;
    expect(column!.kind === "numeric" && column!.values.every((value, i) => value === i)).toBe(true);
    expect(labels.every((label, i) => label === (i % 7 === 0 ? 1 : 0))).toBe(true);
  });

  it("reads a type from all rows, not from the first ones", async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `${i % 9},${i % 2}`);
    const { table, notes } = await read(lines("n,y", ...rows, "NA,1"));
    expect(table.columns[0]).toMatchObject({ kind: "category" });
    expect(notes).toEqual([expect.stringContaining('n is read as texts, not as numbers, because of "NA"')]);
  });

  it("reads other separators, line ends, a byte order mark and Latin-1", async () => {
    const { table } = await read("\uFEFFtown;n;y\r\nKöln;1;a\r\nBonn;2;b\r\n");
    expect(table.columns.map(({ name }) => name)).toEqual(["town", "n"]);
    const latin = await read(Buffer.from(lines("town,y", "Köln,a", "Bonn,b"), "latin1"));
    expect(latin.table.columns[0]).toMatchObject({ categories: ["Bonn", "Köln"] });
  });

  it("drops what is named, columns without a value and rows without a label", async () => {
    const { table, notes } = await read(lines("id,void,n,y", "7,,1,a", "8,,2,", "9,,3,b"), { drop: ["id"] });
    expect(table).toEqual({
      rows: 2,
      columns: [{ name: "n", kind: "numeric", values: Float64Array.of(1, 3) }],
    });
    expect(notes).toEqual([
      "void has no value in any row, and is left out.",
      "1 rows without a label are left out.",
    ]);
  });

  const ordinary = lines("balance,age,y", "1,2,a", "3,4,b");
  it.each<[string, string | Buffer, Partial<TableOptions>, ProblemCode, RegExp]>([
    [
      "a file that is not there",
      "",
      { csv: "/nowhere/table.csv" },
      "unreadable_table",
      /table\.csv: file not found/,
    ],
    ["a folder", "", { csv: import.meta.dirname }, "unreadable_table", /not a file/],
    ["an empty file", "", {}, "unreadable_table", /the file is empty/],
    ["a header and no row", "a,y\n", {}, "unreadable_table", /no row follows the header/],
    [
      "a row that is too long",
      `${ordinary}1,2,a,4\n`,
      {},
      "unreadable_table",
      /Line: 4.*Columns: 3 Found: 4/,
    ],
    ["a row that is too short", `${ordinary}1\n`, {}, "unreadable_table", /Line: 4.*Columns: 3 Found: 1/],
    ["a quote without its end", `a,y\n"1,a\n2,b\n`, {}, "unreadable_table", /Line: 2.*unterminated quote/],
    ["UTF-16", Buffer.from(`\uFEFF${ordinary}`, "utf16le"), {}, "unreadable_file", /UTF-16/],
    [
      "no such label",
      ordinary,
      { label: "why" },
      "unknown_column",
      /--label why: .* there are balance, age, y/,
    ],
    ["a label's name misspelt", ordinary, { label: "Balanc" }, "unknown_column", /did you mean balance\?/],
    [
      "no such column to drop",
      ordinary,
      { drop: ["ages"] },
      "unknown_column",
      /--drop ages: .* did you mean age\?/,
    ],
    [
      "nothing left to learn from",
      ordinary,
      { drop: ["age", "balance"] },
      "no_features",
      /no column is left beside y/,
    ],
    ["nothing in any column", lines("a,y", ",1", ",0"), {}, "no_features", /every column beside y is empty/],
    ["one class", lines("a,y", "1,x", "2,x"), {}, "bad_label", /every row that has a value has "x"/],
  ])("refuses %s", async (_, content, options, code, message) => {
    await expect(read(content, options)).rejects.toMatchObject({
      name: "BuildError",
      code,
      message: expect.stringMatching(message) as unknown,
    });
  });

  it("names the file as it was written", async () => {
    await expect(readLabelledTable({ csv: join("a", "b.csv"), label: "y" })).rejects.toThrow("a/b.csv");
  });
});
