import { describe, expect, it } from "vitest";
import { readHeader } from "../../../loaders/extracts/csvHeader.js";

const header = (content: string | Buffer): ReturnType<typeof readHeader> =>
  readHeader("/raw/t.csv", Buffer.from(content as string));

describe("readHeader(path, head)", () => {
  it.each([
    ["a,b,c\n1,2,3", ",", ["a", "b", "c"]],
    ["a;b;c\n1;2;3", ";", ["a", "b", "c"]],
    ["a\tb\tc\n", "\t", ["a", "b", "c"]],
    ["a|b\n", "|", ["a", "b"]],
    ["a;b,x;c\n", ";", ["a", "b,x", "c"]],
    ['"a";"b"\n', ";", ["a", "b"]],
    ['"a,b",c\n', ",", ["a,b", "c"]],
    ['"say ""so""",c\n', ",", ['say "so"', "c"]],
    [" a , b \n", ",", ["a", "b"]],
    ["a,,b\n", ",", ["a", "column_2", "b"]],
    ["only\n1\n", ",", ["only"]],
    ["a,b", ",", ["a", "b"]],
  ])("%j is separated by %j into %j", (content, delimiter, columns) => {
    expect(header(content)).toMatchObject({ delimiter, columns });
  });

  it.each([
    ["a,b\n1", "\n", false, 4],
    ["a,b\r\n1", "\r\n", false, 5],
    ["\ufeffa,b\n1", "\n", true, 7],
    ["\ufeffa,b\r\n1", "\r\n", true, 8],
    ["a,b", "\n", false, 3],
  ])("of %j finds the line end %j, byte order mark %s, body at %i", (content, newline, hasBom, bodyStart) => {
    expect(header(content)).toMatchObject({ newline, hasBom, bodyStart, columns: ["a", "b"] });
  });

  it("reads Latin-1 column names", () => {
    expect(header(Buffer.from("libellé,montant\n", "latin1")).columns).toEqual(["libellé", "montant"]);
  });

  it.each([
    ["", "empty_file", "t.csv: the file is empty"],
    ["\n1,2\n", "empty_file", "t.csv, line 1"],
    ["   \n1,2\n", "empty_file", "t.csv, line 1"],
    [Buffer.from("\ufeffa,b\n", "utf16le"), "unreadable_file", "UTF-16"],
    [Buffer.from("feff0061002c0062", "hex"), "unreadable_file", "UTF-16"],
    [Buffer.from("a,b\n", "utf16le"), "unreadable_file", "NUL bytes in the header"],
    ["a,b,a\n", "unreadable_file", "two columns are called 'a'"],
    ["a,b,A\n", "unreadable_file", "two columns are called 'A'"],
    ["x".repeat(65_536), "unreadable_file", "no line end in the first 65536 bytes"],
  ])("throws on %j: %s", (content, code, message) => {
    expect(() => header(content)).toThrow(
      expect.objectContaining({
        name: "BuildError",
        code,
        message: expect.stringContaining(message) as unknown,
      }),
    );
  });
});
