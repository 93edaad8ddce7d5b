import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const tokensFile = resolve(import.meta.dirname, "../../../src/style/tokens.css");

/** The colours of the product by the names of their tokens, such as `ink-2`. */
export interface Palette {
  readonly light: ReadonlyMap<string, string>;
  readonly dark: ReadonlyMap<string, string>;
}

/** Reads the colours from the style sheet of the site, so that there is one place to change them. */
export function readPalette(css = readFileSync(tokensFile, "utf8")): Palette {
  const [light = "", dark = ""] = css.split('[data-theme="dark"] {');
  const colours = (part: string): Map<string, string> =>
    new Map([...part.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name = "", hex = ""]) => [name, hex]));
  return { light: colours(light), dark: colours(dark) };
}

/**
 * An SVG text with each `var(--token)` as the light colour itself, for programs that know no style sheets, and the
 * rules under which a browser in the dark shows the dark one.
 *
 * @throws RangeError for a token that is no colour, or two tokens of one light colour and two dark ones
 */
export function withColours(
  svg: string,
  { light, dark }: Palette,
): { readonly svg: string; readonly rules: string } {
  const used = new Map<string, string>();
  const coloured = svg.replaceAll(/var\(--([\w-]+)\)/g, (_, token: string) => {
    const hex = light.get(token);
    const inTheDark = dark.get(token);
    if (hex === undefined || inTheDark === undefined) throw new RangeError(`--${token} is no colour`);
    if ((used.get(hex) ?? inTheDark) !== inTheDark)
      throw new RangeError(`${hex} stands for two colours in the dark`);
    used.set(hex, inTheDark);
    return hex;
  });
  const rules = [...used]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .flatMap(([hex, other]) => [`[fill="${hex}"]{fill:${other}}`, `[stroke="${hex}"]{stroke:${other}}`]);
  return { svg: coloured, rules: `@media (prefers-color-scheme:dark){${rules.join("")}}` };
}
