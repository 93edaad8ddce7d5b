import { describe, expect, it } from "vitest";
import { rowWindow, scrollToRow } from "../../../../lib/core/table/rowWindow.js";

describe("rowWindow(options)", () => {
  const view = { rowHeight: 20, viewHeight: 100, spare: 2 };
  it.each([
    { what: "the top", count: 1000, scrollTop: 0, start: 0, end: 8, above: 0, below: 19_840 },
    { what: "the middle", count: 1000, scrollTop: 10_010, start: 498, end: 508, above: 9960, below: 9840 },
    { what: "the end", count: 1000, scrollTop: 19_900, start: 992, end: 1000, above: 19_840, below: 0 },
    { what: "a scroll beyond the end", count: 10, scrollTop: 9999, start: 2, end: 10, above: 40, below: 0 },
    { what: "a bounce over the top", count: 1000, scrollTop: -50, start: 0, end: 8, above: 0, below: 19_840 },
    { what: "few rows", count: 3, scrollTop: 0, start: 0, end: 3, above: 0, below: 0 },
    { what: "no rows", count: 0, scrollTop: 0, start: 0, end: 0, above: 0, below: 0 },
  ])("draws what is in sight at $what", ({ count, scrollTop, start, end, above, below }) => {
    expect(rowWindow({ ...view, count, scrollTop })).toEqual({ start, end, above, below });
  });

  it("never loses a pixel of the whole height", () => {
    for (let scrollTop = 0; scrollTop < 2000; scrollTop += 7) {
      const { start, end, above, below } = rowWindow({ ...view, count: 100, scrollTop });
      expect(above + (end - start) * 20 + below).toBe(2000);
    }
  });
});

describe("scrollToRow(row, options)", () => {
  const view = { rowHeight: 20, viewHeight: 100, scrollTop: 200 };
  it.each([
    { row: 12, to: 200, what: "stays for a row in sight" },
    { row: 3, to: 60, what: "goes up to a row above" },
    { row: 15, to: 220, what: "goes down just as far as needed" },
    { row: 0, to: 0, what: "goes to the top" },
  ])("$what", ({ row, to }) => {
    expect(scrollToRow(row, view)).toBe(to);
  });
});
