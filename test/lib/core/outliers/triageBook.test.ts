import { describe, expect, it } from "vitest";
import {
  decide,
  emptyBook,
  readBook,
  stateOf,
  takeVerdicts,
  writeBook,
} from "../../../../lib/core/outliers/triageBook.js";
import { alert } from "./alert.js";

const at = (day: number): string => `2026-07-0${day}T08:00:00.000Z`;
const verdict = (label: "confirmed" | "dismissed" | "unsure", day: number, note = "") => ({
  label,
  note,
  decidedAt: at(day),
});

describe("stateOf(alert, book)", () => {
  const built = alert({ verdict: "dismissed", decided_at: Date.parse(at(2)) });

  it.each([
    ["nothing is known", alert(), emptyBook, ["open", null]],
    ["the build knows", built, emptyBook, ["dismissed", "build"]],
    ["the browser knows", alert(), decide(emptyBook, ["M1"], verdict("unsure", 1)), ["unsure", "browser"]],
    [
      "the browser is newer",
      built,
      decide(emptyBook, ["M1"], verdict("confirmed", 3)),
      ["confirmed", "browser"],
    ],
    ["the build is newer", built, decide(emptyBook, ["M1"], verdict("confirmed", 1)), ["dismissed", "build"]],
    ["both are the same", built, decide(emptyBook, ["M1"], verdict("dismissed", 2)), ["dismissed", "build"]],
    [
      "the build does not say when",
      { ...built, decided_at: null },
      decide(emptyBook, ["M1"], verdict("confirmed", 1)),
      ["confirmed", "browser"],
    ],
  ] as const)("where %s", (_, each, book, [label, source]) => {
    expect(stateOf(each, book)).toMatchObject({ label, source });
  });

  it("keeps the reader's note on a verdict that the build has meanwhile", () => {
    expect(stateOf(built, decide(emptyBook, ["M1"], verdict("dismissed", 2, "rent"))).note).toBe("rent");
  });
});

describe("takeVerdicts(book, verdicts)", () => {
  it("takes what is newer, and counts the rest", () => {
    const book = decide(emptyBook, ["M1", "M2", "M3"], verdict("confirmed", 2));
    const { book: next, ...counts } = takeVerdicts(book, [
      { movement: "M1", ...verdict("dismissed", 3) },
      { movement: "M2", ...verdict("dismissed", 1) },
      { movement: "M3", ...verdict("confirmed", 2) },
      { movement: "M4", ...verdict("unsure", 1) },
    ]);
    expect(counts).toEqual({ taken: 2, same: 1, older: 1 });
    expect([...next.verdicts.values()].map(({ label }) => label)).toEqual([
      "dismissed",
      "confirmed",
      "confirmed",
      "unsure",
    ]);
    expect([...next.unexported]).toEqual(["M2", "M3"]);
  });
});

describe("readBook(text)", () => {
  it("gives back what writeBook wrote", () => {
    const book = decide(emptyBook, ["M1"], verdict("confirmed", 1, 'a "b"\n'));
    expect(readBook(writeBook(book))).toEqual(book);
  });

  it.each([
    null,
    "",
    "{",
    "[]",
    '{"version":2,"verdicts":[]}',
    '{"version":1,"verdicts":[{"movement":1},null]}',
  ])("takes %j for an empty book", (text) => {
    expect(readBook(text)).toEqual(emptyBook);
  });
});
