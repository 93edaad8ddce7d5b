import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fieldsOf, headerOf, readLines } from "../../../loaders/evaluate/rawLines.js";

const folder = mkdtempSync(join(tmpdir(), "lines-"));
const path = join(folder, "file.csv");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function linesOf(content: string, isWanted: (line: number) => boolean = () => true): [number, string][] {
  writeFileSync(path, content);
  const found: [number, string][] = [];
  readLines(path, isWanted, (line, text) => void found.push([line, text]));
  return found;
}

describe("readLines(path, isWanted, use)", () => {
  it.each<readonly [string, string, [number, string][]]>([
    [
      "lines",
      "a\nb\n",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "a last line without an end",
      "a\nb",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    [
      "empty lines",
      "a\n\nb\n",
      [
        [1, "a"],
        [2, ""],
        [3, "b"],
      ],
    ],
    [
      "carriage returns",
      "a\r\nb\r\n",
      [
        [1, "a"],
        [2, "b"],
      ],
    ],
    ["letters beyond ASCII", "Setúbal\n", [[1, "Setúbal"]]],
    ["nothing", "", []],
  ])("hands on %s", (_, content, lines) => {
    expect(linesOf(content)).toEqual(lines);
  });

  it("finds lines of a file larger than its buffer, and a line that is larger itself", () => {
    const long = "x".repeat(9_000_000);
    const content = [
      ...Array.from({ length: 200_000 }, (_, i) => `line ${i + 1}, ${"y".repeat(40)}`),
      long,
      "end",
    ];
    const wanted = new Set([1, 150_000, 200_001, 200_002]);
    const found = linesOf(content.join("\n"), (line) => wanted.has(line));
    expect(found.map(([line, text]) => [line, text.length])).toEqual([
      [1, content[0]?.length],
      [150_000, content[149_999]?.length],
      [200_001, long.length],
      [200_002, 3],
    ]);
  });
});

describe("headerOf(path)", () => {
  it.each(["a,b\n1,2\n", "a,b\r\n", "a,b"])("is the first line of %j", (content) => {
    writeFileSync(path, content);
    expect(headerOf(path)).toBe("a,b");
  });
});

describe("fieldsOf(line)", () => {
  it.each<readonly [string, (string | null)[]]>([
    ["a,b,c", ["a", "b", "c"]],
    ["a,,c", ["a", null, "c"]],
    [",", [null, null]],
    ["", [null]],
    ['"12,30",b', ["12,30", "b"]],
    ['a,"say ""no""",', ["a", 'say "no"', null]],
    ['a,""', ["a", null]],
    ['a,"cut short', ["a", "cut short"]],
    ['a "quoted" word,b', ['a "quoted" word', "b"]],
  ])("of %j", (line, fields) => {
    expect(fieldsOf(line)).toEqual(fields);
  });
});
