import { describe, expect, it } from "vitest";
import { followQuotedRecord, recordLimit } from "../../../loaders/extracts/recordSplitter.js";

const follow = (
  content: string,
  columns: number,
  isLast = true,
  start = 0,
): ReturnType<typeof followQuotedRecord> =>
  followQuotedRecord(Buffer.from(content), start, 44, columns, isLast);

describe("followQuotedRecord(buffer, start, separator, columns, isLast)", () => {
  it.each([
    ['"a",b\nrest', 2, 6, 1],
    ['"a",b\r\nrest', 2, 7, 1],
    ['"a,x",b\nrest', 2, 8, 1],
    ['"a""x",b\nrest', 2, 9, 1],
    ['"","""",b\nrest', 3, 10, 1],
    ['"two\nlines",b\nrest', 2, 14, 2],
    ['"three\r\n\r\nlines",b\r\nrest', 2, 20, 3],
    ['a,"b"', 2, 5, 1],
    ['a,b"c\nrest', 2, 6, 1],
    ['a,"b\nc"', 2, 7, 2],
  ])("%j of %i columns ends at %i over %i lines", (content, columns, end, lines) => {
    expect(follow(content, columns)).toEqual({ kind: "record", end, lines });
  });

  it.each([
    { of: "too many fields", content: '"a",b,c\nrest', problem: "ragged_line", end: 8 },
    { of: "too few fields", content: '"a"\nrest', problem: "ragged_line", end: 4 },
    { of: "text after a closing quote", content: '"a"x,b\nrest', problem: "malformed_quote", end: 7 },
    { of: "a space after a closing quote", content: '"a" ,b\nrest', problem: "malformed_quote", end: 7 },
    { of: "no closing quote in the file", content: '"a,b\nc,d\n', problem: "unclosed_quote", end: 5 },
    { of: "the next quote on another line", content: '"a,b\n"c",d\n', problem: "unclosed_quote", end: 5 },
    { of: "no closing quote on the last line", content: 'a,"b', problem: "unclosed_quote", end: 4 },
    {
      of: "a quoted field over too many lines",
      content: `"a${"\n".repeat(recordLimit.lines + 1)}",b\n`,
      problem: "unclosed_quote",
      end: 3,
    },
    {
      of: "a long field beside a quoted one",
      content: `"a",${"x".repeat(recordLimit.bytes + 1)}\n`,
      problem: "oversized_line",
      end: recordLimit.bytes + 6,
    },
    {
      of: "a long quoted field",
      content: `"${"x".repeat(recordLimit.bytes + 1)}",b\n`,
      problem: "oversized_line",
      end: recordLimit.bytes + 6,
    },
  ])("$of is a $problem, given up at the end of the first line", ({ content, problem, end }) => {
    expect(follow(content, 2)).toEqual({ kind: "problem", problem, end });
  });

  it.each(['"a', '"a"', '"a",b', '"a\nb",c', '"a,b\r'])(
    "asks for more when the buffer ends within %j",
    (content) => {
      expect(follow(content, 2, false)).toEqual({ kind: "more" });
    },
  );

  it("begins where it is told to", () => {
    expect(follow('skip,this\n"a",b\n', 2, true, 10)).toEqual({ kind: "record", end: 16, lines: 1 });
  });
});
