import { describe, expect, it } from "vitest";
import { readPalette, withColours } from "./palette.js";

const css = `/* [data-theme="dark"] overrides */ :root { --ink: #1b1f24; /* 16 */ --paper: #fcfbf8; --grey: #1b1f24; }
[data-theme="dark"] { --ink: #e9e7e2; --paper: #12161b; --grey: #929ba6; }`;

describe("withColours(svg, palette)", () => {
  it("puts the light colours in place and the dark ones into rules", () => {
    const { svg, rules } = withColours('<path fill="var(--ink)"/>', readPalette(css));
    expect(svg).toBe('<path fill="#1b1f24"/>');
    expect(rules).toBe(
      '@media (prefers-color-scheme:dark){[fill="#1b1f24"]{fill:#e9e7e2}[stroke="#1b1f24"]{stroke:#e9e7e2}}',
    );
  });

  it.each([
    ["a token that is no colour", '<path fill="var(--sans)"/>', /--sans is no colour/],
    [
      "one light colour for two dark ones",
      '<path fill="var(--ink)" stroke="var(--grey)"/>',
      /two colours in the dark/,
    ],
  ])("refuses %s", (_, svg, message) => {
    expect(() => withColours(svg, readPalette(css))).toThrow(message);
  });

  it("knows the colours of the site", () => {
    const { light, dark } = readPalette();
    expect([...light.keys()].filter((token) => !dark.has(token))).toEqual([]);
    expect(light.get("series")).toMatch(/^#[0-9a-f]{6}$/);
  });
});
