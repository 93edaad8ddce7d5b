import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { skipPlainRecords, type PlainRecords } from "../../../loaders/extracts/plainRecords.js";

const run = (text: string, start: number, wanted: number, isCrlf: boolean, separator = ","): PlainRecords => {
  const memory = new ArrayBuffer(4 * Math.ceil(text.length / 4 + 1));
  const buffer = Buffer.from(memory).subarray(0, text.length);
  buffer.write(text, "latin1");
  const result: PlainRecords = { records: 0, end: 0, marks: [] };
  skipPlainRecords(
    ...([buffer, new Int32Array(memory), start, separator.charCodeAt(0)] as const),
    ...([wanted, isCrlf, result] as const),
  );
  return result;
};

/** The same, line by line. */
function expected(text: string, start: number, wanted: number, isCrlf: boolean): PlainRecords {
  const result: PlainRecords = { records: 0, end: start, marks: [] };
  for (const line of text.slice(start).match(/[^\n]*\n/g) ?? []) {
    const body = isCrlf ? line.slice(0, -2) : line.slice(0, -1);
    if (body === "" || line.includes('"') || line.split(",").length - 1 !== wanted) break;
    if (line.endsWith("\r\n") !== isCrlf) break;
    result.records++;
    result.end += line.length;
    if (result.records % 64 === 0) result.marks.push(result.end);
  }
  return result;
}

/** Bytes that differ from a separator, a quote or a line feed by one bit or one, those above 127 among them. */
const piece = fc.constantFrom(
  ...Array.from(',,,,\n\n\r"abcdefgh-+*#!\t\u000b\u008a\u00ac\u00a2\u00ff\u0000'),
  "\r\n",
);
const line = fc
  .tuple(fc.stringMatching(/^[a-z +*#!\u008a\u00ac\u00a2]{0,20}$/), fc.nat(12))
  .map(([field, more]) => `${field},x${"y".repeat(more)}`);

describe("skipPlainRecords(buffer, words, …)", () => {
  it("stops where looking at every line by itself does", () => {
    fc.assert(
      fc.property(
        fc.array(line, { maxLength: 150 }),
        fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join("")),
        fc.boolean(),
        fc.nat(9),
        (lines, rest, isCrlf, start) => {
          const text =
            "z".repeat(start) + lines.map((each) => each + (isCrlf ? "\r\n" : "\n")).join("") + rest;
          expect(run(text, start, 1, isCrlf)).toEqual(expected(text, start, 1, isCrlf));
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    { of: "a line of other columns", text: "a,b\nc\n", records: 1, end: 4 },
    { of: "a quote", text: 'aaaaaaaa,b\nccccccc,"d"\n', records: 1, end: 11 },
    { of: "an empty line", text: "aaaaaa,b\n\na,b\n", records: 1, end: 9 },
    { of: "a line without end", text: "aaaaaa,b\na,b", records: 1, end: 9 },
  ])("stops before $of", ({ text, records, end }) => {
    expect(run(text, 0, 1, false)).toMatchObject({ records, end });
  });
});
