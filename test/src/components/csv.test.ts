import { describe, expect, it } from "vitest";
import { toCsv } from "../../../src/components/csv.js";

describe("toCsv(rows)", () => {
  it("quotes what needs it, writes days as ISO dates and leaves missing values empty", () => {
    const rows = [
      { name: 'a "b", c', day: new Date("2026-06-30T00:00:00Z"), n: 1.5, is_ok: true },
      { name: "two\nlines", day: null, n: null, is_ok: false },
    ];
    expect(toCsv(rows)).toBe(
      'name,day,n,is_ok\r\n"a ""b"", c",2026-06-30,1.5,true\r\n"two\nlines",,,false\r\n',
    );
  });
});
