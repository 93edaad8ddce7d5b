import { describe, expect, it } from "vitest";
import { placeAfterKey } from "../../../../lib/core/table/placeAfterKey.js";

describe("placeAfterKey(key, at, count, pageSize)", () => {
  it.each([
    { key: "ArrowDown", at: -1, place: 0 },
    { key: "ArrowDown", at: 4, place: 5 },
    { key: "ArrowDown", at: 99, place: 99 },
    { key: "ArrowUp", at: 4, place: 3 },
    { key: "ArrowUp", at: -1, place: 0 },
    { key: "PageDown", at: -1, place: 10 },
    { key: "PageDown", at: 95, place: 99 },
    { key: "PageUp", at: 4, place: 0 },
    { key: "Home", at: 50, place: 0 },
    { key: "End", at: 50, place: 99 },
    { key: "a", at: 50, place: null },
  ])("$key leads from $at to $place", ({ key, at, place }) => {
    expect(placeAfterKey(key, at, 100, 10)).toBe(place);
  });

  it("leads nowhere in an empty table", () => {
    expect(placeAfterKey("End", -1, 0, 10)).toBeNull();
  });
});
