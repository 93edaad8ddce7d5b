import { csvParseRows } from "d3-dsv";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvField, parseCsv } from "../../../../lib/core/outliers/csv.js";
import {
  formatVerdicts,
  mergeVerdicts,
  parseVerdicts,
  problemWords,
  verdictLabels,
  type Verdict,
} from "../../../../lib/core/outliers/verdicts.js";

const verdict = (movement: string, label: Verdict["label"], rest: Partial<Verdict> = {}): Verdict => ({
  movement,
  label,
  note: "",
  decidedAt: null,
  ...rest,
});

describe("parseCsv(text)", () => {
  it.each([
    ["nothing", "", []],
    ["a line without an end", "a,b", [{ line: 1, fields: ["a", "b"] }]],
    ["all ends of lines", "a\nb\r\nc\rd", [1, 2, 3, 4].map((line) => ({ line, fields: ["abcd"[line - 1]] }))],
    [
      "quotes, separators and breaks inside quotes",
      'a,"b ""c"", d\r\ne"\nf,g',
      [
        { line: 1, fields: ["a", 'b "c", d\r\ne'] },
        { line: 3, fields: ["f", "g"] },
      ],
    ],
    [
      "semicolons",
      "a;b\n1,5;2",
      [
        { line: 1, fields: ["a", "b"] },
        { line: 2, fields: ["1,5", "2"] },
      ],
    ],
    [
      "a byte order mark and empty lines",
      "\uFEFFa\n\n  \nb",
      [
        { line: 1, fields: ["a"] },
        { line: 4, fields: ["b"] },
      ],
    ],
    [
      "an empty quoted field and a last empty one",
      'a,""\nb,',
      [
        { line: 1, fields: ["a", ""] },
        { line: 2, fields: ["b", ""] },
      ],
    ],
  ])("reads %s", (_, text, records) => {
    expect(parseCsv(text)).toEqual(records);
  });

  it.each([
    ['a,b\n1,"2\n3', 'line 2: "\\"2\\n3" where a closing quote was expected'],
    ['a,b\n"1"x,2', 'line 2: "x" where a separator or the end of the line was expected'],
  ])("refuses %j", (text, message) => {
    expect(() => parseCsv(text)).toThrow(message);
  });

  it("reads what d3-dsv reads, of any fields", () => {
    const field = fc.string({ unit: fc.constantFrom("a", '"', ",", "\n", "\r", " ", "é", ";") });
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { minLength: 1 }), (rows) => {
        const text = ["x,y", ...rows.map((row) => row.map(csvField).join(","))].join("\r\n");
        const records = parseCsv(text).map(({ fields }) => fields);
        expect(records).toEqual(csvParseRows(text));
        expect(records.slice(1)).toEqual(rows);
      }),
    );
  });
});

describe("parseVerdicts(text)", () => {
  it("reads the four columns, quoted notes and times of any zone", () => {
    const text = [
      "movement,label,note,decided_at",
      'M1,confirmed,"card stolen, said ""never mine""\nsee case 7",2026-07-01T10:30:00+02:00',
      "M2,Unsure,,2026-07-01 08:31",
      "M3,dismissed,salary,",
    ].join("\n");
    expect(parseVerdicts(text)).toEqual({
      key: "movement",
      problems: [],
      verdicts: [
        verdict("M1", "confirmed", {
          note: 'card stolen, said "never mine"\nsee case 7',
          decidedAt: "2026-07-01T08:30:00.000Z",
        }),
        verdict("M2", "unsure", { decidedAt: "2026-07-01T08:31:00.000Z" }),
        verdict("M3", "dismissed", { note: "salary" }),
      ],
    });
  });

  it("reads the older header, and columns in any order beside others", () => {
    expect(parseVerdicts("transaction_id,label\nT1,confirmed\n")).toMatchObject({
      key: "transaction_id",
      verdicts: [verdict("T1", "confirmed")],
    });
    expect(parseVerdicts("label;ticket;movement\nunsure;7;M1\n")).toMatchObject({
      key: "movement",
      verdicts: [verdict("M1", "unsure")],
    });
  });

  it("keeps the newest verdict on a movement, and of those without a time the last", () => {
    const lines = [
      "M1,confirmed,,2026-07-02",
      "M1,dismissed,,2026-07-01",
      "M1,unsure,,",
      "M2,confirmed,,",
      "M2,dismissed,,",
    ];
    expect(parseVerdicts(["movement,label,note,decided_at", ...lines].join("\n")).verdicts).toEqual([
      verdict("M1", "confirmed", { decidedAt: "2026-07-02T00:00:00.000Z" }),
      verdict("M2", "dismissed"),
    ]);
  });

  it.each([
    ["", 'line 1: "" where the header movement,label,note,decided_at (or transaction_id,label) was expected'],
    ["id,label\n1,confirmed", 'line 1: "id,label" where the header movement'],
    [
      "movement,label\nM1,yes",
      'line 2, column label: "yes" where confirmed, dismissed or unsure was expected',
    ],
    ["movement,label\n\n,dismissed", 'line 3, column movement: ",dismissed" where a movement was expected'],
    ["movement,label\nM1", 'line 2: "M1" where 2 fields as in the header, not 1, was expected'],
    [
      "movement,label,note,decided_at\nM1,unsure,,2026-02-30",
      'line 2, column decided_at: "2026-02-30" where an ISO 8601 instant such as 2026-07-01T08:30:00Z was expected',
    ],
    ['movement,label,note\nM1,unsure,"oh', 'line 2: "\\"oh" where a closing quote was expected'],
  ])("refuses %j and says why", (text, words) => {
    const { problems } = parseVerdicts(text);
    expect(problems).toHaveLength(1);
    expect(problemWords(problems[0]!)).toContain(words);
    expect(problems[0]!.remedy).toMatch(/^[A-Z].*\.$/);
  });

  it("names every line that is wrong, and keeps the others", () => {
    const file = parseVerdicts("movement,label\nM1,no\nM2,confirmed\nM3,maybe\n");
    expect(file.problems.map(({ line }) => line)).toEqual([2, 4]);
    expect(file.verdicts).toEqual([verdict("M2", "confirmed")]);
  });
});

describe("formatVerdicts(verdicts)", () => {
  it("writes the oldest first, quoted where needed", () => {
    const text = formatVerdicts([
      verdict("M2", "dismissed", { decidedAt: "2026-07-02T00:00:00.000Z", note: 'a "b", c' }),
      verdict("M1", "confirmed", { decidedAt: "2026-07-01T00:00:00.000Z" }),
    ]);
    expect(text).toBe(
      'movement,label,note,decided_at\r\nM1,confirmed,,2026-07-01T00:00:00.000Z\r\nM2,dismissed,"a ""b"", c",2026-07-02T00:00:00.000Z\r\n',
    );
  });

  it("gives back what it wrote, whatever the notes", () => {
    const any = fc.record({
      label: fc.constantFrom(...verdictLabels),
      note: fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r\n", " ", "ß", "\t", "=") }),
      decidedAt: fc.option(
        fc
          .date({ min: new Date("2000-01-01"), max: new Date("2099-01-01"), noInvalidDate: true })
          .map((date) => date.toISOString()),
      ),
    });
    fc.assert(
      fc.property(fc.array(any), (rest) => {
        const verdicts = rest.map((each, index) => ({ movement: `M${index}`, ...each }));
        const read = parseVerdicts(formatVerdicts(verdicts));
        expect(read.problems).toEqual([]);
        const byName = (list: readonly Verdict[]): Verdict[] =>
          [...list].sort((a, b) => (a.movement < b.movement ? -1 : 1));
        expect(byName(read.verdicts)).toEqual(byName(verdicts));
      }),
    );
  });
});

describe("mergeVerdicts(lists)", () => {
  it("lets the newer win, and at the same age the later list", () => {
    const merged = mergeVerdicts(
      [verdict("M1", "confirmed", { decidedAt: "2026-07-02T00:00:00.000Z" }), verdict("M2", "confirmed")],
      [verdict("M1", "unsure", { decidedAt: "2026-07-01T00:00:00.000Z" }), verdict("M2", "unsure")],
    );
    expect([...merged.values()].map(({ movement, label }) => `${movement} ${label}`)).toEqual([
      "M1 confirmed",
      "M2 unsure",
    ]);
  });
});
