import { describe, expect, it } from "vitest";
import { followQuotedRecord, recordLimit } from "../../../loaders/extracts/recordSplitter.js";

const follow = (content: string, columns: number, isLast = true, start = 0): ReturnType<typeof followQuotedRecord> =>
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
    ['"a",b,c\nrest', 2, "ragged_line", 8],
    ['"a"\nrest', 2, "ragged_line", 4],
    ['"a"x,b\nrest', 2, "malformed_quote", 7],
    ['"a" ,b\nrest', 2, "malformed_quote", 7],
    ['"a,b\nc,d\n', 2, "unclosed_quote", 5],
    ['"a,b\n"c",d\n', 2, "unclosed_quote", 5],
    ['a,"b', 2, "unclosed_quote", 4],
    [`"a${"\n".repeat(recordLimit.lines + 1)}",b\n`, 2, "unclosed_quote", 3],
    [`"a",${"x".repeat(recordLimit.bytes + 1)}\n`, 2, "oversized_line", recordLimit.bytes + 6],
    [`"${"x".repeat(recordLimit.bytes + 1)}",b\n`, 2, "oversized_line", recordLimit.bytes + 6],
  ])("%s of %i columns: %s, given up at the end of its first line", (content, columns, problem, end) => {
    expect(follow(content, columns)).toEqual({ kind: "problem", problem, end });
  });

  it.each(['"a', '"a"', '"a",b', '"a\nb",c', '"a,b\r'])("asks for more when the buffer ends within %j", (content) => {
    expect(follow(content, 2, false)).toEqual({ kind: "more" });
  });

  it("begins where it is told to", () => {
    expect(follow('skip,this\n"a",b\n', 2, true, 10)).toEqual({ kind: "record", end: 16, lines: 1 });
  });
});
