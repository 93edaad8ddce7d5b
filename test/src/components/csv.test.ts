import { describe, expect, it } from "vitest";
import { stampedCsv, stampedName, toCsv } from "../../../src/components/csv.js";
import { setStamp } from "../../../src/components/stamp.js";

describe("toCsv(rows, names)", () => {
  it("quotes what needs it, writes days as ISO dates and leaves missing values empty", () => {
    const rows = [
      { name: 'a "b", c', day: new Date("2026-06-30T00:00:00Z"), n: 1.5, is_ok: true },
      { name: "two\nlines", day: null, n: Number.NaN, is_ok: false },
    ];
    expect(toCsv(rows)).toBe(
      'name,day,n,is_ok\r\n"a ""b"", c",2026-06-30,1.5,true\r\n"two\nlines",,,false\r\n',
    );
  });

  it("keeps the head when there is no row", () => {
    expect(toCsv([], ["client", "score"])).toBe("client,score\r\n");
  });
});

describe("stampedCsv(rows, names) and stampedName(name)", () => {
  it("say as of when and by which run, without taking the place of a row's own fields", () => {
    expect(stampedCsv([{ client: "a" }])).toBe("client\r\na\r\n");
    expect(stampedName("clients")).toBe("clients.csv");
    setStamp({ asOf: new Date("2026-06-30T00:00:00Z"), run: "1f3a", locale: "en-GB" });
    expect(stampedCsv([{ client: "a" }])).toBe("client,as_of,run\r\na,2026-06-30,1f3a\r\n");
    expect(stampedCsv([{ run: "9c0b" }])).toBe("run,as_of,site_run\r\n9c0b,2026-06-30,1f3a\r\n");
    expect(stampedCsv([], ["client"])).toBe("client,as_of,run\r\n");
    expect(stampedName("clients")).toBe("clients_2026-06-30_1f3a.csv");
  });
});
