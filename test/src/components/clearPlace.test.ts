import { describe, expect, it } from "vitest";
import { clearPlace } from "../../../src/components/clearPlace.js";

const place = (left: number, top: number) => ({ left, right: left + 50, top, bottom: top + 12 });
const rising = [
  { x: 0, y: 80 },
  { x: 100, y: 0 },
];

describe("clearPlace(places, lines)", () => {
  it.each([
    ["the first place where nothing runs through any", [place(0, 0), place(0, 14)], 0],
    ["another place where a line runs through the first", [place(0, 50), place(0, 0)], 1],
    ["the place that hides less where none is clear", [place(0, 50), place(0, 34)], 1],
  ])("takes %s", (_, places, expected) => {
    expect(clearPlace(places, [rising])).toBe(expected);
  });

  it("looks at every line", () => {
    const flat = [
      { x: 0, y: 6 },
      { x: 100, y: 6 },
    ];
    expect(clearPlace([place(0, 0), place(0, 14)], [rising, flat])).toBe(1);
  });

  it("takes the first where there is no line", () => {
    expect(clearPlace([place(0, 0), place(0, 14)], [])).toBe(0);
  });
});
